import ScribeTalk

/// What the documents of a body are like.
package struct DocumentRecipe: Hashable, Sendable {
  /// How many there are; none makes `templates` an empty list.
  package var count = 2
  /// About how many bytes the `data` of each takes as JSON in UTF-8, escapes of letters not counted.
  ///
  /// No note is shorter than its complaint, vital signs and medicines, up to 1 KB.
  package var byteCount = 2_000
  /// How the `data` is written.
  package var form = Form.note

  /// The forms that `data` has in life.
  package enum Form: Hashable, Sendable, CaseIterable {
    /// An object of sections, lists and texts.
    case note
    /// A text in Markdown.
    case markdown
  }

  /// Two notes of 2 KB.
  package init() {}
}

extension DocumentRecipe {
  /// The content of one document.
  func data(_ language: Language, seed: UInt64) -> JSONTree {
    var dialogue = Dialogue(language, seed: seed)
    switch form {
    case .note: return note(&dialogue)
    case .markdown: return markdown(&dialogue)
    }
  }

  private func note(_ dialogue: inout Dialogue) -> JSONTree {
    let head = Self.head(&dialogue)
    func tree(_ sections: [JSONTree], _ summary: ArraySlice<UInt8>) -> JSONTree {
      .object(head + [("sections", .list(sections)), ("summary", .text(summary))])
    }
    var sections: [JSONTree] = []
    var room = byteCount - tree([], []).bytes(.raw).count
    while true {
      let section = Self.section(sections.count, &dialogue)
      let count = section.bytes(.raw).count + (sections.isEmpty ? 0 : 1)
      guard count <= room else { break }
      sections.append(section)
      room -= count
    }
    return tree(sections, Self.talk(&dialogue, fitting: room))
  }

  private static func head(_ dialogue: inout Dialogue) -> [(name: String, value: JSONTree)] {
    let temperature: JSONTree = ["value": .literal("98.6"), "unit": "F"]
    let medications: JSONTree = [
      [
        "name": "Paracetamol", "dose": "650 mg", "frequency": "1-0-1",
        "instructions": .text(dialogue.advice()),
      ],
      ["name": "Cetirizine", "dose": "10 mg", "frequency": "0-0-1", "instructions": .null],
    ]
    return [
      ("chief_complaint", .text(dialogue.complaint())),
      ("vitals", ["bp": "130/85", "spo2": 98, "temperature": temperature]),
      ("medications", medications),
    ]
  }

  private static func section(_ place: Int, _ dialogue: inout Dialogue) -> JSONTree {
    let titles = ["History", "Examination", "Assessment", "Plan"]
    return [
      "title": .text(titles[place % titles.count]),
      "findings": [.text(dialogue.complaint()), .text(dialogue.complaint())],
      "plan": [
        "advice": .text(dialogue.advice()), "follow_up": ["after_days": 7, "urgent": false],
      ],
    ]
  }

  private func markdown(_ dialogue: inout Dialogue) -> JSONTree {
    var text: [UInt8] = []
    while text.count < byteCount {
      text += "## History\n\n- \(dialogue.complaint())\n- \(dialogue.complaint())\n\n".utf8
      text += "## Plan\n\n1. **\(dialogue.advice())**\n2. \(dialogue.advice())\n\n".utf8
    }
    return .text(text.prefix(Escaping.raw.byteCount(of: text[...], fitting: byteCount - 2)))
  }

  /// The talk as long as there is room for it.
  private static func talk(_ dialogue: inout Dialogue, fitting room: Int) -> ArraySlice<UInt8> {
    var text: [UInt8] = []
    while text.count < room { text += dialogue.line().utf8 }
    return text.prefix(Escaping.raw.byteCount(of: text[...], fitting: room))
  }
}
