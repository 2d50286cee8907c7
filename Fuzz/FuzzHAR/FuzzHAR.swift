/// Any bytes, read as an entry of a HAR file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let chunkSize = 1 + count % 61
  let file = Array(#"{"log":{"entries":["#.utf8) + bytes + Array("]}}".utf8)
  if let fault = RecordingAgreement.mismatch(file, chunkSize: chunkSize) { fatalError(fault) }
  return 0
}
