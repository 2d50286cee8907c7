import Foundation

/// What looks after memory or threads while tests run.
package enum Sanitizer {
  /// Whether one is in this process: it needs more memory and files than some faults leave a process.
  package static var isPresent: Bool {
    dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
  }
}
