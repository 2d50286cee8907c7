/// Any bytes, read as one JSON text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let fault = DecoderAgreement.mismatch(bytes) { fatalError(fault) }
  return 0
}
