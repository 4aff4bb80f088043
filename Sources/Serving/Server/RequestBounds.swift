// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// Ends a connection that takes too long or too much: the caller's whole request, and the answer to it, have a time
/// by which they are through, however steadily bytes come and go.
///
/// It stands first, where bytes are bytes yet. What was read of a request is held nowhere beyond its bounds.
final class RequestBounds: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = NIOAny
    typealias OutboundOut = NIOAny

    /// What the exchange tells as an event on its way out.
    enum Event: Sendable {
        /// The head of a request is read, and is being answered.
        case taken
        case answered
    }

    struct Limits: Hashable, Sendable {
        /// From the connection, or from the last answer, to the end of the next request's head.
        var request: TimeAmount = .seconds(10)
        /// From the head to the end of the answer.
        var answer: TimeAmount = .minutes(10)
        /// Without a byte either way, while an answer is under way.
        var silence: TimeAmount = .minutes(2)
        /// Of one request, and of what comes before its answer.
        var bytes = 64 << 10
        var requestsPerConnection = 1000
    }

    private let limits: Limits
    private var deadline: Scheduled<Void>?
    private var bytes = 0

    init(_ limits: Limits) { self.limits = limits }

    func handlerAdded(context: ChannelHandlerContext) { close(context.channel, in: limits.request) }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytes
        guard bytes <= limits.bytes else {
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func triggerUserOutboundEvent(
        context: ChannelHandlerContext,
        event: Any,
        promise: EventLoopPromise<Void>?
    ) {
        guard let event = event as? Event else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        switch event {
        case .taken: close(context.channel, in: limits.answer)
        case .answered:
            bytes = 0
            close(context.channel, in: limits.request)
        }
        promise?.succeed()
    }

    private func close(_ channel: any Channel, in time: TimeAmount) {
        deadline?.cancel()
        deadline = channel.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }
}
