public import ArgumentParser
public import ScribeSession

extension Anomaly.Severity: ExpressibleByArgument {
  /// The severity of that name.
  public init?(argument: String) {
    guard let severity = Self.allCases.first(where: { $0.name == argument }) else { return nil }
    self = severity
  }

  /// The names of all.
  public static var allValueStrings: [String] { allCases.map(\.name) }

  /// The name.
  public var defaultValueDescription: String { name }
}
