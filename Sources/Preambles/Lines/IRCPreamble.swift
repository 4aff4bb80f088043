// SPDX-License-Identifier: Apache-2.0

/// STARTTLS of IRC (IRCv3 `tls`), with the list of capabilities before it.
struct IRCPreamble: LinePreamble {
    private enum Stage: Hashable { case capabilities, request }

    private var stage = Stage.capabilities
    private var isAdvertised = false

    /// The server says its greeting at leisure, and takes commands from the first byte on.
    let opening = Array("CAP LS 302\r\n".utf8)
    let farewell = Array("QUIT\r\n".utf8)

    var awaited: String { stage == .capabilities ? "the reply to CAP" : "the reply to STARTTLS" }

    mutating func take(_ line: ReplyLine) -> PreambleStep {
        var words = line.words
        // Tags and the sender come before the command.
        while let first = words.first, first.hasPrefix("@") || first.hasPrefix(":") { words.removeFirst() }
        guard let command = words.first else { return .go }
        let reply = PreambleReply(command, line.bytes)
        switch (stage, command) {
        case (_, "PING"): return .send(Self.pong(line))
        case (_, "ERROR"): return .end(.postponed(reply))
        case (_, "NOTICE"), (_, "020"): return .go
        case (.capabilities, "CAP"): return listed(words)
        // Neither does a server without CAP know `tls` by that name, nor does it say that it has no STARTTLS.
        case (.capabilities, "421"), (.capabilities, "451"), (.capabilities, "410"): return request()
        case (.request, "670"): return .end(.accepted)
        case (.request, "421"), (.request, "451"):
            return .end(isAdvertised ? .refused(reply) : .absent(reply))
        case (.request, "691"): return .end(.refused(reply))
        default:
            guard line.begins(with: ":") || command.allSatisfy(\.isNumber) && command.count == 3 else {
                return .end(ForeignProtocol.failure(expecting: "IRC", found: line.bytes))
            }
            return .go
        }
    }

    /// `CAP * LS * :a b` goes on, `CAP * LS :a b` is the last line.
    private mutating func listed(_ words: [String]) -> PreambleStep {
        guard words.count >= 3, words[2] == "LS" else { return .go }
        let isLast = words.count < 4 || words[3] != "*"
        let names = words.dropFirst(3).map { $0.drop { $0 == ":" }.prefix { $0 != "=" } }
        if names.contains("TLS") { isAdvertised = true }
        guard isLast else { return .go }
        return isAdvertised ? request() : .end(.absent(PreambleReply("")))
    }

    /// Gives the cookie back as it came.
    private static func pong(_ line: ReplyLine) -> String {
        let words = line.text.split(separator: " ")
        let cookie = words.drop { $0.uppercased() != "PING" }.dropFirst()
        return (["PONG"] + cookie).joined(separator: " ")
    }

    private mutating func request() -> PreambleStep {
        stage = .request
        return .send("STARTTLS")
    }
}
