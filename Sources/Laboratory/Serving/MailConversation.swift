// SPDX-License-Identifier: Apache-2.0
internal import NIOCore

/// A mail server that greets, and takes no mail (RFC 5321).
struct MailConversation: Conversation {
    let host: String
    /// Whether STARTTLS is offered: before TLS, not inside.
    let offersTLS: Bool
    private(set) var wantsTLS = false
    private var line: [UInt8] = []

    init(host: String, offersTLS: Bool) { (self.host, self.offersTLS) = (host, offersTLS) }

    var greeting: [UInt8] { Array("220 \(host) ESMTP\r\n".utf8) }

    /// What follows STARTTLS in the same bytes is passed over (RFC 3207 §6).
    mutating func hear(_ bytes: [UInt8]) -> ConversationStep {
        var answer: [UInt8] = []
        for byte in bytes {
            guard byte == 0x0A else {
                if byte != 0x0D { line.append(byte) }
                continue
            }
            let (reply, ends) = reply(to: String(decoding: line, as: UTF8.self))
            line = []
            answer += Array(reply.utf8)
            if ends { return .end(answer) }
            if wantsTLS { break }
        }
        return answer.isEmpty ? .wait : .say(answer)
    }

    private mutating func reply(to command: String) -> (text: String, ends: Bool) {
        switch command.split(separator: " ").first?.uppercased() {
        case "EHLO": return (offersTLS ? "250-\(host)\r\n250 STARTTLS\r\n" : "250 \(host)\r\n", false)
        case "HELO": return ("250 \(host)\r\n", false)
        case "NOOP", "RSET": return ("250 2.0.0 Ok\r\n", false)
        case "STARTTLS" where offersTLS:
            wantsTLS = true
            return ("220 2.0.0 Ready to start TLS\r\n", false)
        case "QUIT": return ("221 2.0.0 Bye\r\n", true)
        default: return ("502 5.5.1 Command not implemented\r\n", false)
        }
    }
}

/// Speaks SMTP until STARTTLS, and hands everything on from there.
final class MailGreetingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var conversation: MailConversation
    private var isDone = false

    init(host: String) { conversation = MailConversation(host: host, offersTLS: true) }

    func channelActive(context: ChannelHandlerContext) { context.writeAndFlush(conversation.greeting) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !conversation.wantsTLS else { return context.fireChannelRead(data) }
        guard !isDone else { return }
        switch conversation.hear(Array(unwrapInboundIn(data).readableBytesView)) {
        case .wait: break
        case .say(let bytes): context.writeAndFlush(bytes)
        case .end(let bytes):
            isDone = true
            context.writeAndFlush(bytes)
            context.finish()
        }
    }
}
