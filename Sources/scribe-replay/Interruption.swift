import Dispatch

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Ends something in order at the first Ctrl-C or SIGTERM; a second one ends the tool at once.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  init(_ handle: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      // Else it would end the tool before anybody is told.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
        handle()
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
