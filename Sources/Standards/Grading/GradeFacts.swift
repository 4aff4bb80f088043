// SPDX-License-Identifier: Apache-2.0
import Checks
package import Facts
package import Model
import TLSWire

/// What the rating looks at on one address.
package struct GradeFacts: Sendable {
    /// One chain as served, with what became of it.
    struct Served: Sendable {
        let chain: CertificateChain
        let trust: Result<ChainTrust, Unestablished>
        let match: Result<ServerNameMatch, Unestablished>
    }

    let suites: SuiteCensus
    let groups: GroupCensus
    let finiteFields: Result<[FiniteFieldGroup], Unestablished>
    let orders: [ProtocolVersion: PreferenceOrder]
    let served: [Served]
    /// Why no chain was read.
    let chainDoubt: Unestablished?
    let revocations: [RevocationStatus]
    let keyTrials: [KeyTrials]
    /// The same address as policies see it.
    let features: PolicyFacts
    let attacks: [NamedAttack: Result<AttackExposure.State, Unestablished>]
    let service: Service
    /// How long browsers keep HSTS, seconds; 0 where they keep none.
    let strictTransportAge: Result<Int, Unestablished>

    package init(of subject: Subject, service: Service, in evidence: any Evidence) {
        self.service = service
        strictTransportAge = Self.answer { () throws(Unestablished) in
            try evidence.one(PageResponse.self, of: subject).fact.strictTransportAge
        }
        suites = SuiteCensus(of: subject, in: evidence)
        groups = GroupCensus(suites: suites, of: subject, in: evidence)
        features = PolicyFacts(of: subject, in: evidence)
        finiteFields = Self.answer { () throws(Unestablished) in
            try FiniteFieldGroup.ofServer(subject, in: evidence)
        }
        orders = Dictionary(
            evidence.all(SuiteOrder.self, under: subject).map { ($0.fact.version, $0.fact.order) }
        ) { first, _ in first }
        let chains = evidence.all(CertificateChain.self, under: subject).map(\.fact)
            .filter { $0.leaf != nil && $0.aspect != CertificateChain.withoutName }
        revocations = evidence.all(RevocationStatus.self, under: subject).map(\.fact)
        keyTrials = evidence.all(KeyTrials.self, under: subject).map(\.fact)
        served = chains.map { chain in
            Served(
                chain: chain,
                trust: Self.answer { () throws(Unestablished) in
                    try evidence.one(ChainTrust.self, chain.aspect, of: subject).fact
                },
                match: Self.answer { () throws(Unestablished) in
                    try evidence.one(ServerNameMatch.self, chain.aspect, of: subject).fact
                }
            )
        }
        chainDoubt =
            chains.isEmpty
            ? evidence.reason(Question(CertificateChain.self, CertificateChain.served), of: subject)
                ?? Unestablished(phase: .reply, reason: "no certificate was sent") : nil
        attacks = Dictionary(
            uniqueKeysWithValues: NamedAttack.allCases.map { attack in
                let state = Self.answer { () throws(Unestablished) in
                    try evidence.one(AttackExposure.self, attack.rawValue, of: subject).fact.state
                }
                return (attack, state)
            }
        )
    }

    private static func answer<Value>(
        _ question: () throws(Unestablished) -> Value
    ) -> Result<Value, Unestablished> {
        do throws(Unestablished) {
            return .success(try question())
        } catch {
            return .failure(error)
        }
    }

    var leaves: [CertificateSummary] { served.compactMap(\.chain.leaf) }

    /// Suites of the offered versions from one on, with the versions.
    func suites(from oldest: ProtocolVersion) -> [(version: ProtocolVersion, suites: [CipherSuite])] {
        suites.entries.filter { $0.version >= oldest }.map { ($0.version, $0.suites) }
    }
}
