// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import NIOCore

/// Takes everything in and says nothing.
final class SilenceHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}

/// Ends every connection as soon as it stands.
final class ClosingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelActive(context: ChannelHandlerContext) { context.close(promise: nil) }
}

/// Ends every connection by a reset, at its first bytes.
///
/// At once, the reset might overtake the end of the peer's connect(2) and look like a refusal.
final class ResettingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // A socket that lingers for no time is closed by a reset (socket(7)).
        guard let socket = context.channel as? any SocketOptionProvider else { return }
        let lingers = socket.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        lingers.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
}

/// Answers the first bytes, whatever they are, with an HTTP error in the clear.
final class PlainHTTPHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var isDone = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return }
        isDone = true
        context.writeAndFlush(HTTPAnswer.plainRequest)
        context.finish()
    }
}

/// Speaks first, and understands nothing of what it is told.
final class BannerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let banner: String

    init(_ banner: String) { self.banner = banner }

    func channelActive(context: ChannelHandlerContext) {
        context.writeAndFlush(banner.utf8)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.writeAndFlush("500 5.5.1 command unrecognized\r\n".utf8)
    }
}
