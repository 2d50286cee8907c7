import ScribeJSON
import ScribeSession

// The written form of a report. A written contract: members keep their names and meaning, new ones
// may come, readers ignore those they do not know.

extension BenchReport {
  private static let kind = "bench"
  private static let version = 1

  /// One JSON object, a result a line, so that two reports can be told apart line by line.
  package func json(_ comparison: BenchComparison? = nil) -> String {
    var head = JSONWriter()
    head.beginObject()
    head.member("kind", Self.kind)
    head.member("version", Self.version)
    head.name("machine")
    machine.write(to: &head)
    if let comparison {
      head.name("comparison")
      comparison.write(to: &head)
    }
    head.name("results")
    let results = measurements.map { measurement in
      var json = JSONWriter()
      measurement.write(to: &json, ratioToPeer: ratioToPeer(of: measurement.title))
      return json.text
    }
    return head.text + "[\n" + results.joined(separator: ",\n") + "\n]}"
  }

  /// Reads a report; says in a few words, without what it holds, why that is not possible.
  package init(json bytes: [UInt8]) throws(BenchReportError) {
    let root: JSONValue
    do {
      root = try JSONDocument(bytes).root
    } catch {
      throw BenchReportError(reason: "\(error)")
    }
    guard root.type == .object, root["kind"]?.text == Self.kind else {
      throw BenchReportError(reason: "not what bench --format json prints")
    }
    guard root["version"]?.number?.integer == Self.version else {
      throw BenchReportError(
        reason: "not version \(Self.version): a newer scribe-replay may read it")
    }
    guard let machine = root["machine"].flatMap(Machine.init), let list = root["results"],
      list.type == .array
    else { throw BenchReportError(reason: "a report without machine or results") }
    var measurements: [Measurement] = []
    var ratios: [String: Double] = [:]
    for (place, result) in list.elements.enumerated() {
      guard let measurement = Measurement(result) else {
        throw BenchReportError(reason: "result \(place + 1) has no title or no time")
      }
      measurements.append(measurement)
      ratios[measurement.title] = result["ratio_to_peer"]?.positive
    }
    self.init(machine, measurements, ratios: ratios)
  }
}

/// Why a report cannot be read.
package struct BenchReportError: Error, Hashable, Sendable {
  /// A few words, without anything of the content.
  package let reason: String
}

extension Machine {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("cpu", cpu)
    json.member("cores", coreCount)
    json.member("os", system)
    json.member("swift", swift)
    json.member("build", build.rawValue)
    json.endObject()
  }

  fileprivate init?(_ json: JSONValue) {
    guard let build = json["build"]?.text.flatMap(Build.init) else { return nil }
    self.init(
      cpu: json["cpu"]?.text ?? "", coreCount: json["cores"]?.number?.integer ?? 0,
      system: json["os"]?.text ?? "", swift: json["swift"]?.text ?? "", build: build)
  }
}

extension Measurement {
  fileprivate func write(to json: inout JSONWriter, ratioToPeer: Double?) {
    json.beginObject()
    json.member("title", title)
    json.member("bytes_per_run", byteCount)
    json.member("items_per_run", itemCount)
    json.member("seconds_per_run", secondsPerRun, digits: 12)
    json.member("mb_per_s", megabytesPerSecond, digits: 1)
    json.member("items_per_s", itemsPerSecond, digits: 1)
    json.member("peer", ifPresent: peer)
    json.member("ratio_to_peer", ratioToPeer, digits: 4)
    json.member("peak_bytes", ifPresent: peakByteCount)
    json.endObject()
  }

  fileprivate init?(_ json: JSONValue) {
    guard json.type == .object, let title = json["title"]?.text,
      let seconds = json["seconds_per_run"]?.positive
    else { return nil }
    self.init(
      title: title, peer: json["peer"]?.text,
      byteCount: json["bytes_per_run"]?.number?.integer ?? 0,
      itemCount: json["items_per_run"]?.number?.integer ?? 0, secondsPerRun: seconds,
      peakByteCount: json["peak_bytes"]?.number?.integer)
  }
}

extension BenchComparison {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("margin_percent", marginPercent)
    json.name("time_gates")
    json.value(isTimeGating)
    json.member("compared", comparedCount)
    json.member("missing", missingCount)
    json.member("added", addedCount)
    json.name("findings")
    json.beginArray()
    for finding in findings {
      json.beginObject()
      json.member("title", finding.title)
      json.member("measure", finding.measure.name)
      json.member("base", finding.base, digits: 12)
      json.member("now", finding.now, digits: 12)
      json.member("slower_by_percent", finding.slowerByPercent, digits: 1)
      json.endObject()
    }
    json.endArray()
    json.endObject()
  }
}

extension BenchComparison.Measure {
  fileprivate var name: String {
    switch self {
    case .ratioToPeer: "ratio_to_peer"
    case .secondsPerRun: "seconds_per_run"
    }
  }
}

extension JSONValue {
  fileprivate var text: String? { string?.text }

  /// A number that is more than zero, and less than anything that could be measured.
  fileprivate var positive: Double? {
    guard type == .number, let number = Double(String(decoding: bytes, as: UTF8.self)),
      number > 0, number < 1e12
    else { return nil }
    return number
  }
}

extension JSONWriter {
  /// Writes a number with up to so many digits behind the point, where there is one.
  fileprivate mutating func member(_ name: String, _ number: Double?, digits: Int) {
    guard let number else { return }
    self.name(name)
    raw(DecimalText.shortest(number, digits: digits).utf8)
  }
}
