// SPDX-License-Identifier: Apache-2.0

/// A tag of a language (BCP 47).
package enum LanguageTag {
    /// In lower case: `pt` of `pt-BR`.
    package static func primary(_ tag: some StringProtocol) -> String {
        tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    }

    /// Whether it is well-formed (RFC 5646 §2.1) and its primary subtag is registered; those for private use are not.
    package static func isValid(_ tag: some StringProtocol) -> Bool {
        let parts = tag.lowercased().split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...8).contains(first.utf8.count),
            first.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), LanguageTable.has(first)
        else { return false }
        return parts.dropFirst().allSatisfy { part in
            (1...8).contains(part.utf8.count)
                && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
        }
    }
}
