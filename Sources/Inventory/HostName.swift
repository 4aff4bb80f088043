// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// The rules for names of hosts and domains (RFC 1123 §2.1, RFC 5890 for names in other scripts).
enum HostName {
    /// The name in lower case.
    static func parse(_ text: String) throws(ValueProblem) -> String {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw ValueProblem(
                "write the name in its ASCII form, with xn-- before each label in another script"
            )
        }
        if text.contains("://") || text.contains("/") {
            throw ValueProblem("expected a host name, found what looks like a URL or path")
        }
        if text.hasSuffix(".") { throw ValueProblem("write the name without the dot at its end") }
        guard text.utf8.count <= 253 else { throw ValueProblem("the name is longer than 253 characters") }
        let labels = text.lowercased().split(separator: ".", omittingEmptySubsequences: false)
        for label in labels { try check(label) }
        if let last = labels.last, last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            throw ValueProblem("\(Display.quoted(text)) is neither a host name nor an address")
        }
        return text.lowercased()
    }

    private static func check(_ label: Substring) throws(ValueProblem) {
        guard !label.isEmpty else {
            throw ValueProblem("the name has an empty label: two dots, or one at its start")
        }
        guard label.utf8.count <= 63 else {
            throw ValueProblem("a label of the name is longer than 63 characters")
        }
        guard !label.hasPrefix("-"), !label.hasSuffix("-") else {
            throw ValueProblem("the label \(Display.quoted(String(label))) begins or ends with a hyphen")
        }
        let stranger = label.first { character in
            !character.isASCII || !(character.isLetter || character.isNumber || character == "-")
        }
        guard let stranger else { return }
        throw ValueProblem(
            "a host name has letters, digits, hyphens and dots, not \(Display.quoted(String(stranger)))"
        )
    }
}

extension ValueType where Value == String {
    /// A host name in lower case, or an address in its canonical form.
    static let host = ValueType(
        expects: "a host name or an address",
        parse: { text throws(ValueProblem) in
            if let address = IPAddress(text) { return address.description }
            return try HostName.parse(text)
        },
        render: { $0 }
    )

    /// A DKIM selector (RFC 6376 §3.1): labels with dots between, in lower case.
    static let selector = ValueType(
        expects: "a DKIM selector such as mail2026",
        parseOrNil: { text in
            let labels = text.split(separator: ".", omittingEmptySubsequences: false)
            let isRight = labels.allSatisfy { label in
                (1...63).contains(label.utf8.count)
                    && label.utf8.allSatisfy { byte in
                        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                            || byte == 0x2D || byte == 0x5F
                    }
            }
            return isRight ? text.lowercased() : nil
        },
        render: { $0 }
    )

    /// Part of a label, in lower case: letters, digits and hyphens.
    static let namePart = ValueType(
        expects: "a word such as visa",
        parseOrNil: { text in
            let isRight =
                (1...40).contains(text.utf8.count) && !text.hasPrefix("-") && !text.hasSuffix("-")
                && text.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
                }
            return isRight ? text.lowercased() : nil
        },
        render: { $0 }
    )

    /// A domain of at least two labels, in lower case: a whole top-level domain is nobody's estate.
    static let domain = ValueType(
        expects: "a domain such as mfa.example",
        parse: { text throws(ValueProblem) in
            let name = try HostName.parse(text)
            guard name.contains(".") else {
                throw ValueProblem("a domain has at least two labels: mfa.example")
            }
            return name
        },
        render: { $0 }
    )
}
