extension BenchReport {
  /// The report for people: the machine, a line a workload, and how it compares with the base.
  ///
  /// Workloads that are compared with one another stand together.
  package func lines(
    _ comparison: BenchComparison? = nil, with base: BenchReport? = nil
  ) -> [String] {
    let columns = BenchColumn.allCases.filter { base != nil || !$0.isOfBase }
    var lines = [machine.text]
    var group: String?
    for measurement in measurements {
      let key = measurement.peer ?? measurement.title
      if group == nil || key != group {
        if group == nil { lines += ["", Self.row(columns.map { ($0, $0.head) }, "")] }
        if group != nil { lines.append("") }
      }
      group = key
      lines.append(
        Self.row(columns.map { ($0, cell($0, measurement, base)) }, measurement.title))
    }
    guard let comparison else { return lines }
    return lines + [""] + comparison.lines
  }

  private static func row(_ cells: [(BenchColumn, String)], _ title: String) -> String {
    let row = cells.map { column, text in
      String(repeating: " ", count: max(0, column.width - text.count)) + text
    }.joined()
    return title.isEmpty ? row : row + "  " + title
  }

  private func cell(
    _ column: BenchColumn, _ measurement: Measurement, _ base: BenchReport?
  ) -> String {
    switch column {
    case .time: DecimalText.time(measurement.secondsPerRun)
    case .timeThen:
      base?.measurement(of: measurement.title).map { DecimalText.time($0.secondsPerRun) } ?? ""
    case .bytes: measurement.megabytesPerSecond.map { DecimalText.fixed($0, digits: 0) } ?? ""
    case .items: measurement.itemsPerSecond.map { DecimalText.fixed($0, digits: 0) } ?? ""
    case .ratio: ratioToPeer(of: measurement.title).map(DecimalText.threeDigits) ?? ""
    case .ratioThen: base?.ratioToPeer(of: measurement.title).map(DecimalText.threeDigits) ?? ""
    case .peak:
      measurement.peakByteCount.map { DecimalText.fixed(Double($0) / 1e6, digits: 1) } ?? ""
    }
  }
}

/// The columns in front of the titles.
private enum BenchColumn: CaseIterable {
  case time, timeThen, bytes, items, ratio, ratioThen, peak

  var isOfBase: Bool { self == .timeThen || self == .ratioThen }

  var head: String {
    switch self {
    case .time: "time"
    case .timeThen: "then"
    case .bytes: "MB/s"
    case .items: "polls/s"
    case .ratio: "× peer"
    case .ratioThen: "then"
    case .peak: "peak MB"
    }
  }

  var width: Int {
    switch self {
    case .time, .bytes, .ratio, .ratioThen: 8
    case .timeThen, .peak: 9
    case .items: 11
    }
  }
}

extension Machine {
  /// The machine in a line.
  fileprivate var text: String {
    let cores = "\(coreCount) core\(coreCount == 1 ? "" : "s")"
    return "\(cpu), \(cores), \(system), Swift \(swift), \(build.rawValue) build"
  }
}

extension BenchComparison {
  /// What became slower, a line each, and how much was compared.
  package var lines: [String] {
    findings.map(\.line) + [
      "\(comparedCount) compared, \(findings.count) slower by more than \(marginPercent) %; "
        + "\(missingCount) of the base not measured, \(addedCount) not in the base"
    ]
  }
}

extension BenchComparison.Finding {
  fileprivate var line: String {
    let values =
      switch measure {
      case .ratioToPeer:
        "\(DecimalText.threeDigits(now)) × its peer, was \(DecimalText.threeDigits(base))"
      case .secondsPerRun: "\(DecimalText.time(now)) a run, was \(DecimalText.time(base))"
      }
    return "slower: \(title): \(values), by \(DecimalText.fixed(slowerByPercent, digits: 0)) %"
  }
}
