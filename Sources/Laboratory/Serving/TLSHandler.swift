// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import NIOCore

/// Shakes hands, and has a conversation after it.
final class TLSHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var session: TLSServerSession
    private var conversation: any Conversation
    private var isDone = false

    init(_ context: TLSServerContext, _ conversation: any Conversation) throws(CryptoError) {
        self.conversation = conversation
        session = try TLSServerSession(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDone else { return }
        session.receive(Array(unwrapInboundIn(data).readableBytesView))
        switch session.step() {
        case .wantsInput: context.writeAndFlush(session.takeOutput())
        case .failed: finish(context)
        case .established: converse(context)
        }
    }

    private func converse(_ context: ChannelHandlerContext) {
        while true {
            switch session.read() {
            case .bytes(let bytes):
                switch conversation.hear(bytes) {
                case .wait: break
                case .say(let answer): _ = session.write(answer)
                case .end(let answer):
                    _ = session.write(answer)
                    session.close()
                    return finish(context)
                }
            case .wantsInput: return context.writeAndFlush(session.takeOutput())
            case .closed:
                session.close()
                return finish(context)
            case .failed: return finish(context)
            }
        }
    }

    /// Sends what is left, an alert included.
    private func finish(_ context: ChannelHandlerContext) {
        isDone = true
        context.writeAndFlush(session.takeOutput())
        context.finish()
    }
}
