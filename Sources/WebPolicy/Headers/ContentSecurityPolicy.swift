// SPDX-License-Identifier: Apache-2.0

/// One policy of a `Content-Security-Policy` field or meta element (CSP Level 3 §2.2).
package struct ContentSecurityPolicy: Hashable, Sendable {
    package struct Directive: Hashable, Sendable {
        /// In lower case.
        package let name: String
        /// As written, but schemes, keywords and hosts compare without case.
        package let values: [String]
    }

    /// In their order; of a name that is repeated, the first counts.
    package let directives: [Directive]
    /// Names that stand more than once.
    package let repeated: Set<String>
    /// Letters of the text.
    package let length: Int

    /// The values of all fields: each may hold several policies, separated by commas.
    package static func list(_ fields: [String]) -> [ContentSecurityPolicy] {
        fields.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .map { ContentSecurityPolicy(String($0)) }
    }

    package init(_ text: String) {
        var directives: [Directive] = []
        var names: Set<String> = []
        var repeated: Set<String> = []
        for part in text.split(separator: ";") {
            let words = part.words
            guard let name = words.first?.lowercased() else { continue }
            guard names.insert(name).inserted else {
                repeated.insert(name)
                continue
            }
            directives.append(Directive(name: name, values: Array(words.dropFirst())))
        }
        self.directives = directives
        self.repeated = repeated
        length = text.trimmed.utf8.count
    }

    /// In lower case; nil where the directive is absent.
    package func values(of name: String) -> [String]? {
        directives.first { $0.name == name }?.values.map { $0.lowercased() }
    }
}

/// What several policies allow together: every one must allow it.
package struct CombinedPolicy: Hashable, Sendable {
    /// Sources in lower case by directive; a list without any is `'none'`.
    package private(set) var sources: [String: Set<String>] = [:]

    package init(_ policies: [ContentSecurityPolicy]) {
        for policy in policies {
            for directive in policy.directives {
                var values = Set(directive.values.map { $0.lowercased() })
                if values.isEmpty, directive.name.hasSuffix("-src") { values = ["'none'"] }
                guard let known = sources[directive.name] else {
                    sources[directive.name] = values
                    continue
                }
                let both = known.intersection(values)
                sources[directive.name] = both.isEmpty ? ["'none'"] : both
            }
        }
    }

    package var isEmpty: Bool { sources.isEmpty }

    /// Those of the first directive that is there.
    package func sources(_ names: String...) -> Set<String>? {
        names.lazy.compactMap { sources[$0] }.first
    }

    mutating func remove(_ names: [String]) {
        for name in names { sources[name] = nil }
    }
}
