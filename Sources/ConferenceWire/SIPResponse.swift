// SPDX-License-Identifier: Apache-2.0

/// The head of a final response of SIP (RFC 3261 §7.2).
package struct SIPResponse: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        /// In lower case, compact forms written out.
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// 100…699.
    package let status: Int
    package let fields: [Field]

    /// Bytes of a head that is still read.
    package static let longestHead = 16_384
    private static let mostFields = 100
    private static let longestValue = 512

    /// The compact forms that matter here (RFC 3261 §7.3.3).
    private static let compactForms = ["k": "supported", "l": "content-length", "v": "via", "m": "contact"]

    package init(status: Int, fields: [Field]) {
        self.status = status
        self.fields = fields
    }

    /// Reads a head up to its empty line, which may be missing; nil where the first line is no status line.
    package init?(_ head: some Collection<UInt8>) {
        var lines = Array(head.prefix(Self.longestHead)).split(
            separator: 0x0A,
            omittingEmptySubsequences: false
        ).map { $0.last == 0x0D ? $0.dropLast() : $0 }
        guard !lines.isEmpty, let status = Self.status(lines.removeFirst()) else { return nil }
        var fields: [Field] = []
        for line in lines {
            guard !line.isEmpty, fields.count < Self.mostFields else { break }
            if line.first == 0x20 || line.first == 0x09, let last = fields.popLast() {
                let folded = "\(last.value) \(Self.text(line))"
                fields.append(Field(last.name, String(folded.prefix(Self.longestValue))))
            } else if let colon = line.firstIndex(of: 0x3A) {
                let name = Self.text(line[..<colon]).lowercased()
                fields.append(Field(Self.compactForms[name] ?? name, Self.text(line[(colon + 1)...])))
            }
        }
        self.init(status: status, fields: fields)
    }

    /// The values of a field, by its name in lower case.
    package func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// What the server says that it takes, upper case as sent; from all `Allow` fields.
    package var methods: [String] {
        values(of: "allow").flatMap { $0.split(separator: ",") }.map { $0.filter { $0 != " " } }
            .filter { !$0.isEmpty }
    }

    /// The realms of its challenges (RFC 3261 §20.44).
    package var realms: [String] {
        (values(of: "www-authenticate") + values(of: "proxy-authenticate")).compactMap(Self.realm)
    }

    /// Bytes that follow the head.
    var contentLength: Int {
        values(of: "content-length").first.flatMap { Int($0) }.map { max(0, min($0, Int(UInt16.max))) } ?? 0
    }

    private static func realm(of challenge: String) -> String? {
        let bytes = Array(challenge.utf8)
        let mark = Array("realm=\"".utf8)
        let starts = bytes.indices.dropLast(min(bytes.count, mark.count - 1))
        // Letters of the mark differ from their capitals by one bit.
        guard
            let start = starts.first(where: { start in
                zip(bytes[start...], mark).allSatisfy { $0 == $1 || ($1 >= 0x61 && $0 | 0x20 == $1) }
            })
        else { return nil }
        return String(decoding: bytes[(start + mark.count)...].prefix { $0 != 0x22 }, as: UTF8.self)
    }

    private static func status(_ line: some Collection<UInt8>) -> Int? {
        let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0].elementsEqual("SIP/2.0".utf8), words[1].count == 3,
            let status = Int(String(decoding: words[1], as: UTF8.self)), (100...699).contains(status)
        else { return nil }
        return status
    }

    private static func text(_ bytes: some Collection<UInt8>) -> String {
        let text = PlainText.of(bytes.map { $0 == 0x09 ? 0x20 : $0 }, atMost: longestValue)
        let start = text.drop { $0 == " " }
        return String(start.prefix(start.count - start.reversed().prefix { $0 == " " }.count))
    }
}

/// Takes bytes until a final response is there; provisional ones (RFC 3261 §7.2) are passed over.
package struct SIPResponseReader: Sendable {
    package enum Reading: Hashable, Sendable {
        case pending
        case response(SIPResponse)
        /// No SIP, or no head within bounds.
        case foreign
    }

    package private(set) var reading = Reading.pending
    private var input: [UInt8] = []
    /// Of the body of a provisional response.
    private var skipped = 0
    private var provisional = 0
    private static let mostProvisional = 8

    package init() {}

    /// The first bytes that came, as far as they are kept.
    package var beginning: [UInt8] { Array(input.prefix(64)) }

    package mutating func receive(_ bytes: some Collection<UInt8>) -> Reading {
        guard reading == .pending else { return reading }
        input += bytes
        while reading == .pending, advance() {}
        return reading
    }

    /// Whether something was taken.
    private mutating func advance() -> Bool {
        if skipped > 0 {
            let count = min(skipped, input.count)
            input.removeFirst(count)
            skipped -= count
            guard skipped == 0 else { return false }
        }
        // Empty lines before a message keep connections alive (RFC 5626 §4.4.1).
        let ends = input.prefix { $0 == 0x0D || $0 == 0x0A }.count
        input.removeFirst(ends)
        let mark = Array("SIP/2.0 ".utf8)
        guard input.prefix(mark.count).elementsEqual(mark.prefix(input.count)) else {
            reading = .foreign
            return false
        }
        guard let end = Self.headEnd(in: input), end <= SIPResponse.longestHead else {
            if input.count > SIPResponse.longestHead { reading = .foreign }
            return false
        }
        guard let response = SIPResponse(input[..<end]) else {
            reading = .foreign
            return false
        }
        guard response.status < 200 else {
            reading = .response(response)
            return true
        }
        provisional += 1
        guard provisional <= Self.mostProvisional else {
            reading = .foreign
            return false
        }
        input.removeFirst(end)
        skipped = response.contentLength
        return !input.isEmpty
    }

    /// Behind the empty line.
    private static func headEnd(in bytes: [UInt8]) -> Int? {
        var last: UInt8 = 0
        for (index, byte) in bytes.enumerated() where byte != 0x0D {
            if byte == 0x0A, last == 0x0A { return index + 1 }
            last = byte
        }
        return nil
    }
}
