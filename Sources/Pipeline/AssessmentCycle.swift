// SPDX-License-Identifier: Apache-2.0
internal import Checks
package import Facts
package import Foundation
package import Model
internal import Probes
internal import Risk
package import Store

/// One pass from the inventory to a posture: the only place that knows the order.
package struct AssessmentCycle: Sendable {
    private let store: any Store
    private let instruments: Instruments
    private let method: Method
    private let toolVersion: String
    /// Seconds; nil for never.
    private let staleAfter: TimeInterval?
    private let selfCheck: SelfCheckBench?
    private let tell: @Sendable (FleetEvent) -> Void

    /// - Parameters:
    ///   - interval: between cycles; after two of them what an interrupted one saw is stale, and it is not gone on with. Nil
    ///     for never.
    ///   - selfCheck: done before anything is measured; nil for none.
    ///   - tell: hears of work that is shared with other daemons.
    package init(
        store: any Store,
        instruments: Instruments,
        method: Method,
        toolVersion: String,
        interval: Duration? = nil,
        selfCheck: SelfCheckBench? = nil,
        tell: @Sendable @escaping (FleetEvent) -> Void = { _ in }
    ) {
        self.selfCheck = selfCheck
        self.store = store
        self.instruments = instruments
        self.method = method
        self.toolVersion = toolVersion
        self.tell = tell
        staleAfter = interval.map { Double($0.components.seconds) * 2 }
    }

    /// What a cycle came to.
    package struct Outcome: Sendable {
        package let cycle: Cycle
        package let posture: Posture
        package let findings: [TrackedFinding]
        /// Endpoints whose visits an interrupted run had already kept.
        package let resumed: Int
        /// Endpoints of which it took over what was seen last.
        package let carried: Int
    }

    /// Runs a cycle over the estate; goes on with an open one where its estate is the same, and gives it up
    /// with the reason where the configuration has changed since, or what it saw is stale.
    ///
    /// `kept` is called for each visit that was recorded, also to domains, which `progress` does not count.
    /// Throws `StoreError`, and `CancellationError` where it is stopped: the cycle then stays open.
    ///
    /// - Parameters:
    ///   - selection: what is measured; nil for all.
    ///   - now: the clock of everything that is kept; another than the machine's to play what was, or will be.
    package func run(
        over estate: Estate,
        selecting selection: CycleSelection? = nil,
        clock now: @Sendable @escaping () -> Date = { Date() },
        progress: @Sendable @escaping (CycleProgress) async -> Void = { _ in },
        kept: @Sendable @escaping () async -> Void = {}
    ) async throws -> Outcome {
        let cycle = try await openOrResume(estate, isWhole: selection == nil, at: now())
        try await selfCheck?.run(in: cycle, of: store, at: now())
        let carried = try await carry(selection, of: estate, into: cycle)
        // A clock of one's own moves visits, too.
        let lead = now().timeIntervalSince(Date()).rounded()
        let visited = try await store.measuredSubjects(in: cycle)
        let vantage = VantageSurvey(instruments: instruments)
        let means = await vantage.begin(estate.endpoints, estate.domains)
        try Task.checkCancellation()
        let sights = try await sights(over: estate, at: now())
        let endpoints = order(estate.endpoints.filter { !carried.contains(.endpoint($0.id)) }, by: selection)
        let (today, shared) = (CalendarDay(now()), shared(in: cycle, of: estate, lead, kept))
        try await measure(endpoints, of: estate, skipping: visited, sights, today, shared, progress) {
            [store] in
            try await store.record($0.moved(by: lead), in: cycle)
            await kept()
        }
        // What is kept is kept to the second, so that judging it again gives the same numbers.
        let instant = now().wholeSecond
        let visits = try await concluded(cycle, vantage, means, sights, carried, over: estate, movedBy: lead)
        let past = try await store.history(before: instant)
        let evidence = RecordedEvidence(estate: estate, measurements: visits, past: past)
        let (findings, posture) = try await method.judge(
            evidence,
            in: cycle,
            of: store,
            at: instant,
            carried: carried
        )
        if !method.modelFile.isEmpty { try await store.keepModel(method.modelFile) }
        try await store.close(cycle, at: now(), posture: posture)
        return Outcome(
            cycle: cycle,
            posture: posture,
            findings: findings,
            resumed: Set(visited.subtracting(carried).compactMap(\.endpointID)).count,
            carried: estate.endpoints.count - endpoints.count
        )
    }

    /// Takes over what is not due, and returns all that was taken over into the cycle, now or before it was interrupted.
    private func carry(_ selection: CycleSelection?, of estate: Estate, into cycle: Cycle)
        async throws(StoreError)
        -> Set<Subject>
    {
        if let selection {
            let rest = selection.rest(of: estate)
            try await store.carry(try await selection.last.visits(of: rest, in: store), into: cycle)
        }
        return try await store.carriedSubjects(in: cycle.id)
    }

    /// The most overdue first; in file order where nothing is selected.
    private func order(_ endpoints: [Endpoint], by selection: CycleSelection?) -> [Endpoint] {
        guard let selection else { return endpoints }
        let places = Dictionary(selection.due.enumerated().map { ($1, $0) }) { first, _ in first }
        return endpoints.enumerated().sorted { first, second in
            (places[.endpoint(first.element.id)] ?? .max, first.offset)
                < (places[.endpoint(second.element.id)] ?? .max, second.offset)
        }
        .map(\.element)
    }

    /// Visits domains, then endpoints in their order.
    private func measure(
        _ endpoints: [Endpoint],
        of estate: Estate,
        skipping visited: Set<Subject>,
        _ sights: VantageSights,
        _ today: CalendarDay,
        _ shared: SharedWork?,
        _ progress: @Sendable @escaping (CycleProgress) async -> Void,
        deliver: @Sendable @escaping (Visit) async throws -> Void
    ) async throws {
        try await DomainSurvey(instruments: instruments).run(
            estate.domains,
            endpoints: estate.endpoints,
            accounts: estate.accounts,
            skipping: visited,
            deliver: deliver
        )
        let survey = Survey(
            instruments: instruments,
            today: today,
            accounts: estate.accounts,
            estate: estate.endpoints,
            sights: sights
        )
        if let shared { return try await shared.run(endpoints, by: survey, progress) }
        let counter = ProgressCounter(total: endpoints.count, report: progress)
        try await survey.run(
            endpoints.map { $0.dialled(on: instruments.mailPort) },
            skipping: visited,
            deliver: deliver,
            finished: { await counter.finish($0) }
        )
    }

    /// Nil where nobody else measures.
    private func shared(
        in cycle: Cycle,
        of estate: Estate,
        _ lead: TimeInterval,
        _ kept: @Sendable @escaping () async -> Void
    ) -> SharedWork? {
        guard let fleet = store as? any FleetStore else { return nil }
        return SharedWork(
            store: fleet,
            cycle: cycle,
            estate: estate,
            instruments: instruments,
            lead: lead,
            kept: kept,
            tell: tell
        )
    }

    private func sights(over estate: Estate, at now: Date) async throws(StoreError) -> VantageSights {
        try await VantageSights.load(from: store, estate, age: instruments.vantageAge, at: now)
    }

    /// What was measured, with the visit to the vantage itself, which comes last for it rests on the others.
    private func concluded(
        _ cycle: Cycle,
        _ vantage: VantageSurvey,
        _ means: VantageSurvey.Means,
        _ sights: VantageSights,
        _ carried: Set<Subject>,
        over estate: Estate,
        movedBy lead: TimeInterval
    ) async throws -> [Visit] {
        let measured = try await store.measurements(in: cycle)
        guard !measured.contains(where: { $0.subject == .ministry }) else { return measured }
        var conclusion = VantageConclusion(estate.endpoints)
        for visit in measured where !carried.contains(visit.subject) { conclusion.add(visit) }
        let artefacts = await instruments.artefacts.answers(for: estate)
        try Task.checkCancellation()
        let visit = vantage.end(means, conclusion, artefacts + sights.answers).moved(by: lead)
        try await store.record(visit, in: cycle)
        return measured + [visit]
    }

    private func openOrResume(_ estate: Estate, isWhole: Bool, at now: Date) async throws -> Cycle {
        let plan = CyclePlan(
            started: now,
            estate: estate,
            vantage: instruments.vantage,
            toolVersion: toolVersion
        )
        guard let open = try await store.openCycle() else { return try await store.open(plan) }
        let reason: String
        if try await store.estate(of: open) != estate {
            reason = "the configuration changed while it was interrupted"
        } else if let staleAfter, now.timeIntervalSince(open.started) > staleAfter {
            reason = "it was interrupted for so long that what it saw is stale"
        } else if isWhole, try await !store.carriedSubjects(in: open.id).isEmpty {
            reason = "only a part was due in it, and all is to be measured now"
        } else {
            return open
        }
        try await store.abandon(open, at: now, because: reason)
        return try await store.open(plan)
    }
}

