// SPDX-License-Identifier: Apache-2.0

/// Makes bytes of a document fit for the parser.
enum HTMLBytes {
    /// UTF-8 without NUL, at which the parser would stop.
    ///
    /// In a charset that is not known here, markup is ASCII all the same, and the rest is nobody's concern.
    static func text(_ bytes: ArraySlice<UInt8>, charset: String?) -> [UInt8] {
        let decoded: String
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            let isBig = bytes.first == 0xFE
            let units = stride(from: bytes.startIndex + 2, to: bytes.endIndex - 1, by: 2).map { place in
                let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
                return isBig ? first << 8 | second : second << 8 | first
            }
            decoded = String(decoding: units, as: UTF16.self)
        } else if let charset,
            ["iso-8859-1", "latin1", "windows-1252", "us-ascii"].contains(charset.lowercased())
        {
            decoded = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        } else {
            decoded = String(decoding: bytes, as: UTF8.self)
        }
        return decoded.utf8.filter { $0 != 0 }
    }

    /// Leaves out all but the first attributes of a tag, which the parser would compare with each other.
    static func thinned(_ bytes: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var isTag = false
        var quote: UInt8?
        var attributes = 0
        var last: UInt8 = 0
        for byte in bytes {
            if !isTag {
                isTag = last == 0x3C && (0x61...0x7A).contains(byte | 0x20)
                attributes = 0
                quote = nil
            } else if let open = quote {
                if byte == open { quote = nil }
            } else if byte == 0x3E {
                isTag = false
            } else if byte == 0x22 || byte == 0x27, last == 0x3D || isSpace(last) {
                quote = byte
            } else if !isSpace(byte), isSpace(last) || last == 0x2F || last == 0x22 || last == 0x27 {
                attributes += 1
            }
            last = byte
            if attributes <= mostAttributes || !isTag { kept.append(byte) }
        }
        return kept
    }

    static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let mostAttributes = 256

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
