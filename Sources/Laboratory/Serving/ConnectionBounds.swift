// SPDX-License-Identifier: Apache-2.0
internal import NIOCore

/// Closes a connection that lasts too long or brings too many bytes.
final class ConnectionBounds: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Room for the largest hello and a request many times over.
    static let maximumBytes = 262_144

    private let longest: TimeAmount
    private var received = 0
    private var deadline: Scheduled<Void>?

    init(longest: TimeAmount) { self.longest = longest }

    func channelActive(context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: longest) {
            context.close(promise: nil)
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += unwrapInboundIn(data).readableBytes
        guard received <= Self.maximumBytes else {
            context.close(promise: nil)
            return
        }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

extension ChannelHandlerContext {
    func writeAndFlush(_ bytes: some Sequence<UInt8>) {
        var buffer = channel.allocator.buffer(capacity: 0)
        buffer.writeBytes(bytes)
        guard buffer.readableBytes > 0 else { return }
        writeAndFlush(NIOAny(buffer), promise: nil)
    }

    /// Ends this side only: closing outright would reset the connection while bytes lie unread, and the peer
    /// might lose the last ones.
    func finish() { close(mode: .output, promise: nil) }
}
