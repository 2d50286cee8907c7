/// Stored steps in the order of their positions, those that are appended later included.
///
/// Ends when the task is cancelled. Each iteration reads for itself, from the position that the
/// sequence was made with.
public struct StepSequence: AsyncSequence, Sendable {
  /// A stored step.
  public typealias Element = StoredStep

  private let position: Int
  private let page: @Sendable (Int) async throws(StoreError) -> [StoredStep]
  private let wait: @Sendable (Int) async throws -> Void

  /// The steps after a position.
  ///
  /// - Parameters:
  ///   - position: 0 for all steps.
  ///   - page: some of the steps after a position, in order and without a gap; none where there are
  ///     none yet.
  ///   - wait: waits until there may be more after a position.
  public init(
    after position: Int,
    page: @escaping @Sendable (Int) async throws(StoreError) -> [StoredStep],
    wait: @escaping @Sendable (Int) async throws -> Void
  ) {
    self.position = position
    self.page = page
    self.wait = wait
  }

  /// Begins at the position of the sequence.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(position: position, page: page, wait: wait)
  }

  /// Reads page by page, and waits where there is none.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private var position: Int
    private var steps: ArraySlice<StoredStep> = []
    private let page: @Sendable (Int) async throws(StoreError) -> [StoredStep]
    private let wait: @Sendable (Int) async throws -> Void

    fileprivate init(
      position: Int, page: @escaping @Sendable (Int) async throws(StoreError) -> [StoredStep],
      wait: @escaping @Sendable (Int) async throws -> Void
    ) {
      self.position = position
      self.page = page
      self.wait = wait
    }

    /// The next step, once it is there; nil when the task is cancelled.
    public mutating func next() async throws -> StoredStep? {
      while !Task.isCancelled {
        if let step = steps.popFirst() {
          position = step.position
          return step
        }
        steps = try await page(position)[...]
        guard steps.isEmpty else { continue }
        do {
          try await wait(position)
        } catch is CancellationError {
          return nil
        }
      }
      return nil
    }
  }
}
