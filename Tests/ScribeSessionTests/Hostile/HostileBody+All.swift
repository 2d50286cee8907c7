extension HostileBody {
  /// Bodies that can be read.
  static let readable = structures + texts
  /// Of many members and documents.
  static let structures = members + templates
  /// Of long texts, numbers and lists.
  static let texts = strings + others

  private static let members = [
    HostileBody("unknown members", "{", ##""u#":1"##, separator: ",", "}"),
    HostileBody("one unknown member, again and again", "{", #""u":{}"#, separator: ",", "}"),
    HostileBody("one member, again and again", "{", #""status":"failed""#, separator: ",", "}"),
    HostileBody(
      "one member with an escape, again and again", "{", #""\u0073tatus":1"#, separator: ",", "}"),
    HostileBody(
      "unknown members before one", "{", ##""u#":1,"##, #""status":"failed"}"#),
    HostileBody(
      "unknown members behind templates", #"{"templates":[{"t":{}}]"#, ##","u#":1"##, "}"),
    HostileBody(
      "templates, again and again", "{", #""templates":[{"t":{}}]"#, separator: ",", "}"),
  ]

  private static let templates = [
    HostileBody(
      "documents", #"{"templates":["#, ##"{"t#":{"document_id":"d#"}}"##, separator: ",", "]}"),
    HostileBody("documents without ids", #"{"templates":["#, #"{"t":{}}"#, separator: ",", "]}"),
    HostileBody(
      "documents without ids, of as many templates", #"{"templates":{"#, ##""t#":{"data":1}"##,
      separator: ",", "}}"),
    HostileBody(
      "documents of one id", #"{"templates":["#, #"{"t":{"document_id":"d"}}"#, separator: ",",
      "]}"),
    HostileBody(
      "one template's map, again and again", #"{"templates":{"#, #""t":{}"#,
      separator: ",", "}}"),
    HostileBody("maps without a document", #"{"templates":["#, "{}", separator: ",", "]}"),
    HostileBody("elements that are no maps", #"{"templates":["#, "7", separator: ",", "]}"),
    HostileBody(
      "a document of unknown members", #"{"templates":[{"t":{"#, ##""u#":1"##, separator: ",",
      "}}]}"),
    HostileBody(
      "a document of unknown members before one", #"{"templates":[{"t":{"#, ##""u#":1,"##,
      #""data":1}}]}"#),
    HostileBody(
      "a document of one member, again and again", #"{"templates":[{"t":{"#, #""data":1"#,
      separator: ",", "}}]}"),
    HostileBody(
      "documents that differ in their last byte", #"{"templates":["#,
      ##"{"t":{"data":"\##(String(repeating: "x", count: 200))#"}}"##, separator: ",", "]}"),
    HostileBody(
      "a document of names", #"{"templates":{"t":{"fhir":{"#, ##""a#":1"##, separator: ",", "}}}}"),
    HostileBody(
      "a document of one name, again and again", #"{"templates":{"t":{"fhir":{"#, #""a":[]"#,
      separator: ",", "}}}}"),
    HostileBody(
      "a document of deep values", #"{"templates":{"t":{"fhir":["#,
      String(repeating: #"{"a":"#, count: 250) + "1" + String(repeating: "}", count: 250),
      separator: ",", "]}}}"),
  ]

  private static let strings = [
    HostileBody("backslashes", #"{"transcript":""#, #"\\"#, #""}"#),
    HostileBody("quotes", #"{"transcript":""#, #"\""#, #""}"#),
    HostileBody("escapes", #"{"transcript":""#, #"\u0928\n"#, #""}"#),
    HostileBody("surrogate pairs", #"{"transcript":""#, #"\uD83D\uDE00"#, #""}"#),
    HostileBody("upper halves that are none", #"{"transcript":""#, #"\\uD83D"#, #""}"#),
    HostileBody("characters of four bytes", #"{"transcript":""#, "😀", #""}"#),
    HostileBody("characters that want a closer look", #"{"transcript":""#, "한a", #""}"#),
    HostileBody("a long name", #"{""#, "n", #"":1}"#),
    HostileBody("a long name with escapes", #"{""#, #"\u006e"#, #"":1}"#),
    HostileBody("a long instant", #"{"created_at":"2026-06-06T09:00:00."#, "0", #"Z"}"#),
    HostileBody("a long word", #"{"status":""#, "a", #""}"#),
    HostileBody("a long upload_url", #"{"upload_url":""#, "a", #""}"#),
  ]

  private static let others = [
    HostileBody("a long number", #"{"audio_files_received":1"#, "0", "}"),
    HostileBody("a long fraction", #"{"created_at":1."#, "0", "1}"),
    HostileBody("a long exponent", #"{"audio_files_received":1e"#, "0", "}"),
    HostileBody("white space", "{", " \n", "}"),
    HostileBody("audio files", #"{"audio_files":["#, ##""a/#""##, separator: ",", "]}"),
    HostileBody(
      "processing errors", #"{"processing_errors":["#, #"{"type":"t","file":"f"}"#,
      separator: ",", "]}"),
    HostileBody("an error of members", #"{"error":{"#, ##""u#":[]"##, separator: ",", "}}"),
    HostileBody("values that are passed through", #"{"additional_data":{"a":["#, "1,", "1]}}"),
  ]

  /// What cannot be read, or only after all of it was looked at.
  static let unreadable = [
    HostileBody("arrays without end", #"{"a":"#, "[", ""),
    HostileBody("objects without end", "", #"{"a":"#, ""),
    HostileBody("a string without end", #"{"a":""#, "x", ""),
    HostileBody("backslashes without end", #"{"a":""#, #"\\"#, #"\"#),
    HostileBody("a number without end", #"{"a":1"#, "0", ""),
    HostileBody("white space alone", "", " ", ""),
    HostileBody("a lone surrogate", #"{"a":""#, #"\uD83D\uDE00"#, #"\uD83D"}"#),
    HostileBody("NUL bytes", #"{"a":1}"#, "\u{0}", ""),
    HostileBody("a list of objects", "[", "{}", separator: ",", "]"),
    HostileBody("templates without end", #"{"templates":["#, #"{"t":{}},"#, ""),
    HostileBody("what is wrong at its end", #"{"transcript":""#, "नमः", "\u{1}\"}"),
  ]
}
