// SPDX-License-Identifier: Apache-2.0

/// A preamble whose unit is the line.
protocol LinePreamble: Preamble {
    /// Lines may go on after a literal, `{5}` or `{5+}` at their end (RFC 9051 §4.3, RFC 5804 §4).
    static var hasLiterals: Bool { get }

    /// One line without its line end.
    mutating func take(_ line: ReplyLine) -> PreambleStep
}

extension LinePreamble {
    static var hasLiterals: Bool { false }

    mutating func read(_ input: inout PreambleInput) -> PreambleStep? {
        guard Self.hasLiterals else {
            return input.take(through: 0x0A).map { take(ReplyLine($0)) }
        }
        // Taken only when whole, so that a line cut inside a literal is read anew.
        var ahead = input
        var whole: [UInt8] = []
        while let part = ahead.take(through: 0x0A) {
            let line = ReplyLine(part)
            whole += line.bytes
            guard let length = line.literalLength else {
                input = ahead
                return take(ReplyLine(whole[...]))
            }
            guard ahead.count >= length else { return nil }
            whole += ahead.take(length)
        }
        // No byte was taken, and where no line end is need not be searched again.
        if whole.isEmpty { input = ahead }
        return nil
    }
}

/// A line of the peer.
package struct ReplyLine: Hashable, Sendable {
    /// Without CR and LF at its end.
    package let bytes: ArraySlice<UInt8>

    package init(_ bytes: ArraySlice<UInt8>) {
        var line = bytes
        if line.last == 0x0A { line.removeLast() }
        if line.last == 0x0D { line.removeLast() }
        self.bytes = line
    }

    /// What stands between spaces, in upper case.
    package var words: [String] { text.uppercased().split(separator: " ").map(String.init) }

    /// With every byte beyond printable ASCII spelled out.
    package var text: String { PrintableText.of(bytes, atMost: bytes.count) }

    func begins(with start: String) -> Bool {
        bytes.prefix(start.utf8.count).elementsEqual(start.utf8) { Self.lower($0) == Self.lower($1) }
    }

    /// Three digits and what follows them; nil where the line has no such code.
    var code: (number: Int, isLast: Bool)? {
        let digits = bytes.prefix(3)
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        switch bytes.dropFirst(3).first {
        case nil, 0x20: return (number, true)
        case 0x2D: return (number, false)
        default: return nil
        }
    }

    /// How many bytes of a literal follow the line; nil where it announces none, or one beyond all reason.
    var literalLength: Int? {
        guard bytes.last == 0x7D, let open = bytes.lastIndex(of: 0x7B) else { return nil }
        var digits = bytes[(open + 1)...].dropLast()
        if digits.last == 0x2B { digits.removeLast() }
        guard (1...6).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        let length = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return length <= PreambleSession.longestDialogue ? length : nil
    }

    private static func lower(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

/// A reply of three digits over one or more lines (RFC 5321 §4.2, RFC 959 §4.2).
package struct NumericReply: Hashable, Sendable {
    package let code: Int
    /// With the code at the start of each; one at least.
    package let lines: [ReplyLine]

    var reply: PreambleReply { PreambleReply(String(code), lines.last?.bytes ?? []) }

    /// The service does not serve at the moment.
    var isTemporary: Bool { (400...499).contains(code) }
}

/// Puts the lines of a numeric reply together.
package struct NumericReplyReader: Hashable, Sendable {
    private var code: Int?
    private var lines: [ReplyLine] = []
    /// Whether lines without a code may stand inside a reply, as FTP has them.
    package let takesBareLines: Bool

    package init(takesBareLines: Bool = false) { self.takesBareLines = takesBareLines }

    /// A whole reply, nil where more lines follow; throws where the line is none of a reply.
    package mutating func take(_ line: ReplyLine) throws(UnreadableLine) -> NumericReply? {
        let head = line.code
        if code != nil, takesBareLines, head?.number != code || head?.isLast == false {
            lines.append(line)
            return nil
        }
        guard let head, code == nil || head.number == code else { throw UnreadableLine() }
        code = head.number
        lines.append(line)
        guard head.isLast else { return nil }
        defer { self = NumericReplyReader(takesBareLines: takesBareLines) }
        return NumericReply(code: head.number, lines: lines)
    }
}

/// A line that is none of a reply.
package struct UnreadableLine: Error, Hashable {}
