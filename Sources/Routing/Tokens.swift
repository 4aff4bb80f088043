// SPDX-License-Identifier: Apache-2.0
internal import Model

/// Numbers in decimal digits.
enum DecimalNumber {
    /// Nil unless it is one to ten digits.
    static func value(_ bytes: some Collection<UInt8>) -> UInt64? {
        guard (1...10).contains(bytes.count) else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + UInt64(byte - 0x30)
        }
        return value
    }
}

/// Numbers of networks that announce routes (RFC 6793).
enum AutonomousSystem {
    /// `64496` or `AS64496`, in either case; nil for anything else.
    static func number(_ bytes: [UInt8]) -> UInt32? {
        let isNamed = bytes.count > 2 && bytes[0] | 0x20 == 0x61 && bytes[1] | 0x20 == 0x73
        return DecimalNumber.value(isNamed ? bytes.dropFirst(2) : bytes[...]).flatMap { UInt32(exactly: $0) }
    }
}

extension IPPrefix {
    /// The same as from text; IPv4 without a detour, for there are very many.
    init?(bytes: [UInt8]) {
        guard bytes.count <= 49 else { return nil }
        guard !bytes.contains(0x3A) else {
            self.init(String(decoding: bytes, as: UTF8.self))
            return
        }
        guard let slash = bytes.firstIndex(of: 0x2F), let length = DecimalNumber.value(bytes[(slash + 1)...]),
            length <= 32
        else { return nil }
        var value: UInt32 = 0
        var octets = 0
        for part in bytes[..<slash].split(separator: 0x2E, omittingEmptySubsequences: false) {
            guard part.count <= 3, let octet = DecimalNumber.value(part), octet <= 255 else { return nil }
            octets += 1
            guard octets <= 4 else { return nil }
            value = value << 8 | UInt32(octet)
        }
        guard octets == 4 else { return nil }
        self.init(.v4, UInt128(value) << 96, UInt8(length))
        guard bits == UInt128(value) << 96 else { return nil }
    }
}

/// Cuts bytes into lines; a longer one than 4,096 bytes is a fault.
struct LineReader {
    static let longest = 4_096

    private var line: [UInt8] = []
    private var number = 0
    private(set) var fault: TableFault?

    mutating func receive(_ bytes: some Sequence<UInt8>, _ take: (_ line: [UInt8], _ number: Int) -> Void) {
        guard fault == nil else { return }
        for byte in bytes {
            if byte == 0x0A {
                end(take)
            } else if line.count >= Self.longest {
                fault = TableFault("line \(number + 1) is longer than \(Self.longest) bytes")
                return
            } else {
                line.append(byte)
            }
        }
    }

    /// Gives the line that is under way; empty ones and comments are left out.
    mutating func end(_ take: (_ line: [UInt8], _ number: Int) -> Void) {
        number += 1
        if line.last == 0x0D { line.removeLast() }
        if let first = line.first, first != 0x23 { take(line, number) }
        line.removeAll(keepingCapacity: true)
    }
}

/// One line of comma-separated values (RFC 4180), without line breaks in cells.
enum CSVLine {
    /// White space around cells and the quotes are gone; a quote that is not closed ends with its line.
    static func cells(_ line: [UInt8]) -> [[UInt8]] {
        var cells: [[UInt8]] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            index += 1
            switch byte {
            case 0x22 where isQuoted && index < line.endIndex && line[index] == 0x22:
                cell.append(0x22)
                index += 1
            case 0x22: isQuoted.toggle()
            case 0x2C where !isQuoted:
                cells.append(trimmed(cell))
                cell = []
            default: cell.append(byte)
            }
        }
        cells.append(trimmed(cell))
        return cells
    }

    private static func trimmed(_ cell: [UInt8]) -> [UInt8] {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        guard let first = cell.firstIndex(where: { !isSpace($0) }),
            let last = cell.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return Array(cell[first...last])
    }
}
