// SPDX-License-Identifier: Apache-2.0

/// The bytes in one block of ASCII armor (RFC 9580 §6.2).
///
/// A checksum (CRC-24) behind them is passed over: nobody may refuse a block because of it (§6.1).
struct ASCIIArmor {
    let bytes: [UInt8]

    /// - Parameters:
    ///   - start: of the line that begins the block.
    ///   - end: of the line that ends it.
    init(_ text: TextLines, from start: Int, to end: Int) throws(OpenPGPFault) {
        guard let blank = text.lines[(start + 1)..<end].firstIndex(where: \.isEmpty) else {
            throw OpenPGPFault("no empty line stands before the data", line: start + 2)
        }
        for index in (start + 1)..<blank where !text.lines[index].contains(UInt8(ascii: ":")) {
            throw OpenPGPFault("this is no header of armor", line: index + 1)
        }
        var decoder = Radix64()
        for index in (blank + 1)..<end {
            if text.lines[index].first == UInt8(ascii: "=") {
                guard text.lines[(index + 1)..<end].allSatisfy(\.isEmpty) else {
                    throw OpenPGPFault("something stands behind the checksum", line: index + 2)
                }
                break
            }
            for byte in text.lines[index] where !decoder.take(byte) {
                throw OpenPGPFault("this is no Radix-64", line: index + 1)
            }
        }
        guard let bytes = decoder.finish() else {
            throw OpenPGPFault("the Radix-64 is cut off", line: end + 1)
        }
        self.bytes = bytes
    }
}

/// Decodes Radix-64 (RFC 4648 §4) byte by byte.
private struct Radix64 {
    private var bytes: [UInt8] = []
    private var pending = 0
    private var digits = 0
    private var padding = 0

    /// False where the byte cannot stand here.
    mutating func take(_ byte: UInt8) -> Bool {
        if byte == UInt8(ascii: "=") {
            padding += 1
            return digits >= 2 && digits + padding <= 4
        }
        guard padding == 0, let value = Self.value(of: byte) else { return false }
        pending = pending << 6 | value
        digits += 1
        guard digits == 4 else { return true }
        bytes += [16, 8, 0].map { UInt8(truncatingIfNeeded: pending >> $0) }
        (pending, digits) = (0, 0)
        return true
    }

    /// Nil where digits or padding are missing.
    mutating func finish() -> [UInt8]? {
        switch (digits, padding) {
        case (0, 0): return bytes
        case (2, 2): return bytes + [UInt8(truncatingIfNeeded: pending >> 4)]
        case (3, 1): return bytes + [10, 2].map { UInt8(truncatingIfNeeded: pending >> $0) }
        default: return nil
        }
    }

    private static func value(of byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
