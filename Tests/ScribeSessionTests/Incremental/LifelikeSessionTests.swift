import ScribeJSON
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeSession

/// Sessions as they are in life, and then some, told by a reader and without one.
@Suite("A session that is told its polls by a reader")
struct LifelikeSessionTests {
  @Test("is told the same as without, as it lives", arguments: Language.allCases, Escaping.allCases)
  func lives(_ language: Language, _ escaping: Escaping) {
    for place in BodyRecipe.UploadURLPlace.allCases {
      var recipe = BodyRecipe(.recording, language: language, escaping: escaping)
      recipe.uploadURLPlace = place
      recipe.transcriptByteCount = 900
      recipe.audioFileCount = 0
      expectSame(life(recipe), recipe.url)
    }
  }

  /// Open while it grows, then partial with a document, then completed with more, then open again.
  private func life(_ first: BodyRecipe) -> [(status: Int, body: [UInt8])] {
    var recipe = first
    var answers: [(Int, [UInt8])] = []
    func answer(_ poll: Int) { answers.append((recipe.status.http, recipe.body(poll: poll))) }
    for poll in 1...6 {
      answer(poll)
      recipe.transcriptByteCount += poll.isMultiple(of: 2) ? 150 : 0
      recipe.audioFileCount += poll.isMultiple(of: 3) ? 1 : 0
    }
    recipe.documents = DocumentRecipe()
    for (poll, status) in [BodyRecipe.Status.processing, .partial, .completed].enumerated() {
      recipe.status = status
      recipe.documents?.count = poll
      recipe.documents?.byteCount = 600
      recipe.documents?.form = poll == 2 ? .markdown : .note
      answer(poll + 7)
      answer(poll + 7)
    }
    recipe.audioNames = .s3
    answer(13)
    recipe.status = .processing
    recipe.isResigned = false
    answer(14)
    recipe.documents = nil
    recipe.status = .expired
    answer(15)
    return answers
  }

  private func expectSame(
    _ answers: [(status: Int, body: [UInt8])], _ url: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var session = IncrementalSession()
    var reading = IncrementalReading()
    for (second, (status, body)) in answers.enumerated() {
      let answer = Poll.Answer(status: status, body: body)
      if let fault = reading.mismatch(answer) {
        Issue.record("\(fault), body \(second)", sourceLocation: sourceLocation)
      }
      let poll = Poll(
        sentAt: .at(Double(second)), receivedAt: .at(Double(second) + 0.1), url: url,
        outcome: .answer(answer))
      if let fault = session.mismatch(poll) {
        Issue.record("\(fault), poll \(second)", sourceLocation: sourceLocation)
      }
    }
  }

  @Test(
    "is told the same whatever becomes of its documents", arguments: 0..<16 as Range<UInt64>)
  func documents(_ seed: UInt64) {
    for round in 0..<6 {
      var random = SplitMix64(seed: seed << 8 | UInt64(round))
      var list = DocumentList(isMap: random.isOne(in: 3))
      var answers: [(Int, [UInt8])] = []
      for poll in 0..<16 {
        let status = random.element(of: [200, 200, 200, 202, 206])
        answers.append((status, random.isOne(in: 9) ? Array("{".utf8) : list.body(poll: poll)))
        list.change(&random)
      }
      expectSame(answers, sessionURL)
    }
  }

  @Test(
    "is told the same of polls that tell nothing, and of other sessions",
    arguments: 0..<8 as Range<UInt64>)
  func others(_ seed: UInt64) {
    for round in 0..<20 {
      var random = SplitMix64(seed: seed << 8 | UInt64(round))
      var session = IncrementalSession()
      var body = String.body(#""processing""#, #""transcript":"a""#)
      for second in 0..<16 {
        switch random.number(below: 8) {
        case 0: body = random.element(of: SmallBodies.all)
        case 1...3: body = .body(#""processing""#, #""transcript":"\#(body.filter(\.isLetter))""#)
        case 4: body = .body(#""completed""#, #""transcript":"a\\""#, id: "other")
        default: break
        }
        let sentAt = Double(second) - random.element(of: [0.1, 0.1, 0.1, 3])
        let poll: Poll =
          random.isOne(in: 10)
          ? .failure(.timeout, at: Double(second))
          : .answer(
            random.element(of: [202, 202, 202, 200, 206, 410, 304, 404, 500]), body,
            at: Double(second), sentAt: sentAt)
        if let fault = session.mismatch(poll) {
          Issue.record("seed \(seed), round \(round), poll \(second): \(fault)")
        }
      }
    }
  }
}
