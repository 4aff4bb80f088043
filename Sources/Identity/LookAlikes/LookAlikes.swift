// SPDX-License-Identifier: Apache-2.0

/// The names that may be taken for a domain, the likeliest first.
///
/// The registered name is changed, by the kinds of change that dnstwist knows. The order depends on nothing but the
/// arguments: by how like the result is, then by turns of the kinds, so that a budget has some of each.
package struct LookAlikes: Sendable {
    /// What a ministry's name is often seen with.
    package static let words = [
        "visa", "consulate", "embassy", "passport", "login", "portal", "mail", "online", "apply", "secure",
        "support", "service",
    ]

    /// Each name once.
    package let all: [LookAlike]

    /// - Parameters:
    ///   - words: for names together with a word.
    ///   - known: names that are one's own or harmless; what lies below or above one is left out, too.
    package init?(of domain: String, words: [String] = LookAlikes.words, known: [String] = []) {
        guard let parts = DomainParts(domain.lowercased()) else { return nil }
        let own = ([domain] + known).map { $0.lowercased() }
        var taken: Set<String> = []
        all = Candidates(parts, words: words).sorted().compactMap { candidate in
            guard let name = Self.name(candidate.labels), !own.contains(where: { Self.isKin($0, name.name) }),
                taken.insert(name.name).inserted
            else { return nil }
            return LookAlike(name: name.name, shown: name.shown, kind: candidate.kind)
        }
    }

    private static func name(_ spellings: [NameChanges.Spelling]) -> (name: String, shown: String)? {
        let labels = spellings.compactMap { HostLabel($0) }
        let name = labels.map(\.ascii).joined(separator: ".")
        guard labels.count == spellings.count, name.utf8.count <= 253 else { return nil }
        return (name, labels.map(\.shown).joined(separator: "."))
    }

    private static func isKin(_ one: String, _ other: String) -> Bool {
        one == other || one.hasSuffix("." + other) || other.hasSuffix("." + one)
    }
}

/// What was changed, before it is known to be a name.
private struct Candidates {
    struct Candidate {
        let kind: LookAlike.Kind
        /// How unlike it is, 1 and up.
        let distance: Int
        let turn: Int
        let labels: [NameChanges.Spelling]
    }

    private let parts: DomainParts
    private var found: [Candidate] = []

    init(_ parts: DomainParts, words: [String]) {
        self.parts = parts
        let changes = NameChanges(name: parts.name.scalars)
        let isPlain = DomainParts.plainOnly.contains(parts.lastSuffix)
        let alike = changes.homoglyphs(inASCII: isPlain)
        add(.homoglyph, 1, alike.once)
        add(.transposition, 1, changes.transposition())
        add(.omission, 1, changes.omission())
        add(.repetition, 1, changes.repetition())
        add(.hyphenation, 1, changes.hyphenation())
        add(.plural, 1, changes.plural())
        add(.dictionary, 1, changes.dictionary(words))
        if !isPlain { add(.cyrillic, 1, changes.cyrillic()) }
        addSwaps()
        addGlued()
        add(.vowelSwap, 2, changes.vowelSwap())
        add(.replacement, 2, changes.replacement())
        add(.addition, 2, changes.addition())
        add(.insertion, 2, changes.insertion())
        add(.bitsquatting, 2, changes.bitsquatting())
        let suffix = parts.suffix.map(\.scalars)
        add(.subdomain, 2, labels: changes.subdomains().map { [$0.0, $0.1] + suffix })
        add(.homoglyph, 3, alike.twice)
    }

    /// By likeness; of one likeness the kinds take turns.
    func sorted() -> [Candidate] {
        found.enumerated().sorted { one, other in
            (one.element.distance, one.element.turn, one.offset)
                < (other.element.distance, other.element.turn, other.offset)
        }.map(\.element)
    }

    private mutating func add(_ kind: LookAlike.Kind, _ distance: Int, _ spellings: [NameChanges.Spelling]) {
        let suffix = parts.suffix.map(\.scalars)
        add(kind, distance, labels: spellings.map { [$0] + suffix })
    }

    private mutating func add(_ kind: LookAlike.Kind, _ distance: Int, labels: [[NameChanges.Spelling]]) {
        found += labels.enumerated().map { turn, labels in
            Candidate(kind: kind, distance: distance, turn: turn, labels: labels)
        }
    }

    private mutating func addSwaps() {
        let name = parts.name.scalars
        add(.tldSwap, 1, labels: DomainParts.common.map { [name, Array($0.unicodeScalars)] })
        // Names of a government's own registry are met under the country, too.
        guard parts.suffix.count == 2 else { return }
        add(.tldSwap, 1, labels: [[name] + parts.suffix.dropFirst().map(\.scalars)])
    }

    private mutating func addGlued() {
        let name = parts.name.scalars
        let registry = parts.suffix.map(\.scalars)
        let (www, com) = (Array("www".unicodeScalars), Array("com".unicodeScalars))
        let whole = registry.reduce(name, +)
        var labels = [
            [www + name] + registry, [name + ["-"] + com] + registry, [www + ["-"] + name] + registry,
            [name + com] + registry,
        ]
        if parts.lastSuffix != "com" {
            labels += [
                [whole, com], [registry.reduce(name) { $0 + ["-"] + $1 }, com], [name] + registry + [com],
            ]
        }
        // `mfa-gov.example` for `mfa.gov.example`.
        if registry.count == 2 {
            let upper = Array(registry.dropFirst())
            for label in [name + ["-"] + registry[0], name + registry[0]] {
                labels += [[label] + upper, [label, com]]
            }
        }
        // `paris-mfa.example` for `paris.mfa.example`.
        if let host = parts.below.last?.scalars {
            labels += [[host + ["-"] + name] + registry, [host + name] + registry]
        }
        add(.various, 1, labels: labels)
    }
}
