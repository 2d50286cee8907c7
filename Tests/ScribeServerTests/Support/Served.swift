#if Server
  import Foundation
  import LocalServer
  import ScribeSession

  @testable import ScribeServer

  /// Serves polls while something is done with the service.
  func serving(
    _ polls: [Poll], limits: ServiceLimits = ServiceLimits(),
    _ change: (inout ServiceSettings) -> Void = { _ in },
    didAnswer: (@Sendable (ServedAnswer) -> Void)? = nil,
    _ body: (RecordedService) async throws -> Void
  ) async throws {
    let service = try await RecordedService.start(
      try RecordedSessions(polls, change), limits: limits, didAnswer: didAnswer)
    do {
      try await body(service)
    } catch {
      await service.stop()
      throw error
    }
    await service.stop()
  }

  extension RawClient {
    static let path = "/voice/v1/sessions/ses_x"
  }

  /// What came, in the order in which it did.
  final class Collected<Element: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var elements: [Element] = []

    var all: [Element] { lock.withLock { elements } }

    func add(_ element: Element) { lock.withLock { elements.append(element) } }
  }
#endif
