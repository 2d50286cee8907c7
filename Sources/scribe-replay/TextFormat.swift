import ArgumentParser

/// How a verb tells what it found: in words, or as JSON objects, one a line.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text, ndjson
}
