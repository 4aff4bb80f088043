// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import HTTPWire

/// A `security.txt` (RFC 9116).
package struct SecurityTxt: Hashable, Sendable {
    package enum Problem: String, Hashable, Sendable, CaseIterable {
        case notUTF8 = "not-utf-8"
        case byteOrderMark = "byte-order-mark"
        /// A carriage return without a line feed.
        case lineEnding = "line-ending"
        case malformedLine = "malformed-line"
        case noContact = "no-contact"
        case contactNoURI = "contact-no-uri"
        case contactNotHTTPS = "contact-not-https"
        case noExpires = "no-expires"
        case severalExpires = "several-expires"
        case invalidExpires = "invalid-expires"
        case severalLanguages = "several-languages"
        case invalidLanguage = "invalid-language"
        /// A web address in a field other than Contact is not HTTPS (RFC 9116 §2.5).
        case addressNotHTTPS = "address-not-https"
        /// `Canonical` is there and names no address at which the file was found.
        case notCanonical = "not-canonical"
        /// A signature that is not whole, or has something before or after it.
        case brokenSignature = "broken-signature"
    }

    /// Longer files are not read.
    package static let longest = 102_400

    package struct Field: Hashable, Sendable {
        /// In lower case.
        package let name: String
        package let value: String
    }

    package let fields: [Field]
    /// Nil where it is absent, repeated or no date.
    package let expires: Date?
    package let isSigned: Bool
    /// In the order of their declaration.
    package let problems: [Problem]

    /// `addresses`: where the file was asked for and where it was found.
    package init(_ bytes: some Collection<UInt8>, foundAt addresses: [String] = []) {
        var found: Set<Problem> = []
        var bytes = Array(bytes.prefix(Self.longest))
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            found.insert(.byteOrderMark)
            bytes.removeFirst(3)
        }
        if String(validating: bytes, as: UTF8.self) == nil { found.insert(.notUTF8) }
        let text = String(decoding: bytes, as: UTF8.self)
        var lines: [String] = []
        for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let whole = line.last == "\r" ? line.dropLast() : line
            if whole.contains("\r") { found.insert(.lineEnding) }
            lines.append(String(String.UnicodeScalarView(whole)))
        }
        let armour = SignedText(lines)
        if armour.isBroken { found.insert(.brokenSignature) }
        isSigned = armour.isSigned
        var fields: [Field] = []
        for line in armour.lines where !line.hasPrefix("#") && !line.trimmed.isEmpty {
            guard let colon = line.firstIndex(of: ":"), colon != line.startIndex,
                line[..<colon].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else {
                found.insert(.malformedLine)
                continue
            }
            fields.append(
                Field(
                    name: line[..<colon].lowercased(),
                    value: String(line[line.index(after: colon)...].trimmed)
                )
            )
        }
        self.fields = fields
        let reading = FieldReading(fields, addresses: addresses)
        expires = reading.expires
        found.formUnion(reading.problems)
        problems = Problem.allCases.filter { found.contains($0) }
    }

    package func values(of name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }
}

/// The lines within an OpenPGP cleartext signature (RFC 9580 §7).
private struct SignedText {
    private(set) var lines: [String] = []
    private(set) var isSigned = false
    private(set) var isBroken = false

    init(_ all: [String]) {
        guard let start = all.firstIndex(where: { Self.isLine($0, "-----BEGIN PGP SIGNED MESSAGE-----") })
        else {
            lines = all
            isBroken = all.contains { $0.hasPrefix("-----BEGIN PGP") }
            return
        }
        isSigned = true
        let isBlank: (String) -> Bool = { $0.trimmed.isEmpty }
        let body = all[(start + 1)...]
        guard let blank = body.firstIndex(where: isBlank),
            let signature = body[blank...].firstIndex(where: {
                Self.isLine($0, "-----BEGIN PGP SIGNATURE-----")
            }),
            let end = body[signature...].firstIndex(where: { Self.isLine($0, "-----END PGP SIGNATURE-----") })
        else {
            lines = Array(body)
            isBroken = true
            return
        }
        lines = body[(blank + 1)..<signature].map { $0.hasPrefix("- ") ? String($0.dropFirst(2)) : $0 }
        isBroken = !all[..<start].allSatisfy(isBlank) || !body[(end + 1)...].allSatisfy(isBlank)
    }

    /// White space may stand behind it, which nobody sees.
    private static func isLine(_ line: String, _ words: String) -> Bool {
        line.hasPrefix(words)
            && line.utf8.dropFirst(words.utf8.count).allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
    }
}

/// The rules on fields (RFC 9116 §2.5).
private struct FieldReading {
    private(set) var problems: Set<SecurityTxt.Problem> = []
    private(set) var expires: Date?

    init(_ fields: [SecurityTxt.Field], addresses: [String]) {
        let values: (String) -> [String] = { name in fields.filter { $0.name == name }.map(\.value) }
        readContacts(values("contact"))
        readExpires(values("expires"))
        let languages = values("preferred-languages")
        if languages.count > 1 { problems.insert(.severalLanguages) }
        let tags = languages.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        if !tags.allSatisfy({ Self.isTag($0.trimmed) }) { problems.insert(.invalidLanguage) }
        for name in ["canonical", "policy", "acknowledgments", "hiring", "encryption", "csaf"]
        where values(name).contains(where: { $0.lowercased().hasPrefix("http:") }) {
            problems.insert(.addressNotHTTPS)
        }
        let canonical = Set(values("canonical").map { WebURL($0)?.description ?? $0 })
        let known = addresses.map { WebURL($0)?.description ?? $0 }
        if !canonical.isEmpty, !known.isEmpty, canonical.isDisjoint(with: known) {
            problems.insert(.notCanonical)
        }
    }

    private mutating func readContacts(_ contacts: [String]) {
        if contacts.isEmpty { problems.insert(.noContact) }
        for contact in contacts.map({ $0.lowercased() }) {
            if contact.hasPrefix("http:") {
                problems.insert(.contactNotHTTPS)
            } else if contact.prefix(while: { $0 != ":" }).count < 2 || !contact.contains(":")
                || contact.contains(" ")
            {
                problems.insert(.contactNoURI)
            }
        }
    }

    private mutating func readExpires(_ values: [String]) {
        guard let first = values.first else {
            problems.insert(.noExpires)
            return
        }
        guard values.count == 1 else {
            problems.insert(.severalExpires)
            return
        }
        expires = Self.date(first)
        if expires == nil { problems.insert(.invalidExpires) }
    }

    /// RFC 3339, fractions of a second left out.
    private static func date(_ text: String) -> Date? {
        var plain = text.uppercased()
        if let dot = plain.firstIndex(of: ".") {
            let end = plain[plain.index(after: dot)...].firstIndex { !$0.isNumber } ?? plain.endIndex
            plain.removeSubrange(dot..<end)
        }
        return try? Date(plain, strategy: .iso8601)
    }

    private static func isTag(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return !parts.isEmpty
            && parts.allSatisfy { part in
                (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }
}
