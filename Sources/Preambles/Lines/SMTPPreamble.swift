// SPDX-License-Identifier: Apache-2.0

/// STARTTLS of SMTP and LMTP (RFC 3207, RFC 2033).
struct SMTPPreamble: LinePreamble {
    private enum Stage: Hashable { case greeting, capabilities, request }

    /// `EHLO`, or `LHLO` for LMTP.
    let command: String
    let clientName: String
    private var stage = Stage.greeting
    private var replies = NumericReplyReader()

    init(command: String, clientName: String) {
        self.command = command
        self.clientName = clientName
    }

    let opening: [UInt8] = []
    let farewell = Array("QUIT\r\n".utf8)

    var awaited: String {
        switch stage {
        case .greeting: "the greeting"
        case .capabilities: "the reply to \(command)"
        case .request: "the reply to STARTTLS"
        }
    }

    mutating func take(_ line: ReplyLine) -> PreambleStep {
        do {
            guard let reply = try replies.take(line) else { return .go }
            return take(reply)
        } catch {
            return .end(
                ForeignProtocol.failure(expecting: command == "EHLO" ? "SMTP" : "LMTP", found: line.bytes)
            )
        }
    }

    private mutating func take(_ reply: NumericReply) -> PreambleStep {
        if reply.isTemporary { return .end(.postponed(reply.reply)) }
        switch (stage, reply.code) {
        case (.greeting, 220):
            stage = .capabilities
            return .send("\(command) \(clientName)")
        case (.greeting, _):
            return .end(.failed("the greeting is \(reply.reply.text)"))
        case (.capabilities, 250):
            guard reply.lines.dropFirst().contains(where: { $0.words.keyword == "STARTTLS" }) else {
                return .end(.absent(PreambleReply("")))
            }
            stage = .request
            return .send("STARTTLS")
        case (.capabilities, 500), (.capabilities, 502):
            // Without extensions there is none for TLS.
            return .end(.absent(reply.reply))
        case (.capabilities, _):
            return .end(.failed("the reply to \(command) is \(reply.reply.text)"))
        case (.request, 220): return .end(.accepted)
        case (.request, 500...599): return .end(.refused(reply.reply))
        case (.request, _): return .end(.failed("the reply to STARTTLS is \(reply.reply.text)"))
        }
    }
}

extension [String] {
    /// The first word after `250-` or `250 `.
    fileprivate var keyword: Substring? {
        guard let first else { return nil }
        return first.count > 3 ? first.dropFirst(4) : dropFirst().first.map { $0[...] }
    }
}
