// SPDX-License-Identifier: Apache-2.0

/// StartTLS of LDAP (RFC 4511 §4.14).
struct LDAPPreamble: Preamble {
    /// An extended request with the operation's object identifier, message 1.
    let opening: [UInt8] =
        [0x30, 0x1D, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16] + Array("1.3.6.1.4.1.1466.20037".utf8)
    let awaited = "the reply to StartTLS"
    /// An unbind request, message 2.
    let farewell: [UInt8] = [0x30, 0x05, 0x02, 0x01, 0x02, 0x42, 0x00]

    mutating func read(_ input: inout PreambleInput) -> PreambleStep? {
        guard let first = input.unread.first else { return nil }
        guard first == 0x30 else {
            return .end(ForeignProtocol.failure(expecting: "LDAP", found: input.unread.prefix(80)))
        }
        var whole = BERReader(input.unread)
        switch whole.next() {
        case .more: return nil
        case .unreadable: return .end(.failed("a reply that is no LDAP message"))
        case .element(let message):
            _ = input.take(message.total)
            return .end(Self.end(of: message.content))
        }
    }

    private static func end(of message: ArraySlice<UInt8>) -> PreambleEnd {
        var fields = BERReader(message)
        guard case .element(let number) = fields.next(), number.tag == 0x02,
            case .element(let operation) = fields.next(), operation.tag == 0x78
        else { return .failed("a reply that is no extended response") }
        var response = BERReader(operation.content)
        guard case .element(let result) = response.next(), result.tag == 0x0A, result.content.count == 1,
            let code = result.content.first
        else { return .failed("an extended response without a result code") }
        var text: ArraySlice<UInt8> = []
        if case .element = response.next(), case .element(let message) = response.next() {
            text = message.content
        }
        let reply = PreambleReply(String(code), text)
        // Message 0 is a notice of disconnection (RFC 4511 §4.4.1).
        guard number.content.elementsEqual([1]) else { return .postponed(reply) }
        switch code {
        case 0: return .accepted
        // A server without TLS says protocolError (RFC 4511 §4.14.2).
        case 2: return .absent(reply)
        case 51: return .postponed(reply)
        default: return .refused(reply)
        }
    }
}

/// Elements of BER with definite lengths, one after another.
struct BERReader {
    struct Element: Hashable {
        let tag: UInt8
        let content: ArraySlice<UInt8>
        /// With tag and length, bytes.
        let total: Int
    }

    enum Reading: Hashable {
        case element(Element)
        case more
        case unreadable
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func next() -> Reading {
        guard rest.count >= 2, let tag = rest.first else { return .more }
        let body = rest.dropFirst(2)
        let short = rest[rest.startIndex + 1]
        var length = Int(short)
        var header = 2
        if short >= 0x80 {
            let count = Int(short & 0x7F)
            guard (1...4).contains(count) else { return .unreadable }
            guard body.count >= count else { return .more }
            length = body.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            header += count
        }
        guard length <= PreambleSession.longestDialogue else { return .unreadable }
        guard rest.count >= header + length else { return .more }
        let content = rest.dropFirst(header).prefix(length)
        rest = rest.dropFirst(header + length)
        return .element(Element(tag: tag, content: content, total: header + length))
    }
}
