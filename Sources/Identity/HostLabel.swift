// SPDX-License-Identifier: Apache-2.0

/// One label of a host name, in Unicode and as DNS has it (RFC 5890 §2.3).
package struct HostLabel: Hashable, Sendable {
    /// In lower case.
    package let scalars: [Unicode.Scalar]
    /// Letters, digits and hyphens, `xn--` before Punycode; 1 to 63 bytes.
    package let ascii: String

    /// Nil where no host may have it.
    package init?(_ scalars: [Unicode.Scalar]) {
        let isPlain = scalars.allSatisfy(\.isASCII)
        guard Self.isSpelled(scalars), let ascii = isPlain ? Self.text(scalars) : Self.coded(scalars),
            ascii.utf8.count <= 63
        else { return nil }
        self.scalars = scalars
        self.ascii = ascii
    }

    /// Of the form in DNS; nil where no host may have it.
    package init?(ascii text: some StringProtocol) {
        let text = text.lowercased()
        guard text.hasPrefix("xn--") else {
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
            self.init(Array(text.unicodeScalars))
            return
        }
        guard let scalars = Punycode.decode(text.utf8.dropFirst(4)), !scalars.allSatisfy(\.isASCII) else {
            return nil
        }
        self.init(scalars)
        // What does not come back from its text is another name.
        guard ascii == text else { return nil }
    }

    /// As whoever reads an address bar sees it.
    package var shown: String { Self.text(scalars) }

    private static func text(_ scalars: [Unicode.Scalar]) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private static func coded(_ scalars: [Unicode.Scalar]) -> String? {
        Punycode.encode(scalars).map { "xn--" + $0 }
    }

    /// RFC 5891 §4.2.3.1, and of ASCII only what hosts have.
    private static func isSpelled(_ scalars: [Unicode.Scalar]) -> Bool {
        guard !scalars.isEmpty, scalars.first != "-", scalars.last != "-" else { return false }
        guard scalars.count < 4 || scalars[2] != "-" || scalars[3] != "-" else { return false }
        return scalars.allSatisfy { scalar in
            switch scalar {
            case "a"..."z", "0"..."9", "-": true
            default: !scalar.isASCII
            }
        }
    }
}
