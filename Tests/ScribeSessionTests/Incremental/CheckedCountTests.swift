import ScribeJSON
import ScribeTalk
import Testing

@testable import ScribeBench
@testable import ScribeSession

/// How much of a body is checked anew: what a reader that starts from scratch would not pass.
@Suite("Reading a body beside the one before")
struct CheckedCountTests {
  /// How many bytes of the second body are checked.
  private func checkedCount(_ body: [UInt8], after before: [UInt8]) throws -> Int {
    var reader = BodyReader()
    _ = try reader.read(Poll.Answer(status: 202, body: before))
    #expect(reader.checkedCount == before.count)
    _ = try reader.read(Poll.Answer(status: 202, body: body))
    return reader.checkedCount
  }

  private static func large(_ escaping: Escaping) -> BodyRecipe {
    var recipe = BodyRecipe(.processing, language: .mixed, escaping: escaping)
    recipe.audioFileCount = 180
    recipe.isResigned = false
    return recipe.sized(1_000_000)
  }

  @Test("checks nothing of one that is the same", arguments: Escaping.allCases)
  func unchanged(_ escaping: Escaping) throws {
    let body = Self.large(escaping).body(poll: 1)
    #expect(body.count > 999_000)
    #expect(try checkedCount(body, after: body) == 0)
    #expect(try checkedCount(Array(body.reversed().reversed()), after: body) == 0)
  }

  @Test(
    "checks a line, not the transcript that has grown by it", arguments: Escaping.allCases,
    BodyRecipe.UploadURLPlace.allCases)
  func grown(_ escaping: Escaping, _ place: BodyRecipe.UploadURLPlace) throws {
    var recipe = Self.large(escaping)
    recipe.uploadURLPlace = place
    recipe.isResigned = true
    let before = recipe.body(poll: 1)
    recipe.transcriptByteCount += 60
    let body = recipe.body(poll: 2)
    #expect(body.count >= before.count + 50)
    #expect(try checkedCount(body, after: before) < 2_000)
  }

  @Test(
    "checks a URL that was signed anew, and little else", arguments: Escaping.allCases,
    BodyRecipe.UploadURLPlace.allCases)
  func resigned(_ escaping: Escaping, _ place: BodyRecipe.UploadURLPlace) throws {
    var recipe = Self.large(escaping)
    recipe.uploadURLPlace = place
    recipe.isResigned = true
    let (before, body) = (recipe.body(poll: 1), recipe.body(poll: 2))
    #expect(before != body)
    #expect(try checkedCount(body, after: before) < 2_000)
  }

  /// Twenty documents of 50 KB each.
  private static let many: DocumentList = {
    var list = DocumentList()
    for place in 0..<20 { list.add(at: place, data: data(50_000)) }
    return list
  }()

  private static func data(_ count: Int) -> String {
    let text = "Patient: நலம், \\\"ok\\\" \\u0928. "
    return #"{"text":""# + String(repeating: text, count: count / text.utf8.count) + #""}"#
  }

  @Test(
    "checks one document more, wherever it stands, and not the others", arguments: [true, false])
  func added(_ isMap: Bool) throws {
    var before = Self.many
    before.isMap = isMap
    for place in [0, 7, 20] {
      var list = before
      list.add(at: place, data: Self.data(30_000))
      let count = try checkedCount(list.body(poll: 1), after: before.body(poll: 1))
      #expect((29_000..<33_000).contains(count))
    }
  }

  @Test("checks nothing of documents when one is gone", arguments: [true, false])
  func removed(_ isMap: Bool) throws {
    var before = Self.many
    before.isMap = isMap
    for place in [0, 7, 19] {
      var list = before
      list.documents.remove(at: place)
      #expect(try checkedCount(list.body(poll: 1), after: before.body(poll: 1)) < 2_000)
    }
  }

  @Test("checks the URLs of documents, not their content", arguments: [true, false])
  func resignedDocuments(_ isMap: Bool) throws {
    var list = Self.many
    list.isMap = isMap
    let (before, body) = (list.body(poll: 1), list.body(poll: 2))
    #expect(body.count > 950_000)
    #expect(try checkedCount(body, after: before) < 20_000)
    #expect(try checkedCount(list.body(poll: 12_345), after: before) < 20_000)
  }

  @Test("checks the URLs of documents and the new one in front, not their content")
  func resignedAndAdded() throws {
    var list = Self.many
    let before = list.body(poll: 1)
    list.add(at: 0, data: Self.data(30_000))
    #expect(try checkedCount(list.body(poll: 2), after: before) < 60_000)
  }
}
