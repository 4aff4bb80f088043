// SPDX-License-Identifier: Apache-2.0

/// SSLRequest of PostgreSQL's protocol (PostgreSQL, Frontend/Backend Protocol, §55.2.11), answered by one byte.
struct PostgreSQLPreamble: Preamble {
    /// Length 8, request code 80877103.
    let opening: [UInt8] = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F]
    let awaited = "the reply to SSLRequest"
    let farewell: [UInt8] = []

    mutating func read(_ input: inout PreambleInput) -> PreambleStep? {
        switch input.unread.first {
        case nil: return nil
        case UInt8(ascii: "S"):
            _ = input.take(1)
            return .end(.accepted)
        case UInt8(ascii: "N"):
            _ = input.take(1)
            return .end(.absent(PreambleReply("N")))
        case UInt8(ascii: "E"): return error(&input)
        default:
            return .end(ForeignProtocol.failure(expecting: "PostgreSQL", found: input.unread.prefix(80)))
        }
    }

    /// An ErrorResponse: too many clients, starting up, shutting down.
    private func error(_ input: inout PreambleInput) -> PreambleStep? {
        guard input.count >= 5 else { return nil }
        let length = input.unread.dropFirst().prefix(4).reduce(0) { $0 << 8 | Int($1) }
        // Servers before version 3 of the protocol send plain text up to a zero byte.
        guard (5...PreambleSession.longestDialogue).contains(length) else {
            guard let text = input.take(through: 0) else { return nil }
            return .end(.postponed(PreambleReply("E", text.dropFirst().dropLast())))
        }
        guard input.count > length else { return nil }
        let fields = input.take(length + 1).dropFirst(5).split(separator: 0)
        let code = fields.first { $0.first == UInt8(ascii: "C") }.map { $0.dropFirst() } ?? []
        let text = fields.first { $0.first == UInt8(ascii: "M") }.map { $0.dropFirst() } ?? []
        return .end(.postponed(PreambleReply(PrintableText.of(code, atMost: 5), text)))
    }
}
