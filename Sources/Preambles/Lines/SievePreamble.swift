// SPDX-License-Identifier: Apache-2.0

/// STARTTLS of ManageSieve (RFC 5804 §2.2), whose greeting is the list of capabilities.
struct SievePreamble: LinePreamble {
    private enum Stage: Hashable { case greeting, request }

    static let hasLiterals = true

    private var stage = Stage.greeting
    private var isAdvertised = false

    let opening: [UInt8] = []
    let farewell = Array("LOGOUT\r\n".utf8)

    var awaited: String { stage == .greeting ? "the greeting" : "the reply to STARTTLS" }

    mutating func take(_ line: ReplyLine) -> PreambleStep {
        let first = line.words.first ?? ""
        switch (stage, first) {
        case (_, "BYE"): return .end(.postponed(PreambleReply("BYE", line.bytes)))
        case (.greeting, "OK"):
            guard isAdvertised else { return .end(.absent(PreambleReply(""))) }
            stage = .request
            return .send("STARTTLS")
        case (.request, "OK"): return .end(.accepted)
        case (.request, "NO"):
            let reply = PreambleReply("NO", line.bytes)
            return .end(reply.text.uppercased().contains("TRYLATER") ? .postponed(reply) : .refused(reply))
        case (.greeting, _) where line.begins(with: "\"") || line.begins(with: "{"):
            if line.begins(with: "\"STARTTLS\"") || line.begins(with: "{8}STARTTLS")
                || line.begins(with: "{8+}STARTTLS")
            {
                isAdvertised = true
            }
            return .go
        default: return .end(ForeignProtocol.failure(expecting: "ManageSieve", found: line.bytes))
        }
    }
}
