import ArgumentParser

/// Why somebody looks at patient data of a store.
struct AccessReason: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Why, for the audit trail of a store; no place for patient data.", valueName: "text"))
  var reason: String?
}
