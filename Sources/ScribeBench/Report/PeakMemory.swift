#if canImport(Glibc)
  import Glibc
#endif

/// How much memory work takes beyond what was there before.
///
/// Linux with glibc only: the kernel's high-water mark can be set back there, and what the allocator
/// kept from earlier work be given back first. No system tells a process how many bytes it has
/// allocated over time.
enum PeakMemory {
  /// The growth of resident memory at its peak; nil where that is not known.
  static func byteCount(of work: () -> Void) -> Int? {
    #if canImport(Glibc)
      giveBack()
      guard setBack(), let before = highWaterMark() else {
        work()
        return nil
      }
      work()
      return highWaterMark().map { max(0, $0 - before) }
    #else
      work()
      return nil
    #endif
  }

  #if canImport(Glibc)
    /// Makes the allocator return what is free to the system.
    ///
    /// `malloc.h` is in no module, so malloc_trim(3) is looked up by its name.
    private static func giveBack() {
      guard let symbol = dlsym(nil, "malloc_trim") else { return }
      let trim = unsafeBitCast(symbol, to: (@convention(c) (Int) -> CInt).self)
      _ = trim(0)
    }

    /// Sets the high-water mark to what is resident now (proc_pid_clear_refs(5), value 5).
    private static func setBack() -> Bool {
      guard let file = fopen("/proc/self/clear_refs", "w") else { return false }
      let isWritten = fputs("5", file) >= 0
      return fclose(file) == 0 && isWritten
    }

    /// The most that was resident since (proc_pid_status(5), `VmHWM`, in KiB).
    private static func highWaterMark() -> Int? {
      SystemFile("/proc/self/status").value(of: "VmHWM")
        .flatMap { Int($0.prefix { $0.isNumber }) }.map { $0 * 1024 }
    }
  #endif
}
