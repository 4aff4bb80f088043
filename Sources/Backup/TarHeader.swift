// SPDX-License-Identifier: Apache-2.0

/// What stands before each file of an archive: ustar (POSIX.1-2017, pax §Ustar Interchange Format), with GNU's entry for a
/// name of more than 100 bytes and GNU's number for 8 GiB and more.
///
/// Equal headers have equal bytes, so an archive that is read need not be understood: it is compared with what would have
/// been written.
package struct TarHeader: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file
        /// A symbolic link.
        case link(target: String)
    }

    package static let blockLength = 512
    /// Two empty blocks end an archive.
    package static let end = [UInt8](repeating: 0, count: 2 * blockLength)
    private static let longestName = 100

    package let path: String
    /// Bytes that follow, without those that fill the last block.
    package let length: Int
    /// Permission bits.
    package let mode: Int
    /// Seconds since 1970, from 0 to 8¹¹ - 1.
    package let modified: Int
    package let kind: Kind

    /// - Parameters:
    ///   - length: not negative; 0 for a link.
    ///   - modified: what is out of range is brought into it.
    package init(_ path: String, length: Int, mode: Int = 0o600, modified: Int, kind: Kind = .file) {
        self.path = path
        self.length = max(0, length)
        self.mode = mode & 0o777
        self.modified = min(max(0, modified), Self.greatestOctal)
        self.kind = kind
    }

    /// Reads the one block before a plain file of this name; nil where it is not what would have been written.
    package init?(_ path: String, reading block: [UInt8]) {
        guard block.count == Self.blockLength, let length = Self.octal(block[124..<135]),
            let modified = Self.octal(block[136..<147])
        else { return nil }
        self.init(path, length: length, modified: modified)
        guard bytes == block else { return nil }
    }

    /// Of the zeros that fill the last block of a file.
    package static func padding(after length: Int) -> Int {
        (blockLength - length % blockLength) % blockLength
    }

    /// A whole number of blocks.
    package var bytes: [UInt8] {
        let name = Array(path.utf8)
        guard name.count > Self.longestName else { return block(name, length: length, type: type) }
        let long = name + [0]
        let fill = [UInt8](repeating: 0, count: Self.padding(after: long.count))
        let before = block(Array("././@LongLink".utf8), length: long.count, type: UInt8(ascii: "L"))
        return before + long + fill + block(Array(name.prefix(Self.longestName)), length: length, type: type)
    }

    private var type: UInt8 {
        switch kind {
        case .file: UInt8(ascii: "0")
        case .link: UInt8(ascii: "2")
        }
    }

    private func block(_ name: [UInt8], length: Int, type: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockLength)
        func put(_ bytes: [UInt8], at offset: Int) {
            block.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        put(name, at: 0)
        put(Self.digits(mode, 7), at: 100)
        // Whoever unpacks an archive owns what comes out.
        put(Self.digits(0, 7), at: 108)
        put(Self.digits(0, 7), at: 116)
        put(Self.number(length), at: 124)
        put(Self.digits(modified, 11), at: 136)
        put([UInt8](repeating: 0x20, count: 8), at: 148)
        block[156] = type
        if case .link(let target) = kind, type == self.type {
            put(Array(target.utf8.prefix(Self.longestName)), at: 157)
        }
        put(Array("ustar\0".utf8) + Array("00".utf8), at: 257)
        put(Self.digits(block.reduce(0) { $0 + Int($1) }, 6) + [0, 0x20], at: 148)
        return block
    }

    private static let greatestOctal = (1 << 33) - 1

    /// Eleven octal digits, or the number in base 256 after a set bit.
    private static func number(_ value: Int) -> [UInt8] {
        guard value > greatestOctal else { return digits(value, 11) + [0] }
        let whole = UInt64(value)
        return [0x80, 0, 0, 0]
            + (0..<8).reversed().map { UInt8(truncatingIfNeeded: whole >> (8 * UInt64($0))) }
    }

    private static func digits(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(ascii: "0") + UInt8((value >> (3 * $0)) & 7) }
    }

    private static func octal(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.count <= 11, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
    }
}
