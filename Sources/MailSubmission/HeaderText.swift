// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// The value of an unstructured header field (RFC 5322 §2.2.1): what is not plain ASCII becomes encoded words (RFC 2047), and
/// long ones are folded.
///
/// Whatever the text holds, no line of it begins another field: controls and line ends are spaces before anything else.
enum HeaderText {
    /// An encoded word has at most 75 characters (RFC 2047 §2), of which `=?UTF-8?B?` and `?=` are 12: 45 bytes in base64.
    private static let wordBytes = 45
    private static let lineBytes = 76

    /// A whole field with its line end.
    static func field(_ name: String, _ text: String) -> String {
        let words = isPlain(text) ? plain(text) : encoded(text)
        var lines: [String] = []
        var line = "\(name):"
        for word in words {
            if line.utf8.count + 1 + word.utf8.count > lineBytes, line.contains(" ") {
                lines.append(line)
                line = ""
            }
            line += " " + word
        }
        return (lines + [line]).joined(separator: "\r\n") + "\r\n"
    }

    /// Whether the text goes as it is: printable ASCII, nothing that looks like an encoded word, no word too long to fold.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
            && text.split(separator: " ").allSatisfy { $0.utf8.count <= 60 }
    }

    private static func plain(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    /// Cut between characters, so that each word is whole by itself (RFC 2047 §5).
    private static func encoded(_ text: String) -> [String] {
        var words: [String] = []
        var part: [UInt8] = []
        func end() {
            guard !part.isEmpty else { return }
            words.append("=?UTF-8?B?\(Data(part).base64EncodedString())?=")
            part = []
        }
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar.isLineBreaking ? " " : scalar).utf8)
            if part.count + bytes.count > wordBytes { end() }
            part += bytes
        }
        end()
        return words
    }
}

extension Unicode.Scalar {
    /// Whether it moves to another line, or does anything else but be read.
    fileprivate var isLineBreaking: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
