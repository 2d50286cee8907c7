import Testing

@testable import ScribeSession

@Suite("A request's stream")
struct PollStreamTests {
  private func id(_ url: String, method: String = "GET") -> String? {
    PollStream(method: method, url: url)?.id.text
  }

  @Test(
    "is the session of its path",
    arguments: [
      ("https://h/voice/v1/sessions/ses_x", "ses_x"), ("https://h/v1/sessions/ses_x", "ses_x"),
      ("/v1/sessions/ses_x", "ses_x"), ("/a/b/voice/v1/sessions/ses_x/", "ses_x"),
      ("http://u@h:80/voice/v1/sessions/ses_x?version=v2#top", "ses_x"),
      ("/v1/sessions/a%20b%2Fc", "a b/c"), ("/v1/sessions/%E0%A4%A8", "न"),
      ("/v1/sessions/%zz", "%zz"), ("/v1/sessions/%FF", "%FF"), ("/v1/sessions/100%", "100%"),
      ("/v1/sessions/a+b", "a+b"), ("/api/voice/v1/sessions/x", "x"),
    ] as [(String, String?)])
  func paths(_ url: String, _ expected: String?) {
    #expect(id(url) == expected)
  }

  @Test(
    "is none where it asks for something else",
    arguments: [
      "/voice/v1/sessions/x/audio", "/voice/v1/sessions/x/end", "/voice/api/v1/sessions/x",
      "/voice/v1/sessions", "/voice/v1/sessions/", "/voice/v1//sessions/x",
      "/voice/v1/sessions/x//", "//v1/sessions/x", "/voice/V1/sessions/x", "/v1/Sessions/x",
      "/v2/sessions/x", "v1/sessions/x", "", "/", "https://h", "https://h?x=/v1/sessions/x",
      "/#/v1/sessions/x", "/v1/documents/x",
    ])
  func otherPaths(_ url: String) {
    #expect(id(url) == nil)
  }

  @Test("is none unless the method is exactly GET", arguments: ["POST", "get", "GET ", "HEAD", ""])
  func methods(_ method: String) {
    #expect(id(sessionURL, method: method) == nil)
  }

  @Test(
    "is told apart by its filter, the first that is not empty",
    arguments: [
      ("", nil, nil), ("?template_id=", nil, nil), ("?template_id", nil, nil),
      ("?template_id=soap", "soap", nil), ("?document_id=d1", nil, "d1"),
      ("?template_id=&template_id=b&template_id=c&document_id=d", "b", "d"),
      ("?version=v2&template_id=a%26b", "a&b", nil), ("?template_id=a+b", "a b", nil),
      ("?template%5Fid=x", "x", nil), ("?Template_id=x", nil, nil),
      ("?template_id=a=b", "a=b", nil),
      ("?x=1#?template_id=y", nil, nil),
    ] as [(String, String?, String?)])
  func filters(_ query: String, _ template: String?, _ document: String?) {
    let filter = PollStream(method: "GET", url: sessionURL + query)?.filter
    #expect(filter?.templateID?.text == template)
    #expect(filter?.documentID?.text == document)
  }

  @Test("has an id that is read from a URL as it was written into one")
  func encodedIDs() {
    let id = ExactText("a-Z.0_~ é/\n%\u{7F}")
    #expect(id.percentEncoded == "a-Z.0_~%20%C3%A9%2F%0A%25%7F")
    #expect(PollStream(method: "GET", url: "/v1/sessions/\(id.percentEncoded)")?.id == id)
  }

  @Test("is another one where the id differs in its bytes, even if it looks the same")
  func exactIDs() {
    let composed = PollStream(method: "GET", url: "/v1/sessions/%C3%A9")
    let decomposed = PollStream(method: "GET", url: "/v1/sessions/e%CC%81")
    #expect(composed?.id.text == decomposed?.id.text)
    #expect(composed != decomposed)
  }
}
