// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A message of text, perhaps with files (RFC 5322, RFC 2045, RFC 2046): the same value gives the same bytes.
package struct MailMessage: Hashable, Sendable {
    /// A file that goes along.
    package struct Attachment: Hashable, Sendable {
        /// Letters, digits, dots, hyphens and underscores; any other character is sent as an underscore.
        package let name: String
        /// Such as `text/html; charset=utf-8`: our own words, not anybody's from outside.
        package let mediaType: String
        package let bytes: [UInt8]

        package init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    package let from: MailAddress
    package let to: [MailAddress]
    package let subject: String
    package let date: Date
    /// What stands before the `@` of the Message-ID: the same for each try of one delivery, so that doubles are recognised.
    package let id: String
    package let text: String
    package let attachments: [Attachment]

    /// - Parameter id: characters that no dot-string may have are sent as hyphens.
    package init(
        from: MailAddress,
        to: [MailAddress],
        subject: String,
        date: Date,
        id: String,
        text: String,
        attachments: [Attachment] = []
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.date = date
        self.id = id
        self.text = text
        self.attachments = attachments
    }

    /// Header, empty line and body; every line ends in CR and LF and has at most 998 bytes before them.
    ///
    /// - Parameter takesEightBit: whether the server offers 8BITMIME (RFC 6152); without it all bytes are ASCII.
    package func bytes(takesEightBit: Bool) -> [UInt8] {
        let encoding = BodyEncoding(of: text, takesEightBit: takesEightBit)
        let body = encoding.encode(text)
        let textHeader =
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: \(encoding.rawValue)\r\n\r\n"
        guard !attachments.isEmpty else { return Array((header + textHeader).utf8) + body }
        let boundary = boundary
        var bytes = Array((header + "Content-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n").utf8)
        // The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1).
        bytes += Array("--\(boundary)\r\n\(textHeader)".utf8) + body + Array("\r\n".utf8)
        for attachment in attachments {
            bytes += Array("--\(boundary)\r\n\(Self.header(of: attachment))".utf8)
            bytes += BodyEncoding.base64(attachment.bytes)
        }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }

    /// Whether any byte is beyond ASCII where the server takes such.
    package var isEightBit: Bool { BodyEncoding(of: text, takesEightBit: true) == .eightBit }

    /// With its angle brackets (RFC 5322 §3.6.4).
    package var messageID: String { "<\(Self.atom(id))@\(from.domain)>" }

    private var header: String {
        var lines = "Date: \(Self.dateText(date))\r\nFrom: \(from)\r\n"
        lines += "To: " + to.map(\.description).joined(separator: ",\r\n ") + "\r\n"
        lines += "Message-ID: \(messageID)\r\n"
        lines += HeaderText.field("Subject", subject)
        // Nobody's holiday notice is to answer (RFC 3834 §5).
        return lines + "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
    }

    /// `=_` stands in neither base64 nor quoted-printable (RFC 2045 §6.7), and no line of text begins like this.
    private var boundary: String {
        var boundary = "=_\(Self.atom(id).prefix(40))"
        while text.contains("--\(boundary)") { boundary += "_" }
        return boundary
    }

    private static func header(of attachment: Attachment) -> String {
        let name = String(attachment.name.map { isFileCharacter($0) ? $0 : "_" })
        return "Content-Type: \(attachment.mediaType)\r\nContent-Transfer-Encoding: base64\r\n"
            + "Content-Disposition: attachment; filename=\"\(name)\"\r\n\r\n"
    }

    private static func isFileCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }

    /// A dot-string of letters, digits, hyphens and dots.
    private static func atom(_ id: String) -> String {
        let kept = id.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || (0x30...0x39).contains(scalar.value))
                ? Character(scalar) : scalar == "." ? "." : "-"
        }
        let atoms = String(kept).split(separator: ".").joined(separator: ".")
        return atoms.isEmpty ? "-" : String(atoms.prefix(200))
    }

    /// RFC 5322 §3.3, in UTC.
    static func dateText(_ date: Date) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.weekday, .day, .month, .year, .hour, .minute, .second],
            from: date
        )
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func padded(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        let day = days[max(1, min(parts.weekday ?? 1, 7)) - 1]
        let month = months[max(1, min(parts.month ?? 1, 12)) - 1]
        let time = [parts.hour, parts.minute, parts.second].map(padded).joined(separator: ":")
        return "\(day), \(parts.day ?? 1) \(month) \(parts.year ?? 1970) \(time) +0000"
    }
}
