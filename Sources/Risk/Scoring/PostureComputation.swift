// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

extension RiskModel {
    /// Weighs everything that is known of an estate; the same input always gives the same posture, in whatever
    /// order and however often the findings come.
    ///
    /// Left out are findings of checks that the model does not know and of subjects that the estate does not list.
    /// Address findings are rolled up to the worst of their endpoint; `items` keeps one entry a subject: the
    /// failures, what waits to be confirmed as mended, and the unknown verdicts, and under the item's id every attestation that says *no* or *partly*.
    ///
    /// - Parameters:
    ///   - artefacts: what was found of the evidence of attestations; what nobody looked at counts less.
    ///   - settled: findings and answers that are taken as passes, whatever they say: what is mended, or turned out well,
    ///     in a thought experiment. What is expected of unknowns stays as it is, since no evidence came in, and so does
    ///     what a finding says against an answer: that is settled by who answers.
    package func posture(
        findings: [TrackedFinding],
        estate: Estate,
        artefacts: ArtefactSightings = .none,
        at now: Date,
        settling settled: Set<FindingKey> = []
    ) -> Posture {
        computation(findings, estate, artefacts, at: now, settling: settled).posture
    }

    /// What there is to say of the ministry's own decisions; for the checks on governance, whose findings are then
    /// weighed with all others.
    ///
    /// - Parameter findings: those of all other checks.
    package func decisions(
        findings: [TrackedFinding],
        estate: Estate,
        artefacts: ArtefactSightings = .none,
        at now: Date
    ) -> Decisions {
        computation(findings, estate, artefacts, at: now).decisions
    }

    func computation(
        _ findings: [TrackedFinding],
        _ estate: Estate,
        _ artefacts: ArtefactSightings,
        at now: Date,
        settling settled: Set<FindingKey> = [],
        isKept: Bool = false
    ) -> PostureComputation {
        var computation = PostureComputation(
            model: self,
            estate: estate,
            artefacts: artefacts,
            now: now,
            isKept: isKept
        )
        computation.settled = settled
        computation.weigh(findings)
        computation.weighAttestations()
        return computation
    }
}