extension Store {
    /// What checks may look back to from an instant, as a cycle saw it; nil for the newest.
    func history(before instant: Date, through cycle: Cycle.ID? = nil) async throws(StoreError) -> [PastFact]
    {
        let since = instant.addingTimeInterval(-Double(FactKinds.historyDays) * 86_400)
        return try await past(of: FactKinds.historical, since: since, through: cycle)
    }
}

extension Method {
    /// Judges facts, then the decisions that follow from them, and weighs both together.
    ///
    /// - Parameter carried: subjects that were not looked at anew, whose failures nothing confirms as mended.
    package func judge(
        _ evidence: RecordedEvidence,
        in cycle: Cycle,
        of store: any Store,
        at instant: Date,
        carried: Set<Subject> = []
    ) async throws -> (findings: [TrackedFinding], posture: Posture) {
        let (estate, artefacts) = (evidence.estate, evidence.artefacts)
        let found = judge.findings(on: evidence, at: instant)
        var measured = try await store.judge(
            found.filter { !carried.contains($0.subject) },
            in: cycle,
            at: instant,
            closing: .confirmed
        )
        if !carried.isEmpty {
            let kept = found.filter { carried.contains($0.subject) }
            measured += try await store.judge(kept, in: cycle, at: instant, closing: .never)
        }
        let decisions = model.decisions(
            findings: measured,
            estate: estate,
            artefacts: artefacts,
            at: instant
        )
        let decided = try await store.judge(
            judge.findings(on: evidence.weighed(decisions), basis: .decisions, at: instant),
            in: cycle,
            at: instant,
            closing: .atOnce
        )
        let findings = (measured + decided).sorted { $0.finding.key < $1.finding.key }
        let posture = model.posture(findings: findings, estate: estate, artefacts: artefacts, at: instant)
        return (findings, posture)
    }
}
