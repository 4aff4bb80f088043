// SPDX-License-Identifier: Apache-2.0
package import Model
package import TLSWire

/// How a policy stands to something that a server may offer, best first.
package enum PolicyLevel: String, Codable, CaseIterable, Sendable {
    /// It has to be there.
    case required
    /// It should be there: each feature, and of a list at least one; its absence is no violation.
    case recommended
    /// It may be there.
    case allowed
    /// The policy does not speak of it, which is no violation.
    case notListed = "not-listed"
    /// It may still be there, and is to be removed.
    case phaseOut = "phase-out"
    /// It has to be absent.
    case forbidden
}

/// What a rule speaks of; the raw values stand in policy files.
package enum PolicySubject: String, Codable, CaseIterable, Sendable {
    case versions, suites, groups
    /// Signature schemes of the key exchange.
    case signatures
    /// Keys of leaf certificates.
    case certificateKeys = "certificate-keys"
    /// Signatures of leaf certificates.
    case certificateSignatures = "certificate-signatures"
    /// Signatures of all served certificates, but of those that sign themselves.
    case chainSignatures = "chain-signatures"
    /// Days from notBefore to notAfter of leaf certificates.
    case certificateLifetime = "certificate-lifetime"
    /// Finite-field groups before TLS 1.3.
    case diffieHellman = "diffie-hellman"
    /// The bits of work that the weakest cipher withstands.
    case cipherStrength = "cipher-strength"
    case features

    /// Whether its rules give a bound and not lists.
    package var isNumber: Bool { self == .certificateLifetime || self == .cipherStrength }

    /// Whether its rules may be confined to protocol versions.
    package var hasVersions: Bool { self == .suites || self == .groups || self == .signatures }
}

/// One rule of a policy: which of the things it names it wants, and which not.
package struct PolicyRule: Hashable, Sendable {
    package let id: String
    package let subject: PolicySubject
    /// The protocol versions it speaks of; empty for all.
    package let versions: [ProtocolVersion]
    /// The names listed, by level.
    package let listed: [PolicyLevel: [String]]
    /// How it stands to what no rule of the same subject and versions lists.
    package let others: PolicyLevel
    /// The least number that is allowed; nil for none.
    package let minimum: Int?
    /// The greatest number that is allowed; nil for none.
    package let maximum: Int?
    /// The greatest number that is recommended; nil for none.
    package let recommendedMaximum: Int?
    /// The first day in force; nil: as long as the policy.
    package let from: CalendarDay?
    /// The last day on which what is listed has its level; nil: no end.
    package let until: CalendarDay?
    /// The level of what is listed after `until`; nil: the rule is gone.
    package let after: PolicyLevel?
    /// Where the source says so.
    package let clause: String

    package init(
        id: String,
        subject: PolicySubject,
        versions: [ProtocolVersion] = [],
        listed: [PolicyLevel: [String]] = [:],
        others: PolicyLevel = .notListed,
        minimum: Int? = nil,
        maximum: Int? = nil,
        recommendedMaximum: Int? = nil,
        from: CalendarDay? = nil,
        until: CalendarDay? = nil,
        after: PolicyLevel? = nil,
        clause: String
    ) {
        self.id = id
        self.subject = subject
        self.versions = versions
        self.listed = listed
        self.others = others
        self.minimum = minimum
        self.maximum = maximum
        self.recommendedMaximum = recommendedMaximum
        self.from = from
        self.until = until
        self.after = after
        self.clause = clause
    }

    /// The rule as it stands on a day; nil where it does not.
    func inForce(on day: CalendarDay) -> PolicyRule? {
        if let from, day < from { return nil }
        guard let until, day > until else { return self }
        guard let after else { return nil }
        return PolicyRule(
            id: id,
            subject: subject,
            versions: versions,
            listed: [after: PolicyLevel.allCases.flatMap { listed[$0] ?? [] }],
            others: others,
            clause: clause
        )
    }
}

/// A published guideline as data, with its source and the days on which it holds.
package struct Policy: Hashable, Sendable {
    /// `mozilla-6.0-intermediate`: the name of its section and its file.
    package let id: String
    package let name: String
    package let edition: String
    /// The publisher's address of it.
    package let source: String
    package let effectiveFrom: CalendarDay
    /// The last day in force; nil while nothing has replaced it.
    package let until: CalendarDay?
    /// What of it is not judged, and why; empty where everything is.
    package let leftOut: [String]
    package let rules: [PolicyRule]

    package init(
        id: String,
        name: String,
        edition: String,
        source: String,
        effectiveFrom: CalendarDay,
        until: CalendarDay? = nil,
        leftOut: [String] = [],
        rules: [PolicyRule]
    ) {
        self.id = id
        self.name = name
        self.edition = edition
        self.source = source
        self.effectiveFrom = effectiveFrom
        self.until = until
        self.leftOut = leftOut
        self.rules = rules
    }

    /// Why it does not hold on a day; nil where it does.
    func notInForce(on day: CalendarDay) -> Unestablished? {
        if day < effectiveFrom {
            return Unestablished(phase: .notMeasured, reason: "the policy holds from \(effectiveFrom) on")
        }
        guard let until, day > until else { return nil }
        return Unestablished(phase: .notMeasured, reason: "the policy held until \(until)")
    }
}
