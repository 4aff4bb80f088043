// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
package import TLSWire

/// Every key-exchange group seen on one address, of both generations, and why there may be more.
package struct GroupCensus: Hashable, Sendable {
    /// By generation, in the order of the server's choice; a generation that is not in use has no entry.
    package let groups: [GroupEra: [NamedGroup]]
    /// Why groups may be missing.
    package let doubts: [GroupEra: Unestablished]

    package init(groups: [GroupEra: [NamedGroup]], doubts: [GroupEra: Unestablished] = [:]) {
        self.groups = groups
        self.doubts = doubts
    }

    package init(of subject: Subject, in evidence: any Evidence) {
        self.init(suites: SuiteCensus(of: subject, in: evidence), of: subject, in: evidence)
    }

    package init(suites: SuiteCensus, of subject: Subject, in evidence: any Evidence) {
        var groups: [GroupEra: [NamedGroup]] = [:]
        var doubts: [GroupEra: Unestablished] = [:]
        for era in GroupEra.allCases where Self.isInUse(era, suites) != false {
            do throws(Unestablished) {
                let offer = try evidence.one(GroupOffer.self, era.rawValue, of: subject).fact
                groups[era] = offer.groups.map { NamedGroup($0) }
                if !offer.isComplete { doubts[era] = Self.remainder(of: era, of: subject, in: evidence) }
            } catch {
                doubts[era] = error
            }
        }
        self.init(groups: groups, doubts: doubts)
    }

    /// Whether a handshake of this generation can choose a named curve; nil where that is not known.
    private static func isInUse(_ era: GroupEra, _ suites: SuiteCensus) -> Bool? {
        switch era {
        case .tls13:
            return suites.versions[.tls13]
        case .legacy:
            let legacy = suites.entries.filter { $0.version < .tls13 }
            let doubt = suites.versions.doubt(on: .ssl3 ... .tls12) ?? legacy.compactMap(\.doubt).foremost
            if legacy.contains(where: { $0.suites.contains(where: \.usesNamedCurve) }) { return true }
            return doubt == nil ? false : nil
        }
    }

    private static func remainder(
        of era: GroupEra,
        of subject: Subject,
        in evidence: any Evidence
    ) -> Unestablished {
        evidence.reason(GroupOffer.remainder(era), of: subject)
            ?? Unestablished(phase: .reply, reason: "the groups may not all have been seen")
    }

    /// Each group seen once, strongest generation first.
    package var all: [NamedGroup] {
        var seen: Set<NamedGroup> = []
        return GroupEra.allCases.flatMap { groups[$0] ?? [] }.filter { seen.insert($0).inserted }
    }

    /// Why there may be more groups than those seen; nil where everything is known.
    package var doubt: Unestablished? { GroupEra.allCases.compactMap { doubts[$0] }.foremost }
}

extension CipherSuite {
    /// Whether the server picks one of the client's named curves for it (RFC 8422 §2).
    var usesNamedCurve: Bool {
        switch keyExchange {
        case .ecdhe, .ecdhePSK: true
        default: false
        }
    }

    /// Whether the server sends a finite-field group of its own or of RFC 7919 for it.
    var usesFiniteField: Bool {
        switch keyExchange {
        case .dhe, .dhePSK: true
        default: false
        }
    }

    /// Whether the server signs its key exchange (RFC 5246 §7.4.3).
    var signsKeyExchange: Bool {
        switch (keyExchange, authentication) {
        case (.dhe, .rsa), (.dhe, .dss), (.ecdhe, .rsa), (.ecdhe, .ecdsa): true
        default: false
        }
    }
}
