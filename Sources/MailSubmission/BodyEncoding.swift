// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// How the bytes of a text travel (RFC 2045 §6).
enum BodyEncoding: String, Sendable {
    case sevenBit = "7bit"
    case eightBit = "8bit"
    case quotedPrintable = "quoted-printable"

    /// What a line may have without its end (RFC 5322 §2.1.1).
    static let longestLine = 998

    /// - Parameter takesEightBit: whether the server offers 8BITMIME (RFC 6152).
    init(of text: String, takesEightBit: Bool) {
        let lines = Self.lines(of: text)
        let fits = lines.allSatisfy { $0.utf8.count <= Self.longestLine } && !text.utf8.contains(0)
        guard fits else {
            self = .quotedPrintable
            return
        }
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        self = isASCII ? .sevenBit : takesEightBit ? .eightBit : .quotedPrintable
    }

    /// Text with lines that end in CR and LF.
    func encode(_ text: String) -> [UInt8] {
        let lines = Self.lines(of: text)
        switch self {
        case .sevenBit, .eightBit: return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
        case .quotedPrintable:
            return lines.flatMap { Self.quoted($0) + Array("\r\n".utf8) }
        }
    }

    /// Lines of 76 characters (RFC 2045 §6.8).
    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return [] }
        let options: Data.Base64EncodingOptions = [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ]
        return Array(Data(bytes).base64EncodedData(options: options)) + Array("\r\n".utf8)
    }

    /// However the lines ended; a line end at the end begins no other line.
    private static func lines(of text: String) -> [String] {
        let unified = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(
            of: "\r",
            with: "\n"
        )
        var lines = unified.components(separatedBy: "\n")
        if lines.count > 1, lines.last == "" { lines.removeLast() }
        return lines
    }

    /// One line in quoted-printable (RFC 2045 §6.7), with soft breaks after at most 76 characters.
    private static func quoted(_ line: String) -> [UInt8] {
        let bytes = Array(line.utf8)
        var output: [UInt8] = []
        var width = 0
        for (position, byte) in bytes.enumerated() {
            let isLast = position == bytes.count - 1
            let isBlank = byte == 0x20 || byte == 0x09
            let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=") || isBlank && !isLast
            let unit = isPlain ? [byte] : Array("=".utf8) + hex(byte)
            if width + unit.count > 75 {
                output += Array("=\r\n".utf8)
                width = 0
            }
            output += unit
            width += unit.count
        }
        return output
    }

    private static func hex(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
