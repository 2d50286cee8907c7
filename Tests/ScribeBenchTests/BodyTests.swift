import Foundation
import ScribeJSON
import ScribeSession
import ScribeTalk
import Testing

@testable import ScribeBench

/// Each knob of a recipe once in each position.
private let recipes: [BodyRecipe] = {
  let plain = BodyRecipe.Status.allCases.flatMap { status in
    Language.allCases.flatMap { language in
      Escaping.allCases.map { BodyRecipe(status, language: language, escaping: $0) }
    }
  }
  let varied = plain.enumerated().map { place, recipe in
    var recipe = recipe
    recipe.seed = UInt64(place)
    recipe.audioFileCount = [0, 1, 180][place % 3]
    recipe.audioNames = .s3
    recipe.uploadURLPlace = BodyRecipe.UploadURLPlace.allCases[place % 3]
    recipe.transcriptByteCount = place * 40
    if recipe.documents == nil {
      recipe.documents = DocumentRecipe()
      recipe.documents?.count = place % 4
    } else {
      recipe.documents?.form = .markdown
    }
    return recipe
  }
  let without = [BodyRecipe.Status.completed, .partial].map { status in
    var recipe = BodyRecipe(status)
    recipe.documents = nil
    return recipe
  }
  return plain + varied + without
}()

