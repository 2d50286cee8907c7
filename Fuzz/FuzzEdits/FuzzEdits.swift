/// A body and, behind a byte 0xFF, edits of it, read one after the other.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let fault = BodyChain(edited: bytes).mismatch() { fatalError(fault) }
  return 0
}
