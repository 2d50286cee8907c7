#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

#if canImport(Darwin)
  import Darwin
#endif

/// What measured: numbers of two machines, or of two kinds of build, do not compare.
package struct Machine: Hashable, Sendable {
  /// The processor's model, or its architecture where the system does not tell.
  package let cpu: String
  /// How many cores may be used.
  package let coreCount: Int
  /// The operating system and its version.
  package let system: String
  /// The compiler's version, as far as the code can tell.
  package let swift: String
  /// How the code was compiled.
  package let build: Build

  /// How code was compiled.
  package enum Build: String, Hashable, Sendable, CaseIterable {
    /// Not optimised: its numbers tell nothing.
    case debug
    /// Optimised.
    case release
  }

  /// Whether it is the same hardware and system, whatever the build.
  package func isSame(as other: Machine) -> Bool {
    (cpu, coreCount, system) == (other.cpu, other.coreCount, other.system)
  }

  /// This machine and this build.
  package static var current: Machine {
    Machine(
      cpu: cpuModel ?? architecture, coreCount: ProcessInfo.processInfo.activeProcessorCount,
      system: ProcessInfo.processInfo.operatingSystemVersionString, swift: compiler, build: build)
  }

  private static var build: Build {
    // The body of an assertion is run in debug builds alone.
    var build = Build.release
    assert(
      {
        build = .debug
        return true
      }())
    return build
  }

  private static var cpuModel: String? {
    #if canImport(Darwin)
      var text = [UInt8](repeating: 0, count: 256)
      var size = text.count
      guard sysctlbyname("machdep.cpu.brand_string", &text, &size, nil, 0) == 0 else { return nil }
      return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    #else
      return SystemFile("/proc/cpuinfo").value(of: "model name")
    #endif
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "unknown"
    #endif
  }

  private static var compiler: String {
    #if compiler(>=6.5)
      "6.5 or later"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }
}
