// SPDX-License-Identifier: Apache-2.0

/// A `Strict-Transport-Security` field (RFC 6797 §6.1).
package struct StrictTransportSecurity: Hashable, Sendable {
    package enum Problem: String, Hashable, Sendable, CaseIterable {
        case noMaxAge = "no-max-age"
        case invalidMaxAge = "invalid-max-age"
        /// The whole field is then ignored.
        case repeatedDirective = "repeated-directive"
        case unknownDirective = "unknown-directive"
        case emptyDirective = "empty-directive"
        /// `includeSubDomains` and `preload` take none.
        case unwantedValue = "unwanted-value"
        /// Only the first counts (RFC 6797 §8.1).
        case severalFields = "several-fields"
    }

    /// Seconds; nil where the field must be ignored.
    package let maxAge: Int?
    package let includesSubDomains: Bool
    package let isPreload: Bool
    package let problems: Set<Problem>

    /// The values of all fields of a response; nil where there is none.
    package init?(fields: [String]) {
        guard let first = fields.first else { return nil }
        self.init(first, isAlone: fields.count == 1)
    }

    private init(_ value: String, isAlone: Bool) {
        var problems: Set<Problem> = isAlone ? [] : [.severalFields]
        var names: Set<String> = []
        var maxAge: Int?
        let parts = value.parts(at: ";")
        for (position, part) in parts.enumerated() {
            let (name, value) = part.assignment
            guard !name.isEmpty else {
                // A semicolon at the end is common and harmless.
                if position < parts.count - 1 { problems.insert(.emptyDirective) }
                continue
            }
            let key = name.lowercased()
            if !names.insert(key).inserted { problems.insert(.repeatedDirective) }
            switch key {
            case "max-age":
                maxAge = Self.seconds(value?.unquoted)
                if maxAge == nil { problems.insert(.invalidMaxAge) }
            case "includesubdomains", "preload": if value != nil { problems.insert(.unwantedValue) }
            default: problems.insert(.unknownDirective)
            }
        }
        if !names.contains("max-age") { problems.insert(.noMaxAge) }
        self.maxAge = problems.contains(.repeatedDirective) ? nil : maxAge
        includesSubDomains = names.contains("includesubdomains")
        isPreload = names.contains("preload")
        self.problems = problems
    }

    /// Whether a browser keeps it: a year of 0 seconds takes it back.
    package var isInForce: Bool { (maxAge ?? 0) > 0 }

    private static func seconds(_ text: String?) -> Int? {
        guard let text, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text) ?? .max
    }
}