@Suite("A made-up body")
struct BodyTests {
  @Test("is read without a finding, and takes the session where it says")
  func readings() throws {
    for recipe in recipes {
      let step = try #require(recipe.steps().first)
      #expect(step.anomalies == [], "\(recipe)")
      #expect(step.session.phase.name == recipe.status.word)
      let isOpen = recipe.status.http == 202
      #expect(step.verdict == (isOpen ? .forward : .settled), "\(recipe)")
      if !isOpen { #expect(step.next == .stop(.settled)) }
    }
  }

  @Test("is JSON for Foundation, with what the recipe asks for")
  func contents() throws {
    for recipe in recipes {
      let body = try FoundationObject(recipe.body(poll: 1))
      #expect(body.text("session_id") == recipe.sessionID)
      #expect(recipe.url.hasSuffix("/\(recipe.sessionID)"))
      let transcript = try #require(body.text("transcript"))
      #expect(Array(transcript.utf8) == recipe.transcript.utf8)
      #expect((0...3).contains(recipe.transcriptByteCount - transcript.utf8.count))
      #expect(body.number("audio_files_received") == recipe.audioFileCount)
      #expect(body.list("audio_files")?.count == recipe.audioFileCount)
      let count = recipe.documents?.count ?? (recipe.status == .partial ? 0 : nil)
      #expect(body.list("templates")?.count == count, "\(recipe)")
    }
  }

  @Test("is the same for a recipe and a poll, and another one for another seed")
  func seeds() {
    for recipe in recipes {
      #expect(recipe.body(poll: 1) == recipe.body(poll: 1))
      var other = recipe
      other.seed += 1
      #expect(recipe.body(poll: 1) != other.body(poll: 1))
    }
  }

  @Test(
    "is byte for byte the one that other machines make",
    arguments: [
      (.processing, 0xc968_56d7_3e85_7b88), (.completed, 0x46cd_1b1c_6fc0_7de5),
      (.partial, 0x6e3f_212b_9de2_4948),
    ] as [(BodyRecipe.Status, UInt64)])
  func golden(_ status: BodyRecipe.Status, _ hash: UInt64) {
    let recipe = BodyRecipe(status, language: .mixed, escaping: .unicode)
    #expect(FNV.hash(recipe.body(poll: 1)) == hash)
  }

  @Test("means the same with escapes, and is ASCII alone then", arguments: Language.allCases)
  func escapes(_ language: Language) throws {
    for status in BodyRecipe.Status.allCases {
      let raw = BodyRecipe(status, language: language, escaping: .raw).body(poll: 1)
      let escaped = BodyRecipe(status, language: language, escaping: .unicode).body(poll: 1)
      #expect(try FoundationObject(raw) == FoundationObject(escaped))
      #expect(escaped.allSatisfy { $0 < 0x80 })
      #expect((raw == escaped) == (language == .english))
    }
  }

  @Test("is escaped as Python does it")
  func python() {
    var json: [UInt8] = []
    Escaping.unicode.append(Array("a\"\\\n/é।🩺".utf8)[...], to: &json)
    #expect(String(decoding: json, as: UTF8.self) == #"a\"\\\n/\u00e9\u0964\ud83e\ude7a"#)
  }

  @Test("differs from poll to poll in the signature alone, and there only where it is signed anew")
  func signatures() throws {
    for place in BodyRecipe.UploadURLPlace.allCases {
      var recipe = BodyRecipe()
      recipe.uploadURLPlace = place
      let bodies = (1...50).map { recipe.body(poll: $0) }
      #expect(Set(bodies).count == bodies.count)
      #expect(Set(bodies.map(\.count)).count == 1)
      #expect(recipe.steps(polls: 1...3).map(\.verdict) == [.forward, .same, .same])
      recipe.isResigned = false
      #expect(Set((1...50).map { recipe.body(poll: $0) }).count == 1)
    }
  }

  @Test("has its members in the order in which servers send them")
  func order() throws {
    func names(_ place: BodyRecipe.UploadURLPlace) -> String {
      var recipe = BodyRecipe(.completed)
      recipe.uploadURLPlace = place
      let body = String(decoding: recipe.body(poll: 1), as: UTF8.self)
      let members = FirstPlaces(
        of: [
          "session_id", "status", "created_at", "expires_at", "audio_files_received", "audio_files",
          "additional_data", "transcript", "patient_details", "templates", "upload_url",
        ], in: body)
      return members.sorted.joined(separator: " ")
    }
    let begin = "session_id status created_at expires_at"
    let rest =
      "audio_files_received audio_files additional_data transcript patient_details templates"
    #expect(names(.first) == "upload_url \(begin) \(rest)")
    #expect(names(.early) == "\(begin) upload_url \(rest)")
    #expect(names(.last) == "\(begin) \(rest) upload_url")
  }

  @Test("has documents of the length and form that is asked for", arguments: Language.allCases)
  func documents(_ language: Language) throws {
    for (form, first) in [(DocumentRecipe.Form.note, "{"), (.markdown, "\"")] {
      for byteCount in [1_200, 2_000, 50_001] {
        var recipe = BodyRecipe(.completed, language: language)
        recipe.documents?.form = form
        recipe.documents?.byteCount = byteCount
        recipe.documents?.count = 3
        let documents = try #require(recipe.steps().first?.report?.documents)
        #expect(documents.count == 3)
        #expect(Set(documents.map(\.data)).count == 3)
        for document in documents {
          let data = try #require(document.data)
          #expect((byteCount - 3...byteCount).contains(data.count), "\(language) \(form)")
          #expect(data.first == first.utf8.first)
        }
      }
    }
  }
}

@Suite("A body of a given size")
struct BodySizeTests {
  @Test("is as long as that", arguments: Language.allCases, Escaping.allCases)
  func sizes(_ language: Language, _ escaping: Escaping) throws {
    for size in [BodySize.small, .hour, .large] {
      let recipe = BodyRecipe(language: language, escaping: escaping).sized(size)
      let body = recipe.body(poll: 7)
      #expect((size.byteCount - 11...size.byteCount).contains(body.count))
      #expect(recipe.transcriptByteCount > 0)
      let transcript = try FoundationObject(body).text("transcript")
      #expect(transcript?.utf8.count == recipe.transcriptByteCount)
      let read = try JSONDocument(body).root["transcript"]?.string?.text
      #expect(read.map { Array($0.utf8) } == transcript.map { Array($0.utf8) })
    }
  }

  @Test("may be a huge one")
  func huge() throws {
    let recipe = BodyRecipe(.completed, language: .hindi, escaping: .unicode).sized(.huge)
    let body = recipe.body(poll: 1)
    #expect((15_999_989...16_000_000).contains(body.count))
    #expect(
      try FoundationObject(body).text("transcript")?.utf8.count == recipe.transcriptByteCount)
  }

  @Test("that is less than the rest of it has an empty transcript")
  func tooSmall() throws {
    let recipe = BodyRecipe().sized(10)
    #expect(recipe.transcriptByteCount == 0)
    #expect(try FoundationObject(recipe.body(poll: 1)).text("transcript") == "")
  }
}

/// Names of members by where they first stand.
private struct FirstPlaces {
  let sorted: [String]

  init(of names: [String], in json: String) {
    sorted = names.compactMap { name in
      json.range(of: "\"\(name)\":").map { (name: name, place: $0.lowerBound) }
    }.sorted { $0.place < $1.place }.map(\.name)
  }
}
