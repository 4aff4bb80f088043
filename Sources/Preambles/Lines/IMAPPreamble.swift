// SPDX-License-Identifier: Apache-2.0

/// STARTTLS of IMAP (RFC 9051 §6.2.1).
struct IMAPPreamble: LinePreamble {
    private enum Stage: Hashable { case greeting, capabilities, request }

    static let hasLiterals = true

    private var stage = Stage.greeting
    private var isAdvertised = false

    let opening: [UInt8] = []
    let farewell = Array("a9 LOGOUT\r\n".utf8)

    var awaited: String {
        switch stage {
        case .greeting: "the greeting"
        case .capabilities: "the reply to CAPABILITY"
        case .request: "the reply to STARTTLS"
        }
    }

    mutating func take(_ line: ReplyLine) -> PreambleStep {
        let words = line.words
        switch (stage, words.first, words.dropFirst().first) {
        case (_, "*", "BYE"): return .end(.postponed(PreambleReply("BYE", line.bytes)))
        case (.greeting, "*", "OK"):
            stage = .capabilities
            return .send("a1 CAPABILITY")
        // Who is known already cannot start TLS any more.
        case (.greeting, "*", "PREAUTH"): return .end(.refused(PreambleReply("PREAUTH", line.bytes)))
        case (.capabilities, "*", "CAPABILITY"):
            isAdvertised = words.contains("STARTTLS")
            return .go
        case (.capabilities, "A1", "OK"):
            guard isAdvertised else { return .end(.absent(PreambleReply(""))) }
            stage = .request
            return .send("a2 STARTTLS")
        case (.request, "A2", "OK"): return .end(.accepted)
        case (.request, "A2", "NO"), (.request, "A2", "BAD"): return .end(declined(words[1], line))
        case (.capabilities, "*", _), (.request, "*", _): return .go
        case (.capabilities, "A1", _), (.request, "A2", _):
            return .end(.failed("\(awaited) is \(PrintableText.of(line.bytes, atMost: 60))"))
        default: return .end(ForeignProtocol.failure(expecting: "IMAP", found: line.bytes))
        }
    }

    private func declined(_ word: String, _ line: ReplyLine) -> PreambleEnd {
        let reply = PreambleReply(word, line.bytes)
        // RFC 5530 §3: some back end does not answer at the moment.
        return reply.text.uppercased().contains("[UNAVAILABLE]") ? .postponed(reply) : .refused(reply)
    }
}
