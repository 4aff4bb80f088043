// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
package import TLSWire

/// What of one address bears on who can connect.
package struct ServerProfile: Hashable, Sendable {
    package let suites: SuiteCensus
    package let groups: GroupCensus
    /// Whose list decides between suites; a version of which that is not known has no entry.
    package let suiteOrders: [ProtocolVersion: PreferenceOrder]
    /// Whose list decides between groups; likewise.
    package let groupOrders: [GroupEra: PreferenceOrder]
    /// With what the server signs; a version of which not every scheme is known has no entry.
    package let schemes: [ProtocolVersion: [SignatureScheme]]
    /// Bits of the Diffie-Hellman primes seen before TLS 1.3.
    package let primeBits: Set<Int>
    /// Nil where no certificate was seen.
    package let leaf: CertificateSummary?

    package init(
        suites: SuiteCensus,
        groups: GroupCensus,
        suiteOrders: [ProtocolVersion: PreferenceOrder] = [:],
        groupOrders: [GroupEra: PreferenceOrder] = [:],
        schemes: [ProtocolVersion: [SignatureScheme]] = [:],
        primeBits: Set<Int> = [],
        leaf: CertificateSummary? = nil
    ) {
        self.suites = suites
        self.groups = groups
        self.suiteOrders = suiteOrders
        self.groupOrders = groupOrders
        self.schemes = schemes
        self.primeBits = primeBits
        self.leaf = leaf
    }

    package init(of subject: Subject, in evidence: any Evidence) {
        let suites = SuiteCensus(of: subject, in: evidence)
        var suiteOrders: [ProtocolVersion: PreferenceOrder] = [:]
        var schemes: [ProtocolVersion: [SignatureScheme]] = [:]
        for version in suites.versions.offered {
            let order = try? evidence.one(SuiteOrder.self, version.rawValue, of: subject).fact
            suiteOrders[version] = order?.order
            let offer = try? evidence.one(SignatureSchemeOffer.self, version.rawValue, of: subject).fact
            guard let offer, offer.isComplete, !offer.schemes.isEmpty else { continue }
            schemes[version] = offer.schemes.map { SignatureScheme($0) }
        }
        var groupOrders: [GroupEra: PreferenceOrder] = [:]
        for era in GroupEra.allCases {
            groupOrders[era] = try? evidence.one(GroupOrder.self, era.rawValue, of: subject).fact.order
        }
        self.init(
            suites: suites,
            groups: GroupCensus(suites: suites, of: subject, in: evidence),
            suiteOrders: suiteOrders,
            groupOrders: groupOrders,
            schemes: schemes,
            primeBits: Set(evidence.all(FiniteFieldGroup.self, under: subject).map(\.fact.bits)),
            leaf: try? evidence.servedLeaf(of: subject)
        )
    }
}
