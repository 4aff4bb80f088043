// SPDX-License-Identifier: Apache-2.0

/// STARTTLS of NNTP (RFC 4642).
struct NNTPPreamble: LinePreamble {
    private enum Stage: Hashable { case greeting, capabilities, list, request }

    private var stage = Stage.greeting
    private var isAdvertised = false

    let opening: [UInt8] = []
    let farewell = Array("QUIT\r\n".utf8)

    var awaited: String {
        switch stage {
        case .greeting: "the greeting"
        case .capabilities: "the reply to CAPABILITIES"
        case .list: "the end of the capabilities"
        case .request: "the reply to STARTTLS"
        }
    }

    mutating func take(_ line: ReplyLine) -> PreambleStep {
        if stage == .list { return listed(line) }
        guard let code = line.code?.number else {
            return .end(ForeignProtocol.failure(expecting: "NNTP", found: line.bytes))
        }
        let reply = PreambleReply(String(code), line.bytes)
        switch (stage, code) {
        case (_, 400), (_, 403), (.greeting, 401...499): return .end(.postponed(reply))
        case (.greeting, 200), (.greeting, 201):
            stage = .capabilities
            return .send("CAPABILITIES")
        case (.capabilities, 101):
            stage = .list
            return .go
        case (.capabilities, 500...599):
            // Servers older than RFC 3977 have no such command.
            stage = .request
            return .send("STARTTLS")
        case (.request, 382): return .end(.accepted)
        case (.request, 480...599):
            return .end(isAdvertised || code == 580 ? .refused(reply) : .absent(reply))
        default: return .end(.failed("\(awaited) is \(reply.text)"))
        }
    }

    private mutating func listed(_ line: ReplyLine) -> PreambleStep {
        if line.words.first == "STARTTLS" { isAdvertised = true }
        guard line.text == "." else { return .go }
        guard isAdvertised else { return .end(.absent(PreambleReply(""))) }
        stage = .request
        return .send("STARTTLS")
    }
}
