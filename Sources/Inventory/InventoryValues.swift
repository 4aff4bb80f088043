// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

extension ValueType where Value == CalendarDay {
    static let day = ValueType(
        expects: "a date such as 2026-11-23",
        parseOrNil: { CalendarDay($0) },
        render: \.description
    )
}

extension ValueType where Value == IPAddress {
    static let address = ValueType(
        expects: "an IPv4 or IPv6 address without brackets, port or zone",
        parseOrNil: { IPAddress($0) },
        render: \.description
    )
}

extension ValueType where Value == NamedTrustStore {
    static let namedTrustStore = ValueType(
        expects: "a name of letters, digits, dots, hyphens or underscores, then the path of a PEM file",
        parseOrNil: { NamedTrustStore($0) },
        render: \.description
    )
}

extension ValueType where Value == Band {
    static let band = oneOf(Band.self)
}

extension ValueType where Value == UInt16 {
    static let port = ValueType(
        expects: "a port from 1 to 65535",
        parseOrNil: { Port.parse($0) },
        render: { String($0) }
    )
}

enum Port {
    static func parse(_ text: String) -> UInt16? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(text), port > 0 else {
            return nil
        }
        return port
    }
}

extension ValueType where Value == String {
    /// The name of a section that others refer to and that stands in file names and reports.
    static let identifier = ValueType(
        expects: "at most 253 letters, digits, dots, hyphens, underscores or colons",
        parse: { text throws(ValueProblem) in
            guard !text.contains("*"), !text.contains("?") else {
                throw ValueProblem("wildcards are not allowed; name exactly one")
            }
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
                throw ValueProblem("only ASCII is allowed; a host name in another script has an xn-- form")
            }
            let isRight =
                text.utf8.count <= 253
                && text.utf8.allSatisfy { isLetterOrDigit($0) || ".-_:".utf8.contains($0) }
            guard isRight else { throw ValueProblem() }
            return text
        },
        render: { $0 }
    )

    /// 64 hexadecimal digits, kept in lower case.
    static let sha256 = ValueType(
        expects: "the 64 hexadecimal digits of a SHA-256",
        parseOrNil: { text in
            let digits = text.lowercased()
            guard digits.utf8.count == 64 else { return nil }
            return digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
                ? digits : nil
        },
        render: { $0 }
    )

    /// A language, perhaps with script and region, in the form of BCP 47 (RFC 5646 §2.1).
    static let languageTag = ValueType(
        expects: "a language tag such as fr, pt-BR or zh-Hant",
        parseOrNil: { text in
            let parts = text.split(separator: "-", omittingEmptySubsequences: false)
            guard let language = parts.first, (2...3).contains(language.utf8.count) else { return nil }
            guard language.utf8.allSatisfy(isLetter) else { return nil }
            let areRight = parts.dropFirst().allSatisfy {
                (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy(isLetterOrDigit)
            }
            return areRight ? text : nil
        },
        render: { $0 }
    )
}

extension ValueType where Value == String {
    /// Where a service begins, without query: `https`, or `http` inside one's own network.
    static let serviceAddress = ValueType(
        expects: "an address such as https://rdap.registry.example/v1",
        parseOrNil: { text in
            let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
            guard let scheme, text.utf8.count <= 300,
                text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !#"?#@<>"\"#.utf8.contains($0) })
            else { return nil }
            let authority = text.dropFirst(scheme.utf8.count).prefix { $0 != "/" }
            let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), (try? ValueType<String>.host.parse(String(parts[0]))) != nil,
                parts.count == 1 || Port.parse(String(parts[1])) != nil
            else { return nil }
            return text
        },
        render: { $0 }
    )
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

private func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }
