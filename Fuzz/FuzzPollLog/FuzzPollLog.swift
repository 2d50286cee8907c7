/// Any bytes, read as a recording, and as a poll log behind its header.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let chunkSize = 1 + count % 61
  for recording in [bytes, Array((Line.header + "\n").utf8) + bytes] {
    let fault = RecordingAgreement.mismatch(recording, chunkSize: chunkSize)
    if let fault { fatalError(fault) }
  }
  return 0
}
