// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import NIOCore

/// Shakes hands, answers one request of HTTP/1.1 and closes.
final class TLSHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let maximumRequestBytes = 16_384

    private var session: TLSServerSession
    private let pages: SitePages
    private var request: [UInt8] = []
    private var isDone = false

    init(_ context: TLSServerContext, _ pages: SitePages) throws(CryptoError) {
        self.pages = pages
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
                request += bytes
                if request.count > Self.maximumRequestBytes || request.hasEmptyLine { return answer(context) }
            case .wantsInput: return context.writeAndFlush(session.takeOutput())
            case .closed:
                session.close()
                return finish(context)
            case .failed: return finish(context)
            }
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        _ = session.write(pages.answer(to: request))
        session.close()
        finish(context)
    }

    /// Sends what is left, an alert included.
    private func finish(_ context: ChannelHandlerContext) {
        isDone = true
        context.writeAndFlush(session.takeOutput())
        context.finish()
    }
}

extension [UInt8] {
    /// Whether the header section of a request has ended (RFC 9112 §2.1).
    fileprivate var hasEmptyLine: Bool { contains([0x0D, 0x0A, 0x0D, 0x0A]) }
}
