/// Doctor and patient in turns, without end.
package struct Dialogue {
  private let books: [Phrasebook]
  private var random: SplitMix64
  private var isDoctorsTurn = true

  package init(_ language: Language, seed: UInt64) {
    books = language.phrasebooks
    random = SplitMix64(seed: seed)
  }

  /// The next turn: a line of one to three sentences, which in every second line quotes somebody.
  package mutating func line() -> String {
    var line = isDoctorsTurn ? "Doctor: " : "Patient: "
    for place in 0...random.number(below: 3) {
      if place > 0 { line += " " }
      line += isDoctorsTurn ? doctorsSentence() : patientsSentence()
    }
    if random.isOne(in: 2) { line += " " + sentence(phrase(\.remarks)) }
    isDoctorsTurn.toggle()
    return line + "\n"
  }

  private mutating func doctorsSentence() -> String {
    let opening = random.isOne(in: 2) ? spoken(phrase(\.openings)) + ", " : ""
    guard random.isOne(in: 2) else { return opening + sentence(phrase(\.advice)) }
    return opening + spoken(phrase(\.questions)) + "?"
  }

  private mutating func patientsSentence() -> String {
    let opening = random.isOne(in: 3) ? spoken(phrase(\.openings)) + ", " : ""
    return opening + complaint()
  }

  /// What is wrong, and for how long: a sentence.
  package mutating func complaint() -> String {
    let start = spoken(phrase(\.complaints))
    return start + ", " + sentence(phrase(\.details))
  }

  /// What to do: a sentence.
  package mutating func advice() -> String { sentence(phrase(\.advice)) }

  private typealias Choice = (phrase: Phrase, stop: String)

  private mutating func phrase(_ list: KeyPath<Phrasebook, [Phrase]>) -> Choice {
    let book = random.element(of: books)
    return (random.element(of: book[keyPath: list]), book.stop)
  }

  private mutating func spoken(_ choice: Choice) -> String { choice.phrase.spoken(&random) }

  private mutating func sentence(_ choice: Choice) -> String { spoken(choice) + choice.stop }
}
