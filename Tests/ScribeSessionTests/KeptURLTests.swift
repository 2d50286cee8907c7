import Testing

@testable import ScribeSession

@Suite("A URL, as it is kept")
struct KeptURLTests {
  @Test(
    "has no user, no fragment, and no value but the filters' and the version",
    arguments: [
      ("https://h/voice/v1/sessions/s", "https://h/voice/v1/sessions/s"),
      ("https://u:p@h/v1/sessions/s", "https://h/v1/sessions/s"),
      ("https://u:p@x@h:8080/v1/sessions/a@b", "https://h:8080/v1/sessions/a@b"),
      ("https://user@h", "https://h"),
      ("/v1/sessions/s?access_token=x", "/v1/sessions/s?access_token="),
      ("/v1/sessions/s?bare", "/v1/sessions/s"), ("/v1/sessions/s?", "/v1/sessions/s"),
      ("/v1/sessions/s#token=x", "/v1/sessions/s"),
      ("/v1/sessions/s?a=1#b?template_id=x", "/v1/sessions/s?a="),
      (
        "/v1/sessions/s?template_id=soap&key=x&document_id=d%201",
        "/v1/sessions/s?template_id=soap&key=&document_id=d%201"
      ),
      ("/v1/sessions/s?template%5Fid=soap", "/v1/sessions/s?template%5Fid=soap"),
      ("/v1/sessions/s?version=v2&x=v2", "/v1/sessions/s?version=v2&x="),
      ("/v1/sessions/s?a=b=c&&d", "/v1/sessions/s?a="), ("", ""), ("?x=1", "?x="), ("@", "@"),
      ("ftp:/x@y", "ftp:/x@y"), ("a/b://u@h/", "a/b://h/"), ("//u:p@h/x", "//h/x"),
    ])
  func kept(url: String, expected: String) {
    #expect(url.redactedAsURL == expected)
    #expect(expected.redactedAsURL == expected)
    #expect(
      PollStream(method: "GET", url: url) == PollStream(method: "GET", url: expected))
  }

  @Test(
    "has no header field beside it that is for credentials",
    arguments: [
      (":authority", false), ("Authorization", true), ("x-auth-token", true),
      ("X-Amz-Security-Token", true),
      ("Set-Cookie", true), ("X-API-Key", true), ("x-client-secret", true),
      ("X-Authorization", true), ("X-JWT", true), ("Set-Cookie2", true),
      ("X-Access-Key", true), ("X-Amz-Signature", true), ("X-Api_Key", true),
      ("X-Vault-Pass", true), ("date", false),
      ("retry-after", false), ("etag", false), ("WWW-Authenticate", false), ("x-request-id", false),
    ])
  func headers(name: String, isDropped: Bool) {
    #expect((HeaderField(name: name, value: "v").withoutSecrets() == nil) == isDropped)
  }

  @Test(
    "is without its secrets in other texts, too",
    arguments: [
      ("https://u:p@h/cb#access_token=x", "https://h/cb"),
      ("5; url=https://u:p@h/x?y=z", "5; url=https://h/x"),
      ("/x?sig=1", "/x"), ("<https://h/a?b>; rel=next", "<https://h/a"), ("why?", "why?"),
      ("cannot connect to https://u:p@h:1/x?token=y", "cannot connect to https://h:1/x"),
      ("application/json", "application/json"), ("W/\"a@b\"", "W/\"a@b\""),
    ])
  func texts(text: String, expected: String) {
    #expect(text.redactingURLs == expected)
    #expect(HeaderField(name: "x", value: text).withoutSecrets()?.value == expected)
  }
}
