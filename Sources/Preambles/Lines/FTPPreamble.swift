// SPDX-License-Identifier: Apache-2.0

/// AUTH TLS of FTP (RFC 4217); the list of features (RFC 2389) is optional, so TLS is asked for without it too.
struct FTPPreamble: LinePreamble {
    private enum Stage: Hashable { case greeting, features, request }

    private var stage = Stage.greeting
    private var isAdvertised = false
    private var replies = NumericReplyReader(takesBareLines: true)

    let opening: [UInt8] = []
    let farewell = Array("QUIT\r\n".utf8)

    var awaited: String {
        switch stage {
        case .greeting: "the greeting"
        case .features: "the reply to FEAT"
        case .request: "the reply to AUTH TLS"
        }
    }

    mutating func take(_ line: ReplyLine) -> PreambleStep {
        do {
            guard let reply = try replies.take(line) else { return .go }
            return take(reply)
        } catch {
            return .end(ForeignProtocol.failure(expecting: "FTP", found: line.bytes))
        }
    }

    private mutating func take(_ reply: NumericReply) -> PreambleStep {
        if reply.isTemporary { return .end(.postponed(reply.reply)) }
        switch (stage, reply.code) {
        case (.greeting, 120): return .go  // Ready in some minutes, says so when it is.
        case (.greeting, 220):
            stage = .features
            return .send("FEAT")
        case (.greeting, _): return .end(.failed("the greeting is \(reply.reply.text)"))
        case (.features, 211), (.features, 500...599):
            isAdvertised = reply.code == 211 && reply.lines.contains(where: Self.namesTLS)
            stage = .request
            return .send("AUTH TLS")
        case (.features, _): return .end(.failed("the reply to FEAT is \(reply.reply.text)"))
        case (.request, 234): return .end(.accepted)
        case (.request, 500...599):
            return .end(isAdvertised ? .refused(reply.reply) : .absent(reply.reply))
        case (.request, _): return .end(.failed("the reply to AUTH TLS is \(reply.reply.text)"))
        }
    }

    /// ` AUTH TLS`, ` AUTH SSL;TLS`, ` AUTH TLS-C;TLS-P;`.
    private static func namesTLS(_ line: ReplyLine) -> Bool {
        let words = line.words.flatMap { $0.split(separator: ";") }
        guard let position = words.firstIndex(where: { $0 == "AUTH" || $0.hasSuffix("-AUTH") }) else {
            return false
        }
        return words[(position + 1)...].contains { $0 == "TLS" || $0 == "TLS-C" }
    }
}
