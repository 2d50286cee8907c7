/// Bodies of a few words, in every form that reading tells apart.
enum SmallBodies {
  /// Bodies that can be read.
  static let readable: [String] = plain + documents

  static let plain: [String] = [
    "{}",
    #"{"session_id":"ses_test","status":"processing","transcript":"Doctor: \"नमः\"\n"}"#,
    #"{"transcript":"é\\\u0928\uD83D\uDE00😀","status":"completed","n":12,"m":-1.5e3,"k":"x"}"#,
    #"{"k":"y","n":[1,{"a":null}],"transcript":"","o":{"p":[]},"audio_files":["0.webm",1]}"#,
    #"{"audio_files_received":12,"audio_files":["0.webm","1.webm"],"language_detected":true}"#,
    #"{"status":"processing","status":"completed","transcript":null,"templates":null}"#,
    #"{ "error" : {"code":"x","message":"m"} , "message":"नोट" ,"\u0073tatus":"failed" }"#,
    "\u{FEFF} \n{\"transcript\":\"a\",\"additional_data\":{\"n\": 2.50}}\n",
  ]

  static let documents: [String] = [
    #"{"templates":[{"a":{"document_id":"1","data":{"x":[1]}}},{"b":{"document_id":"2"}}]}"#,
    #"{"templates":{"a":{"document_id":"1","data":{"x":[1]}},"b":{"document_id":"2"}}}"#,
    #"{"templates":[{"b":{"document_id":"2"},"a":{"document_id":"1","data":{"x":[1]}}},{},7]}"#,
    #"{"templates":[{"a":{"status":"success"}},{"a":{"status":"failed"}},{"a":null}],"z":1}"#,
    #"{"templates":{"a":{"data":1,"data":2},"a":{"data":2,"data":1},"b":"c"},"templates":[]}"#,
    #"{"templates":[],"status":"partial","templates":[{"\u0061":{"presigned_url":"u\\"}}]}"#,
    #"{"templates":{},"templates":"x","transcript":"t"}"#,
  ]

  /// Bodies that cannot be read.
  static let unreadable: [String] = [
    "", " ", "[]", "\"x\"", "{", #"{"transcript":"Doctor: \"#, #"{"templates":[{"a":{"#,
    #"{"a":"\uD83D"}"#, #"{"n":01}"#, #"{"templates":[{"a":{}},]}"#, "<html>",
  ]

  static let all = readable + unreadable

  /// Bytes that mean something to a reader of JSON, and such as no text has.
  static let bytes: [UInt8] =
    Array("\"\\{}[],:1-e.u0dn \n".utf8) + [0x00, 0x80, 0xBF, 0xC3, 0xE0, 0xED, 0xF0, 0xFF]

  /// What a string may be cut into, or go on with.
  static let pieces: [[UInt8]] =
    [
      "\"", "\\", "\\\\", "\\\"", "\\u", "\\u12", "34", "\\u0928", "\\uD83D", "\\uDE00",
      "\\uD83D\\uDE00", "\\\\\\", "\\n", "x", "é", "न", "😀", "\",\"x\":\"", "\"}", "u0041",
    ].map { Array($0.utf8) }
    + [[0x80], [0xC3], [0xE0, 0xA4], [0xF0, 0x9F], [0xED, 0xA0], [0x0A]]
}