extension RiskModel {
    /// How every attestation item stands on a day, for each subject that it is put to; the same items and subjects in
    /// the same order on every day; whatever was found of their evidence.
    package func attestations(of estate: Estate, on day: CalendarDay) -> [AttestationStanding] {
        AttestationReading.all(
            attestations,
            in: estate,
            artefacts: .none,
            noticeDays: noticeDays,
            on: day
        )
        .map(\.standing)
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
    var disputes: DisputeLedger
    /// Of all findings that are weighed, or of those that are open where the groups are kept.
    var items: [RiskItem] = []
    /// Everything weighed so far, added up scope by scope.
    var scopes: Scopes
    /// Whether the groups are kept, to be weighed again with others settled.
    let isKept: Bool
    var groups: [WeighedGroup] = []
    /// What each group was weighed from.
    var origins: [GroupOrigin] = []
    /// Taken as passes.
    var settled: Set<FindingKey> = []
    var readings: [AttestationReading]
    /// What contradicts an answer, or may, by check.
    var confronting: [String: [Confronting]] = [:]
    /// Failures past their deadline, and what may be one.
    var overdue: [OverdueFinding] = []
    /// What was found so far, once for all findings that it is the same for.
    private var scenarios: [BornScenarios.Key: BornScenarios] = [:]
    /// The checks that contradict an item.
    let contradicting: Set<String>

    init(
        model: RiskModel,
        estate: Estate,
        artefacts: ArtefactSightings,
        now: Date,
        isKept: Bool
    ) {
        let today = CalendarDay(now)
        self.model = model
        self.estate = estate
        self.now = now
        self.isKept = isKept
        scopes = Scopes(estate: estate, model: model)
        scale = Scale(rule: model.likelihoodRule, deadlines: model.deadlines, now: now)
        index = EstateIndex(estate)
        ledger = AcceptanceLedger(
            estate.acceptances,
            limits: model.acceptanceLimits,
            noticeDays: model.noticeDays,
            today: today
        )
        disputes = DisputeLedger(estate.disputes, today: today)
        contradicting = Set(model.attestations.flatMap(\.contradictions).map(\.check))
        readings = AttestationReading.all(
            model.attestations,
            in: estate,
            artefacts: artefacts,
            noticeDays: model.noticeDays,
            on: today
        )
    }

    /// The scenarios that a finding of a check bears on where it stands.
    mutating func scenarios(of check: String, at place: Place) -> BornScenarios {
        let key = BornScenarios.Key(check: check, role: place.endpoint?.role, isDomain: place.isDomain)
        if let known = scenarios[key] { return known }
        let numbers = (model.scenariosByCheck[check] ?? []).filter { number in
            let roles = model.scenarios[number].roles
            guard !roles.isEmpty else { return true }
            return place.endpoint.map { roles.contains($0.role) } ?? place.isDomain
        }
        let found = BornScenarios(numbers, of: model)
        scenarios[key] = found
        return found
    }

    func scenarios(ofAttestation item: String) -> BornScenarios {
        BornScenarios(model.scenariosByAttestation[item] ?? [], of: model)
    }

    /// Adds an item with the names that people know its scenarios by.
    mutating func record(
        _ key: FindingKey,
        _ verdict: Verdict,
        in group: WeighedGroup,
        weight: Weight,
        estimate: RiskEstimate,
        acceptance: String?,
        dispute: String? = nil,
        firstFailed: Date?,
        tracked: TrackedFinding? = nil
    ) {
        // Whoever weighs groups again asks what can be mended, and no more.
        if isKept, verdict.state != .fail, tracked?.mended == nil { return }
        items.append(
            RiskItem(
                key: key,
                verdict: verdict,
                category: group.category,
                scenarios: group.scenarios.ids,
                initiation: weight.initiation,
                adverseImpact: weight.adverseImpact,
                likelihood: weight.likelihood,
                impact: weight.impact,
                estimate: estimate,
                acceptance: acceptance,
                firstFailed: firstFailed,
                deadlineDays: weight.deadlineDays,
                dispute: dispute,
                mended: tracked?.mended,
                flapping: tracked.flatMap { model.flapRule.flapping($0.turns, at: now) }
            )
        )
    }

    /// Remembers what is overdue.
    ///
    /// - Parameter isSeen: false where it could not be seen whether it still fails.
    mutating func noteOverdue(
        _ key: FindingKey,
        _ weight: Weight,
        at place: Place,
        since: Date?,
        isSeen: Bool
    ) {
        guard weight.isOverdue, let since, let days = weight.deadlineDays else { return }
        overdue.append(
            OverdueFinding(
                key: key,
                subject: place.mission.map(Subject.mission) ?? .ministry,
                due: CalendarDay(since).adding(days: days),
                isSeen: isSeen
            )
        )
    }

    var decisions: Decisions {
        Decisions(
            answers: readings.map { reading in
                ConfrontedAnswer(
                    standing: reading.standing,
                    contradicting: reading.confrontation.failing.sorted(),
                    unseen: reading.confrontation.unseen.sorted()
                )
            },
            lapsed: ledger.lapsedAcceptances { subject in
                index.place(of: subject)?.mission.map(Subject.mission) ?? .ministry
            },
            overdue: overdue.sorted { $0.key < $1.key }
        )
    }

    /// Of everything weighed so far.
    var posture: Posture {
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
            acceptances: ledger.standings,
            disputes: disputes.standings
        )
    }
}

/// The scenarios that something bears on.
struct BornScenarios {
    /// What they hang on.
    struct Key: Hashable {
        let check: String
        /// Nil for a subject wider than an endpoint.
        let role: Role?
        let isDomain: Bool
    }

    /// Indices into the model's scenarios.
    let numbers: [Int]
    /// In the same order.
    let ids: [String]

    init(_ numbers: [Int], of model: RiskModel) {
        self.numbers = numbers
        ids = numbers.map { model.scenarios[$0].id }
    }
}
