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
  /// recorded, before the next one is read.
  final class ServiceConnection: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let sessions: RecordedSessions
    private let limits: ServiceLimits
    private let didAnswer: (@Sendable (ServedAnswer) -> Void)?

    private var head: HTTPRequestHead?
    private var bodyByteCount = 0
    private var answerCount = 0
    /// Whether an answer is awaited or on its way.
    private var isAnswering = false
    /// Whether the client waits for an answer that never comes.
    private var isSilent = false
    /// Whether the client will ask no more.
    private var isInputClosed = false

    init(
      _ sessions: RecordedSessions, _ limits: ServiceLimits,
      _ didAnswer: (@Sendable (ServedAnswer) -> Void)?
    ) {
      self.sessions = sessions
      self.limits = limits
      self.didAnswer = didAnswer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        bodyByteCount = 0
        // Nobody is asked to go on with what is not wanted.
        if !head.headers["expect"].isEmpty { refuse(head, context) }
      case .body(let bytes):
        bodyByteCount += bytes.readableBytes
        if bodyByteCount > limits.requestBody { context.close(promise: nil) }
      case .end:
        guard let head else { return }
        self.head = nil
        answer(head, context)
      }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      switch event {
      case is IdleStateHandler.IdleStateEvent: context.close(promise: nil)
      case ChannelEvent.inputClosed where isSilent || !isAnswering: context.close(promise: nil)
      case ChannelEvent.inputClosed: isInputClosed = true
      default: context.fireUserInboundEventTriggered(event)
      }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      // What is no HTTP was answered with 400 by the handler before this one.
      context.close(promise: nil)
    }

    private func refuse(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
      self.head = nil
      let served = sessions.answer(method: "", head.uri, authorization: nil)
      guard case .answer(let answer) = served.outcome else { return }
      _ = write(answer, to: head, closing: true, context)
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
      isAnswering = true
      let served = sessions.answer(
        method: head.method.rawValue, head.uri,
        authorization: head.headers.first(name: "authorization"))
      guard served.latency > .zero else { return give(served, to: head, context) }
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.scheduleTask(in: .nanoseconds(served.latency.nanoseconds)) {
        let (connection, context) = bound.value
        if context.channel.isActive { connection.give(served, to: head, context) }
      }
    }

    private func give(
      _ served: ServedAnswer, to head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
      defer { answerCount += 1 }
      switch served.outcome {
      case .answer(let answer) where answer.status >= 200:
        write(answer, to: head, closing: served.isBeforeFailure, context)
          .whenComplete { [didAnswer] _ in didAnswer?(served) }
        return
      case .cut(let answer, let count) where answer.status >= 200:
        context.write(
          wrapOutboundOut(.head(responseHead(answer, to: head, closing: true))), promise: nil)
        writeBody(answer, count, context)
        closeAfterWriting(context)
      case .failure(.timeout): isSilent = true
      case .failure(.reset), .failure(.refused): breakOff(context) { Self.reset(context) }
      case .failure, .answer, .cut: breakOff(context) { context.close(promise: nil) }
      }
      didAnswer?(served)
    }

    private func write(
      _ answer: Answer, to head: HTTPRequestHead, closing: Bool, _ context: ChannelHandlerContext
    ) -> EventLoopFuture<Void> {
      let closes = closing || !head.isKeepAlive
      context.write(
        wrapOutboundOut(.head(responseHead(answer, to: head, closing: closes))), promise: nil)
      if head.method != .HEAD { writeBody(answer, answer.body?.count ?? 0, context) }
      let isWritten = context.eventLoop.makePromise(of: Void.self)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: isWritten)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      isWritten.futureResult.whenComplete { _ in
        let (connection, context) = bound.value
        connection.isAnswering = false
        if closes || connection.isInputClosed { context.close(promise: nil) }
      }
      return isWritten.futureResult
    }

    private func responseHead(
      _ answer: Answer, to head: HTTPRequestHead, closing: Bool
    ) -> HTTPResponseHead {
      var fields = HTTPHeaders()
      for field in answer.headers { fields.add(name: field.name, value: field.value) }
      if answer.status != 204, answer.status != 304 {
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

    private func writeBody(_ answer: Answer, _ count: Int, _ context: ChannelHandlerContext) {
      guard count > 0, let body = answer.body else { return }
      let bytes = context.channel.allocator.buffer(bytes: body.prefix(count))
      context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
    }

    private func closeAfterWriting(_ context: ChannelHandlerContext) {
      context.flush()
      context.close(promise: nil)
    }

    /// Ends the connection without an answer.
    ///
    /// On a connection that was used before, a client would take that for an old connection and ask
    /// again by itself, which the recorded one did not: there it is told half an answer first.
    private func breakOff(_ context: ChannelHandlerContext, _ end: @escaping () -> Void) {
      guard answerCount > 0 else { return end() }
      let half = Answer(status: 200, body: [UInt8](repeating: UInt8(ascii: " "), count: 2))
      context.write(
        wrapOutboundOut(
          .head(
            responseHead(
              half, to: HTTPRequestHead(version: .http1_1, method: .GET, uri: "/"), closing: true))),
        promise: nil)
      writeBody(half, 1, context)
      context.flush()
      end()
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
