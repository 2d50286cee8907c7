import Foundation
import ScribeFoundation
import ScribeSession
import Testing

@Suite("With Foundation, a report")
struct FoundationTests {
  private struct Note: Decodable, Equatable {
    let plan: String
    let dose: Double
  }

  private func report(_ body: String) throws -> Report {
    var session = Session()
    let poll = Poll(
      sentAt: nil, receivedAt: Instant(microsecondsSinceEpoch: 0), url: "/v1/sessions/x",
      outcome: .answer(Poll.Answer(status: 200, body: Array(body.utf8))))
    return try #require(session.observe(poll).report)
  }

  @Test("decodes a document's content and what is passed through, on request")
  func decoding() throws {
    let report = try report(
      #"{"status":"completed","additional_data":{"plan":"ரெஸ்ட்","dose":2.50},"templates":[{"soap":{"data":{"plan":"\u0928","dose":1e1},"fhir":[1,2]}},{"none":{}},{"text":{"data":"md"}}]}"#
    )
    #expect(try report.documents[0].decodedData(as: Note.self) == Note(plan: "न", dose: 10))
    #expect(try report.documents[0].decodedFHIR(as: [Int].self) == [1, 2])
    #expect(try report.documents[1].decodedData(as: Note.self) == nil)
    #expect(try report.documents[1].decodedFHIR(as: [Int].self) == nil)
    #expect(try report.documents[2].decodedData(as: String.self) == "md")
    #expect(throws: DecodingError.self) { try report.documents[2].decodedData(as: Note.self) }
    #expect(try report.decoded(.additionalData, as: Note.self) == Note(plan: "ரெஸ்ட்", dose: 2.5))
    #expect(try report.decoded(.patientDetails, as: Note.self) == nil)
  }

  @Test("has instants that are dates")
  func dates() {
    for seconds in [0, 1_780_755_668.25, -0.5, 253_402_300_799] {
      let date = Date(timeIntervalSince1970: seconds)
      #expect(Instant(date).date == date)
    }
    #expect(Instant(Date(timeIntervalSince1970: -0.000_000_4)).microsecondsSinceEpoch == -1)
    for seconds in [1e300, .infinity] {
      #expect(
        Instant(Date(timeIntervalSince1970: seconds)).microsecondsSinceEpoch == .max)
    }
    for seconds in [-1e300, -.infinity, .nan] {
      #expect(
        Instant(Date(timeIntervalSince1970: seconds)).microsecondsSinceEpoch == .min)
    }
  }
}
