// SPDX-License-Identifier: Apache-2.0
internal import NIOCore

/// Answers questions that come in datagrams.
final class NameDatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let authority: NameAuthority

    init(_ authority: NameAuthority) { self.authority = authority }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let reply = authority.reply(to: Array(envelope.data.readableBytesView), overTCP: false) else {
            return
        }
        let answer = AddressedEnvelope(
            remoteAddress: envelope.remoteAddress,
            data: ByteBuffer(bytes: reply)
        )
        context.writeAndFlush(NIOAny(answer), promise: nil)
    }

    /// A client that is gone already is no reason to stop.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

/// Answers questions that come over TCP, each behind its length (RFC 7766 §8).
final class NameStreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let authority: NameAuthority
    private var input: [UInt8] = []

    init(_ authority: NameAuthority) { self.authority = authority }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        input += unwrapInboundIn(data).readableBytesView
        while input.count >= 2 {
            let length = Int(input[0]) << 8 | Int(input[1])
            guard input.count >= length + 2 else { return }
            let question = Array(input[2..<length + 2])
            input.removeFirst(length + 2)
            guard let reply = authority.reply(to: question, overTCP: true) else {
                context.close(promise: nil)
                return
            }
            let count = UInt16(truncatingIfNeeded: reply.count)
            context.writeAndFlush([UInt8(count >> 8), UInt8(truncatingIfNeeded: count)] + reply)
        }
    }
}
