// SPDX-License-Identifier: Apache-2.0

/// Reads JSON portion by portion (RFC 8259) and gives scalars of objects with their keys; it keeps no more than one
/// token, so that a file of any size can be read.
struct FlatJSONReader {
    enum Event {
        /// A member of the outermost object opens a list or an object.
        case list(String)
        /// A scalar without its quotes, its escapes as they stand; `depth`: 1 in the outermost object; `list`: the
        /// outermost member that it lies in, empty in none.
        case value(depth: Int, list: String, key: String, [UInt8])
        /// An object ended.
        case ended(depth: Int, list: String)
    }

    private enum State { case between, string, escape, literal }

    private static let deepest = 16
    private static let longest = 1_024

    private var state = State.between
    /// Whether each open bracket is an object's.
    private var open: [Bool] = []
    private var token: [UInt8] = []
    private var hasToken = false
    private var key: String?
    private var list = ""
    /// Whether the outermost value has ended.
    private(set) var isWhole = false
    private(set) var fault: TableFault?

    mutating func receive(_ bytes: some Sequence<UInt8>, _ take: (Event) -> Void) {
        guard fault == nil else { return }
        for byte in bytes {
            switch state {
            case .string: takeString(byte)
            case .escape:
                append(byte)
                state = .string
            case .literal:
                if Self.isDelimiter(byte) {
                    state = .between
                    takeMark(byte, take)
                } else {
                    append(byte)
                }
            case .between: takeMark(byte, take)
            }
            if fault != nil { return }
        }
    }

    private static func isDelimiter(_ byte: UInt8) -> Bool {
        isSpace(byte) || byte == 0x2C || byte == 0x5D || byte == 0x7D
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private mutating func takeString(_ byte: UInt8) {
        switch byte {
        case 0x22: state = .between
        case 0x5C:
            append(byte)
            state = .escape
        default: append(byte)
        }
    }

    private mutating func append(_ byte: UInt8) {
        guard token.count < Self.longest else { return fail("a value is longer than \(Self.longest) bytes") }
        token.append(byte)
    }

    private mutating func fail(_ words: String) { fault = fault ?? TableFault(words) }

    /// What stands between values.
    private mutating func takeMark(_ byte: UInt8, _ take: (Event) -> Void) {
        guard !Self.isSpace(byte) else { return }
        guard !isWhole else { return fail("something follows its end") }
        switch byte {
        case 0x22, 0x2D, 0x30...0x39, 0x66, 0x6E, 0x74: begin(byte)
        case 0x3A: takeColon()
        case 0x2C: flush(take)
        case 0x7B, 0x5B: openBracket(isObject: byte == 0x7B, take)
        case 0x7D, 0x5D: closeBracket(isObject: byte == 0x7D, take)
        default: fail("it is no JSON")
        }
    }

    private mutating func begin(_ byte: UInt8) {
        guard !hasToken, !open.isEmpty else { return fail("it is no JSON") }
        hasToken = true
        token.removeAll(keepingCapacity: true)
        state = byte == 0x22 ? .string : .literal
        if byte != 0x22 { append(byte) }
    }

    private mutating func takeColon() {
        guard open.last == true, hasToken, key == nil else { return fail("it is no JSON") }
        key = String(decoding: token, as: UTF8.self)
        hasToken = false
    }

    private mutating func flush(_ take: (Event) -> Void) {
        if hasToken, open.last == true {
            guard let key else { return fail("it is no JSON") }
            take(.value(depth: open.count, list: list, key: key, token))
        }
        hasToken = false
        key = nil
    }

    private mutating func openBracket(isObject: Bool, _ take: (Event) -> Void) {
        guard !hasToken, open.isEmpty || open.last == false || key != nil else {
            return fail("it is no JSON")
        }
        guard open.count < Self.deepest else { return fail("it is nested too deep") }
        if open.count == 1 {
            list = key ?? ""
            take(.list(list))
        }
        open.append(isObject)
        key = nil
    }

    private mutating func closeBracket(isObject: Bool, _ take: (Event) -> Void) {
        guard open.last == isObject else { return fail("it is no JSON") }
        flush(take)
        if isObject { take(.ended(depth: open.count, list: list)) }
        open.removeLast()
        isWhole = open.isEmpty
        if open.count == 1 { list = "" }
    }
}
