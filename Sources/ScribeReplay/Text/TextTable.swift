/// Cells in columns as wide as their widest, two blanks apart; a column without a text is left out.
struct TextTable {
  let lines: [String]

  init(_ rows: [[String]], rightAligned: Set<Int> = []) {
    let widths = (rows.first ?? []).indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    lines = rows.map { row in
      let cells = zip(row, widths).enumerated().filter { $1.1 > 0 }.map { column, cell in
        cell.0.padded(cell.1, right: rightAligned.contains(column))
      }
      var line = cells.joined(separator: "  ")[...]
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }
}

extension String {
  /// The text with blanks behind it, or before it, up to a width.
  func padded(_ width: Int, right: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - count))
    return right ? blanks + self : self + blanks
  }
}
