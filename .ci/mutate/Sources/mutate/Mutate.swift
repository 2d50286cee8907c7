import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

/// Rewrites Swift files so that every mutant is in them, asleep: `mutate DROPPED LIST FILE…`.
///
/// One build then serves all mutants; the environment says which one is awake. DROPPED holds the
/// numbers of mutants that do not compile, one a line, and is only read; LIST gets a line for each
/// mutant: number, file and line, what is done to what.
@main
enum Mutate {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 3 else {
      FileHandle.standardError.write(Data("usage: mutate DROPPED LIST FILE…\n".utf8))
      exit(64)
    }
    let paths = Array(arguments)
    let dropped = Set(
      try String(contentsOfFile: paths[0], encoding: .utf8).split(separator: "\n").compactMap {
        Int($0)
      })
    let files = try paths[2...].map { path in
      (path: path, tree: try parse(path))
    }
    var siblings = EnumSiblings()
    for file in files { siblings.collect(file.tree) }

    let mutants = MutantList(dropped: dropped)
    for file in files {
      let rewriter = MutantRewriter(
        file: file.path, tree: file.tree, siblings: siblings, mutants: mutants)
      try rewriter.rewrite(file.tree).description.write(
        toFile: file.path, atomically: true, encoding: .utf8)
    }
    try mutants.lines.joined(separator: "\n").appending("\n")
      .write(toFile: paths[1], atomically: true, encoding: .utf8)
  }

  private static func parse(_ path: String) throws -> SourceFileSyntax {
    let tree = Parser.parse(source: try String(contentsOfFile: path, encoding: .utf8))
    let folded = try OperatorTable.standardOperators.foldAll(tree)
    return folded.as(SourceFileSyntax.self) ?? tree
  }
}

/// The mutants found so far, numbered from 1 in the order of the files.
final class MutantList {
  private let dropped: Set<Int>
  private var count = 0
  private(set) var lines: [String] = []

  init(dropped: Set<Int>) {
    self.dropped = dropped
  }

  /// The number of the next mutant; nil where it does not compile.
  func next(_ place: String, _ change: String) -> Int? {
    count += 1
    guard !dropped.contains(count) else { return nil }
    lines.append("\(count)\t\(place)\t\(change)")
    return count
  }
}

/// For each enum case without values, another such case of the same enum.
struct EnumSiblings {
  private var siblings: [String: String] = [:]

  subscript(name: String) -> String? { siblings[name] }

  mutating func collect(_ tree: SourceFileSyntax) {
    final class Visitor: SyntaxVisitor {
      var enums: [[String]] = []

      override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
        enums.append(
          node.memberBlock.members.compactMap { $0.decl.as(EnumCaseDeclSyntax.self) }
            .flatMap(\.elements).filter { $0.parameterClause == nil }.map(\.name.text))
        return .visitChildren
      }
    }
    let visitor = Visitor(viewMode: .sourceAccurate)
    visitor.walk(tree)
    for names in visitor.enums where names.count > 1 {
      for (place, name) in names.enumerated() where siblings[name] == nil {
        siblings[name] = names[(place + 1) % names.count]
      }
    }
  }
}
