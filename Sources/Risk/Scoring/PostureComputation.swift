// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

extension RiskModel {
    /// Weighs everything that is known of an estate; the same input always gives the same posture, in whatever
    /// order and however often the findings come.
    ///
    /// Left out are findings of checks that the model does not know and of subjects that the estate does not list.
    /// Address findings are rolled up to the worst of their endpoint; `items` keeps one entry a subject: the
    /// failures and the unknown verdicts, and under the item's id every attestation that says *no* or *partly*.
    ///
    /// - Parameter settled: findings and answers that are taken as passes, whatever they say: what is mended, or turned
    ///   out well, in a thought experiment. What is expected of unknowns stays as it is, since no evidence came in.
    package func posture(
        findings: [TrackedFinding],
        estate: Estate,
        at now: Date,
        settling settled: Set<FindingKey> = []
    ) -> Posture {
        var computation = PostureComputation(model: self, estate: estate, now: now)
        computation.settled = settled
        computation.weigh(findings)
        computation.weighAttestations()
        return computation.posture
    }
}

/// One run of the method.
struct PostureComputation {
    let model: RiskModel
    let estate: Estate
    let now: Date
    let scale: Scale
    let index: EstateIndex
    var ledger: AcceptanceLedger
    var items: [RiskItem] = []
    var groups: [WeighedGroup] = []
    /// What each group was weighed from.
    var origins: [GroupOrigin] = []
    /// Taken as passes.
    var settled: Set<FindingKey> = []
    let readings: [AttestationReading]

    init(model: RiskModel, estate: Estate, now: Date) {
        let today = CalendarDay(now)
        self.model = model
        self.estate = estate
        self.now = now
        scale = Scale(rule: model.likelihoodRule, deadlines: model.deadlines, now: now)
        index = EstateIndex(estate)
        ledger = AcceptanceLedger(estate.acceptances, limits: model.acceptanceLimits, today: today)
        readings = AttestationReading.all(model.attestations, in: estate, on: today)
    }

    /// The scenarios that a finding of a check bears on where it stands.
    func scenarios(of check: String, at place: Place) -> [Int] {
        (model.scenariosByCheck[check] ?? []).filter { number in
            let roles = model.scenarios[number].roles
            guard !roles.isEmpty else { return true }
            return place.endpoint.map { roles.contains($0.role) } ?? place.isDomain
        }
    }

    func scenarios(ofAttestation item: String) -> [Int] { model.scenariosByAttestation[item] ?? [] }

    /// Adds an item with the names that people know its scenarios by.
    mutating func record(
        _ key: FindingKey,
        _ verdict: Verdict,
        in group: WeighedGroup,
        weight: Weight,
        estimate: RiskEstimate,
        acceptance: String?,
        firstFailed: Date?
    ) {
        items.append(
            RiskItem(
                key: key,
                verdict: verdict,
                category: group.category,
                scenarios: group.scenarios.map { model.scenarios[$0].id },
                initiation: weight.initiation,
                adverseImpact: weight.adverseImpact,
                likelihood: weight.likelihood,
                impact: weight.impact,
                estimate: estimate,
                acceptance: acceptance,
                firstFailed: firstFailed
            )
        )
    }

    /// Everything weighed so far, added up scope by scope.
    var posture: Posture {
        var scopes = Scopes(estate: estate, model: model)
        for group in groups { scopes.add(group) }
        let categories = scopes.categoryStandings(of: model)
        return Posture(
            asOf: now,
            model: model.stamp,
            ministry: scopes.ministry.assessment(worstOf: categories.map(\.assessment)),
            categories: categories,
            missions: scopes.missions.mapValues(\.assessment),
            endpoints: scopes.endpoints.mapValues(\.assessment),
            items: items.sorted { $0.key < $1.key },
            attestations: readings.map(\.standing),
            acceptances: ledger.standings
        )
    }
}
