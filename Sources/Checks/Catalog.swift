// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Every check of this version, family by family; nothing switches on a check's id.
package enum Catalog {
    package static let all: [any Check.Type] =
        TLSChecks.all + AttackChecks.all + CertificateChecks.all + EndpointChecks.all + InclusionChecks.all
        + PolicyChecks.all + NameChecks.all + MailChecks.all + WebChecks.all + ExposureChecks.all
        + ConferenceChecks.all + IdentityChecks.all + DataChecks.all + GovernanceChecks.all

    /// Ids to identities, for reports and `explain`.
    package static let identities: [String: CheckIdentity] = Dictionary(
        all.map { ($0.identity.id, $0.identity) }
    ) { first, _ in first }
}

/// The checks with their thresholds, ready to judge.
package struct Judge: Sendable {
    /// By id.
    let checks: [(identity: CheckIdentity, check: any Check)]

    /// Thresholds by check id; throws the first check's id with its setting error.
    package init(settings: [String: CheckSettings]) throws(JudgeError) {
        var checks: [(identity: CheckIdentity, check: any Check)] = []
        for type in Catalog.all {
            let identity = type.identity
            do throws(SettingError) {
                let check = try type.init(settings[identity.id] ?? CheckSettings())
                checks.append((identity, check))
            } catch {
                throw JudgeError(check: identity.id, error: error)
            }
        }
        self.checks = checks.sorted { $0.identity.id < $1.identity.id }
    }

    /// Every check of a basis on every subject of its scope, sorted by check and subject.
    ///
    /// - Parameter clocks: only of checks that use the clock in one of these ways; nil for all.
    package func findings(
        on evidence: any Evidence,
        basis: CheckBasis = .facts,
        at now: Date,
        clocks: Set<ClockUse>? = nil
    ) -> [Finding] {
        targets(in: evidence, basis: basis, clocks: clocks).flatMap { check, subjects in
            subjects.map {
                Finding(
                    check: check.id,
                    subject: $0,
                    verdict: check.check.verdict(on: evidence, about: $0, at: now)
                )
            }
        }
    }

    /// Checks of a basis with the subjects that they are put to, both sorted.
    func targets(in evidence: any Evidence, basis: CheckBasis = .facts, clocks: Set<ClockUse>?)
        -> [(check: (id: String, check: any Check), subjects: [Subject])]
    {
        let endpoints = evidence.estate.endpoints.map(\.id)
        let addresses = endpoints.map { (endpoint: $0, subjects: evidence.addresses(of: $0)) }
        return checks.filter { $0.identity.basis == basis && clocks?.contains($0.identity.clock) ?? true }
            .map { identity, check in
                var subjects = subjects(of: identity.scope, in: evidence.estate, addresses: addresses)
                if basis == .decisions { subjects.append(.ministry) }
                return ((identity.id, check), subjects.sorted())
            }
    }

    /// Subjects of a scope; an endpoint without a measured address stands for its addresses itself, so that
    /// what could not be seen becomes `unknown` and not silence.
    private func subjects(
        of scope: Scope,
        in estate: Estate,
        addresses: [(endpoint: String, subjects: [Subject])]
    ) -> [Subject] {
        switch scope {
        case .address: addresses.flatMap { $0.subjects.isEmpty ? [.endpoint($0.endpoint)] : $0.subjects }
        case .endpoint: estate.endpoints.map { .endpoint($0.id) }
        case .domain: estate.domains.map { .domain($0.name) }
        case .mission: estate.missions.map { .mission($0.id) }
        case .ministry: [.ministry]
        }
    }
}

/// A risk model whose thresholds do not fit a check.
package struct JudgeError: Error, Hashable, Sendable {
    package let check: String
    package let error: SettingError
}
