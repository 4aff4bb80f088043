// SPDX-License-Identifier: Apache-2.0

/// Negotiation of TLS in the connection request of RDP ([MS-RDPBCGR] §2.2.1.1, §2.2.1.2).
struct RDPPreamble: Preamble {
    /// TPKT, an X.224 connection request, and RDP_NEG_REQ for TLS and CredSSP, which begins with TLS.
    let opening: [UInt8] = [3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0]
    let awaited = "the connection confirm"
    let farewell: [UInt8] = []

    mutating func read(_ input: inout PreambleInput) -> PreambleStep? {
        guard let first = input.unread.first else { return nil }
        guard first == 3, input.count < 2 || input.unread.dropFirst().first == 0 else {
            return .end(ForeignProtocol.failure(expecting: "RDP", found: input.unread.prefix(80)))
        }
        guard input.count >= 4 else { return nil }
        let length = input.unread.dropFirst(2).prefix(2).reduce(0) { $0 << 8 | Int($1) }
        guard length >= 7 else { return .end(.failed("a TPKT of \(length) bytes")) }
        guard input.count >= length else { return nil }
        return .end(Self.end(of: Array(input.take(length).dropFirst(4))))
    }

    /// `message`: X.224 from its length byte on; the negotiation follows its seven bytes.
    private static func end(of message: [UInt8]) -> PreambleEnd {
        guard message.count >= 2, message[1] & 0xF0 == 0xD0 else { return .failed("no connection confirm") }
        let negotiation = message.dropFirst(7)
        // Servers that know standard RDP security alone confirm without a word of it.
        guard negotiation.count >= 8, let type = negotiation.first else { return .absent(PreambleReply("")) }
        let value = negotiation.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
        switch (type, value) {
        case (2, 1), (2, 2), (2, 8): return .accepted
        case (2, 0): return .absent(PreambleReply("PROTOCOL_RDP"))
        case (2, _): return .failed("the selected protocol is \(value)")
        // The server's configuration allows standard security alone.
        case (3, 2): return .absent(PreambleReply("SSL_NOT_ALLOWED_BY_SERVER"))
        case (3, _): return .refused(PreambleReply(failures[value] ?? String(value)))
        default: return .failed("a negotiation of type \(type)")
        }
    }

    /// [MS-RDPBCGR] §2.2.1.2.2.
    private static let failures: [UInt32: String] = [
        1: "SSL_REQUIRED_BY_SERVER", 3: "SSL_CERT_NOT_ON_SERVER", 4: "INCONSISTENT_FLAGS",
        5: "HYBRID_REQUIRED_BY_SERVER", 6: "SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER",
    ]
}
