// SPDX-License-Identifier: Apache-2.0

/// STLS of POP3 (RFC 2595 §4).
struct POP3Preamble: LinePreamble {
    private enum Stage: Hashable { case greeting, capabilities, list, request }

    private var stage = Stage.greeting
    private var isAdvertised = false

    let opening: [UInt8] = []
    let farewell = Array("QUIT\r\n".utf8)

    var awaited: String {
        switch stage {
        case .greeting: "the greeting"
        case .capabilities: "the reply to CAPA"
        case .list: "the end of the capabilities"
        case .request: "the reply to STLS"
        }
    }

    mutating func take(_ line: ReplyLine) -> PreambleStep {
        if stage == .list { return listed(line) }
        let isGood = line.words.first == "+OK"
        guard isGood || line.words.first == "-ERR" else {
            return .end(ForeignProtocol.failure(expecting: "POP3", found: line.bytes))
        }
        let reply = PreambleReply(isGood ? "+OK" : "-ERR", line.bytes)
        switch (stage, isGood) {
        case (.greeting, true):
            stage = .capabilities
            return .send("CAPA")
        // Who is turned away at the door learns nothing about TLS.
        case (.greeting, false): return .end(.postponed(reply))
        case (.capabilities, true):
            stage = .list
            return .go
        case (.capabilities, false):
            // CAPA is younger than STLS is common (RFC 2449).
            stage = .request
            return .send("STLS")
        case (.request, true): return .end(.accepted)
        case (.request, false): return .end(declined(reply))
        case (.list, _): return .go
        }
    }

    private func declined(_ reply: PreambleReply) -> PreambleEnd {
        let text = reply.text.uppercased()
        // RFC 3206 §4, RFC 2449 §8.1.
        if ["[SYS/TEMP]", "[IN-USE]", "[LOGIN-DELAY]"].contains(where: text.contains) {
            return .postponed(reply)
        }
        return isAdvertised ? .refused(reply) : .absent(reply)
    }

    private mutating func listed(_ line: ReplyLine) -> PreambleStep {
        if line.words.first == "STLS" { isAdvertised = true }
        guard line.text == "." else { return .go }
        guard isAdvertised else { return .end(.absent(PreambleReply(""))) }
        stage = .request
        return .send("STLS")
    }
}
