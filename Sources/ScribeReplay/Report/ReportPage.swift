import ScribeJSON

/// The page of a report: one HTML file that needs nothing else, with the data inside.
package enum ReportPage {
  /// Puts style, script and data into the page.
  ///
  /// - Parameters:
  ///   - ends: the streams at their ends.
  ///   - tornLine: the number of the recording's last line where it was cut off.
  package static func html(
    _ data: ReportData, _ ends: [Replay.Stream], tornLine: Int?
  ) -> [UInt8] {
    // In the order of the page; what is put in is not looked into for further marks.
    let parts: [(mark: String, text: [UInt8])] = [
      ("/*STYLE*/", Array(styles.joined())),
      ("/*DATA*/", escaped(data.json(ends, tornLine: tornLine))),
      ("/*SCRIPT*/", Array(scripts.joined())),
    ]
    var page = PackageResources.page_html[...]
    var html: [UInt8] = []
    for (mark, text) in parts {
      let mark = Array(mark.utf8)
      guard let place = page.firstRange(of: mark) else {
        // No input gets here: page and marks are built in together, and any report at all meets it.
        preconditionFailure("the page that is built in has no place for one of its parts")
      }
      html += page[..<place.lowerBound] + text
      page = page[place.upperBound...]
    }
    return html + page
  }

  /// JSON that nothing in a page can end or open a tag with.
  private static func escaped(_ json: [UInt8]) -> [UInt8] {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(json.count)
    for byte in json {
      if byte == UInt8(ascii: "<") { escaped += "\\u003c".utf8 } else { escaped.append(byte) }
    }
    return escaped
  }
}
