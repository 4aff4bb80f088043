// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import NIOCore

/// Shakes hands, answers one request of HTTP/1.1 and closes.
final class TLSHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let maximumRequestBytes = 16_384

    private var session: TLSServerSession
    private var request: [UInt8] = []
    private var isDone = false

    init(_ context: TLSServerContext) throws(CryptoError) {
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
        let isGet = request.starts(with: Array("GET ".utf8))
        _ = session.write(isGet ? HTTPAnswer.page : HTTPAnswer.methodNotAllowed)
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

/// The answers of the laboratory's web servers, byte for byte.
enum HTTPAnswer {
    static let page = answer(
        "200 OK",
        type: "text/html; charset=utf-8",
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Laboratory</title></head>
        <body><h1>Laboratory</h1><p>This server belongs to a demonstration.</p></body>
        </html>

        """
    )
    static let methodNotAllowed = answer(
        "405 Method Not Allowed",
        type: "text/plain",
        "GET only\n",
        "Allow: GET\r\n"
    )
    static let plainRequest = answer(
        "400 Bad Request",
        type: "text/plain",
        "This port speaks HTTP without TLS\n"
    )

    private static func answer(
        _ status: String,
        type: String,
        _ body: String,
        _ fields: String = ""
    ) -> [UInt8] {
        let head =
            "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
            + fields + "Connection: close\r\n\r\n"
        return Array((head + body).utf8)
    }
}
