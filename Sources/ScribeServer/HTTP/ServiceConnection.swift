#if Server
  import NIOCore
  import NIOHTTP1
  import NIOPosix
  import ScribeSession

  #if canImport(Darwin)
    import Darwin
  #elseif canImport(Glibc)
    import Glibc
  #elseif canImport(Musl)
    import Musl
  #endif

  /// One connection of a client: each request is answered, or left without an answer as it was
  /// recorded, before the next one is looked at.
  ///
  /// ```
  ///  idle ──request──▶ waiting ──latency──▶ writing ──taken by the client──▶ idle
  ///                       └──────▶ silent                └──closing──▶ closed
  /// ```
  final class ServiceConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private enum State {
      case idle
      /// A request has come, and it takes time to answer it.
      case waiting
      /// The client waits for an answer that never comes.
      case silent
      /// An answer is on its way, and the client has not taken all of it.
      case writing
      /// Whatever comes now is not looked at: a request that takes its turn here would be lost.
      case closed
    }

    private static let mostSilentPeriods = 10
    private static let partSize = 1 << 17

    private let sessions: RecordedSessions
    private let limits: ServiceLimits
    private let progress: ServiceProgress

    private var state = State.idle
    private var head: HTTPRequestHead?
    private var bodyByteCount = 0
    private var hasAnswered = false
    /// The answer that is waited for.
    private var scheduled: Scheduled<Void>?
    /// How often the idle limit has passed without an answer.
    private var silentPeriods = 0
    /// Whether the client will ask no more.
    private var isInputClosed = false

    init(_ sessions: RecordedSessions, _ limits: ServiceLimits, _ progress: ServiceProgress) {
      self.sessions = sessions
      self.limits = limits
      self.progress = progress
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      if case .closed = state { return }
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        bodyByteCount = 0
        // Nobody is asked to go on with what is not wanted.
        if !head.headers["expect"].isEmpty, head.method != .GET { refuse(head, context) }
      case .body(let bytes):
        bodyByteCount += bytes.readableBytes
        if bodyByteCount > limits.requestBody { close(context) }
      case .end:
        guard let head else { return }
        self.head = nil
        answer(head, context)
      }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      switch (event, state) {
      case (is IdleStateHandler.IdleStateEvent, .idle),
        (is IdleStateHandler.IdleStateEvent, .writing),
        (ChannelEvent.inputClosed, .idle), (ChannelEvent.inputClosed, .silent):
        close(context)
      case (is IdleStateHandler.IdleStateEvent, .silent):
        // A client that has sent more than one request is not heard to go away.
        silentPeriods += 1
        if silentPeriods >= Self.mostSilentPeriods { close(context) }
      case (ChannelEvent.inputClosed, _): isInputClosed = true
      case (is IdleStateHandler.IdleStateEvent, _): break
      default: context.fireUserInboundEventTriggered(event)
      }
    }

    func channelInactive(context: ChannelHandlerContext) {
      abandon()
      context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      // What is no HTTP was answered with 400 by the handler before this one.
      close(context)
    }

    private func close(_ context: ChannelHandlerContext) {
      abandon()
      context.close(promise: nil)
    }

    /// Nothing more is given; nor is what was waited for.
    private func abandon() {
      if case .waiting = state {
        scheduled?.cancel()
        progress.didAnswer(nil)
      }
      state = .closed
    }

    // MARK: Answering

    private func refuse(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
      self.head = nil
      let served = sessions.answer(method: "", head.uri, authorization: nil)
      progress.willAnswer()
      give(served, to: head, closing: true, context)
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
      progress.willAnswer()
      let served = sessions.answer(
        method: head.method.rawValue, head.uri,
        authorization: head.headers.first(name: "authorization"))
      // What comes after a request for another protocol is not read as HTTP.
      let closing =
        !head.isKeepAlive || !head.headers["upgrade"].isEmpty || head.method == .CONNECT
        || served.isBeforeFailure
      guard served.latency > .zero else { return give(served, to: head, closing: closing, context) }
      state = .waiting
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      scheduled = context.eventLoop.scheduleTask(in: .nanoseconds(served.latency.nanoseconds)) {
        let (connection, context) = bound.value
        guard case .waiting = connection.state else { return }
        connection.give(served, to: head, closing: closing, context)
      }
    }

    private func give(
      _ served: ServedAnswer, to head: HTTPRequestHead, closing: Bool,
      _ context: ChannelHandlerContext
    ) {
      defer { hasAnswered = true }
      switch served.outcome {
      case .answer(let answer) where answer.status >= 200:
        let isWhole = head.method != .HEAD
        write(answer, isWhole ? answer.body?.count ?? 0 : 0, to: head, closing, served, context)
      case .cut(let answer, let count) where answer.status >= 200:
        write(answer, count, to: head, true, served, context)
      case .failure(.timeout):
        state = .silent
        progress.didAnswer(served)
        if isInputClosed { close(context) }
      case .failure(.reset), .failure(.refused):
        breakOff(context, Self.reset)
        progress.didAnswer(served)
      case .failure, .answer, .cut:
        breakOff(context) { $0.close(promise: nil) }
        progress.didAnswer(served)
      }
    }

    /// Writes an answer, and looks at the next request once the client has taken it: it is the one
    /// answer of this connection that is in memory.
    private func write(
      _ answer: Poll.Answer, _ count: Int, to head: HTTPRequestHead, _ closing: Bool,
      _ served: ServedAnswer, _ context: ChannelHandlerContext
    ) {
      state = .writing
      let body = answer.mayHaveBody ? answer.body ?? [] : []
      let isCut = count < body.count && head.method != .HEAD
      let responseHead = responseHead(answer, to: head, closing: closing)
      context.write(wrapOutboundOut(.head(responseHead)), promise: nil)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      writeParts(of: body.prefix(count), context) { [progress] result in
        let (connection, context) = bound.value
        // Whoever went away was not given anything; the turn is taken all the same.
        progress.didAnswer(served)
        if case .closed = connection.state { return }
        guard case .success = result, !isCut else { return connection.close(context) }
        let closes = closing || connection.isInputClosed
        // The next request is looked at within this call.
        connection.state = closes ? .closed : .idle
        context.writeAndFlush(connection.wrapOutboundOut(.end(nil)), promise: nil)
        if closes { context.close(promise: nil) }
      }
    }

    /// Writes a body part by part, each once the client has taken the one before: one that reads slowly
    /// is not one that reads nothing.
    private func writeParts(
      of body: ArraySlice<UInt8>, _ context: ChannelHandlerContext,
      _ didEnd: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
      let isTaken = context.eventLoop.makePromise(of: Void.self)
      let part = context.channel.allocator.buffer(bytes: body.prefix(Self.partSize))
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(part))), promise: isTaken)
      let rest = body.dropFirst(Self.partSize)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      isTaken.futureResult.whenComplete { result in
        let (connection, context) = bound.value
        guard case .success = result, !rest.isEmpty else { return didEnd(result) }
        connection.writeParts(of: rest, context, didEnd)
      }
    }

    private func responseHead(
      _ answer: Poll.Answer, to head: HTTPRequestHead, closing: Bool
    ) -> HTTPResponseHead {
      var fields = HTTPHeaders()
      for field in answer.headers { fields.add(name: field.name, value: field.value) }
      if answer.mayHaveBody {
        fields.add(name: "Content-Length", value: "\(answer.body?.count ?? 0)")
      }
      if closing {
        fields.add(name: "Connection", value: "close")
      } else if head.version != .http1_1 {
        fields.add(name: "Connection", value: "keep-alive")
      }
      return HTTPResponseHead(
        version: .http1_1, status: HTTPResponseStatus(statusCode: answer.status), headers: fields)
    }

    // MARK: Ending without an answer

    /// Ends the connection without an answer.
    ///
    /// On a connection that was used before, a client would take that for an old connection and ask
    /// again by itself, which the recorded one did not: there it is told half an answer first.
    private func breakOff(
      _ context: ChannelHandlerContext, _ end: (ChannelHandlerContext) -> Void
    ) {
      state = .closed
      if hasAnswered {
        let half = HTTPResponseHead(
          version: .http1_1, status: .ok, headers: ["Content-Length": "2", "Connection": "close"])
        context.write(wrapOutboundOut(.head(half)), promise: nil)
        let byte = context.channel.allocator.buffer(string: " ")
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(byte))), promise: nil)
      }
      end(context)
    }

    /// Closes without lingering, so that the client is told of a reset.
    private static func reset(_ context: ChannelHandlerContext) {
      guard let options = context.channel as? any SocketOptionProvider else {
        return context.close(promise: nil)
      }
      let context = NIOLoopBound(context, eventLoop: context.eventLoop)
      options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
        context.value.close(promise: nil)
      }
    }
  }
#endif
