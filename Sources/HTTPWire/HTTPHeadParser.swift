// SPDX-License-Identifier: Apache-2.0

/// Gathers the lines of one head.
struct HTTPHeadParser: Sendable {
    private var version = ""
    private var status = 0
    private var reason: [UInt8] = []
    private var fields: [HTTPField] = []
    private var irregularities: Set<HTTPIrregularity> = []
    /// Whether a status line was read.
    private(set) var isHTTP = false

    /// False where the line is none.
    mutating func takeStatusLine(_ line: [UInt8]) -> Bool {
        let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
        guard let first = words.first, first.count > 5 else { return false }
        let digits = words.dropFirst().first ?? []
        guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let status = Int(String(decoding: digits, as: UTF8.self)), status >= 100
        else { return false }
        version = String(decoding: first.dropFirst(5), as: UTF8.self)
        self.status = status
        reason = words.count > 2 ? Array(words[2]) : []
        isHTTP = true
        let isUpperCase = first.starts(with: Array("HTTP/".utf8))
        if !isUpperCase || (version != "1.1" && version != "1.0") { irregularities.insert(.statusLine) }
        return true
    }

    mutating func takeField(_ line: [UInt8], atMost limit: Int) {
        if line[0] == 0x20 || line[0] == 0x09 { return goOn(with: line) }
        guard let colon = line.firstIndex(of: 0x3A) else {
            irregularities.insert(.lineWithoutColon)
            return
        }
        var name = line[..<colon]
        while let last = name.last, last == 0x20 || last == 0x09 {
            irregularities.insert(.spaceBeforeColon)
            name = name.dropLast()
        }
        guard !name.isEmpty, name.allSatisfy(Self.isTokenByte) else {
            irregularities.insert(.invalidName)
            return
        }
        guard fields.count < limit else {
            irregularities.insert(.tooManyFields)
            return
        }
        let value = Self.trimmed(line[(colon + 1)...])
        note(value)
        fields.append(HTTPField(name: String(decoding: name, as: UTF8.self).lowercased(), value: value))
    }

    private mutating func goOn(with line: [UInt8]) {
        irregularities.insert(.foldedLine)
        guard let last = fields.popLast() else { return }
        let more = Self.trimmed(line[...])
        note(more)
        fields.append(HTTPField(name: last.name, value: last.value + [0x20] + more))
    }

    private mutating func note(_ value: [UInt8]) {
        if value.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
            irregularities.insert(.controlInValue)
        }
        if String(validating: value, as: UTF8.self) == nil { irregularities.insert(.notUTF8) }
    }

    /// Nil where there was no status line; the parser is ready for the next head.
    mutating func finish() -> (head: HTTPHead?, irregularities: Set<HTTPIrregularity>) {
        defer { self = HTTPHeadParser() }
        guard isHTTP else { return (nil, irregularities) }
        let head = HTTPHead(version: version, status: status, reason: reason, fields: fields)
        return (head, irregularities)
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        return Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    /// `tchar` of RFC 9110 §5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: Self.marks.contains(byte)
        }
    }

    private static let marks = Set("!#$%&'*+-.^_`|~".utf8)
}
