import ScribeJSON
package import ScribeSession

extension Divergence {
  /// The first difference between the events that are stored of a poll and those decided now; nil
  /// where there is none.
  init?(_ row: PollRow, of stream: PollStream, decided events: [Event]) {
    let decided = events.map { event in
      var json = JSONWriter(byteCount: 512)
      event.write(to: &json)
      return json.bytes
    }
    let stored = row.events.map(\.data)
    if decided == stored, zip(events, row.events).allSatisfy({ $1.type.isName($0.name) }) {
      return nil
    }
    self.init(of: stream, row.version, row.reducer.text, stored: stored, decided: decided)
  }

  /// The first difference between the events of a poll as JSON, the same types included.
  package init(
    of stream: PollStream, _ version: Int, _ reducer: String, stored: [[UInt8]],
    decided: [[UInt8]]
  ) {
    let place = zip(stored, decided).prefix { $0 == $1 }.count
    let difference = Self.difference(
      place < stored.count ? stored[place] : nil, place < decided.count ? decided[place] : nil)
    self.init(
      stream: stream, version: version, reducer: reducer, event: place + 1,
      path: difference.path, stored: difference.stored, decided: difference.decided)
  }

  /// What is stored and what is decided where two events as JSON differ; the types alone may.
  package static func difference(
    _ stored: [UInt8]?, _ decided: [UInt8]?
  ) -> (path: String, stored: String?, decided: String?) {
    guard let stored, let decided, let old = (try? JSONDocument(stored))?.root,
      let new = (try? JSONDocument(decided))?.root
    else { return ("$", stored?.text, decided?.text) }
    var names: [String] = []
    for value in [old, new] {
      for member in value.members where !names.contains(member.name.text) {
        names.append(member.name.text)
      }
    }
    for name in names {
      let pair = (old[name].map { Array($0.bytes) }, new[name].map { Array($0.bytes) })
      if pair.0 != pair.1 { return ("$.\(name)", pair.0?.text, pair.1?.text) }
    }
    return ("$", stored.text, decided.text)
  }
}
