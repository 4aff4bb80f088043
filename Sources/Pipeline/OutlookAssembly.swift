// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
internal import Foundation
internal import Model
internal import Reports
internal import Risk
internal import Standards
internal import Store

/// Puts together what a report says beyond the findings of its cycle.
struct OutlookAssembly {
    let store: any Store
    let method: Method
    /// For how long after a change of the risk model both are shown.
    let overlap: Duration

    private static let steps = 5
    private static let questions = 5
    /// Changes are tried on so many endpoints, those that shut out most first.
    static let mostFrontiers = 24
    /// So many cycles back.
    private static let mostMoments = 12

    /// What can be done, and whom it lets in; needs no standings of the cycle.
    func choices(on kept: KeptCycle, _ findings: [TrackedFinding]) -> ReportOutlook {
        var outlook = ReportOutlook()
        let weighed = kept.weighed(findings, by: method.model)
        let plan = weighed.plan(shared: kept.shared, steps: Self.steps, questions: Self.questions)
        let bench = try? TradeBench(kept, method: method, audience: method.audience, weighed: weighed)
        outlook.plan = info(on: plan, of: kept, bench)
        outlook.inclusion = inclusion(of: kept, bench)
        return outlook
    }

    /// Adds what is to come, and what was.
    func complete(_ outlook: inout ReportOutlook, of kept: KeptCycle, at now: Date) async throws(StoreError) {
        outlook.calendar = calendar(of: kept)
        outlook.trend = try await trend()
        outlook.comparison = try await ModelComparisonAssembly(
            store: store,
            method: method,
            overlap: overlap
        ).comparison(at: now)
        outlook.shared = shared(in: kept)
    }

    private func info(on plan: Plan, of kept: KeptCycle, _ bench: TradeBench?) -> PlanInfo {
        let reach = try? PlanReach.steps(
            of: plan,
            on: kept,
            method: method,
            audience: method.audience,
            bench: bench
        )
        let assembly = PlanAssembly(store: store, method: method)
        let order = method.model.categories.map(\.id)
        return PlanInfo(
            steps: plan.steps.enumerated().map { place, step in
                PlanInfo.Step(
                    step,
                    order: order,
                    lines: assembly.lines(for: step.bundle, in: kept.estate),
                    reach: reach?[place]
                )
            },
            bundles: plan.bundles,
            questions: plan.questions.map {
                PlanInfo.Question(id: $0.id, places: $0.subjects.count, narrows: $0.narrows)
            }
        )
    }

    private func calendar(of kept: KeptCycle) -> CalendarInfo {
        let end = CalendarDay(kept.judged).adding(months: 12)
        let calendar = CalendarAssembly(method: method).calendar(of: kept, through: end.start)
        return CalendarInfo(
            from: CalendarDay(calendar.from),
            through: CalendarDay(calendar.through),
            entries: calendar.entries.map(CalendarInfo.Entry.init)
        )
    }

    /// Nil where a threshold of the risk model cannot be read.
    private func inclusion(of kept: KeptCycle, _ bench: TradeBench?) -> InclusionInfo? {
        let audience = method.audience
        let reading = ReachAssembly(store: store, method: method, audience: audience)
        guard let lines = try? reading.lines(of: kept.estate, in: kept.evidence) else { return nil }
        let candidates = lines.filter { $0.endpoint.service == .https }.compactMap { line in
            (try? line.reach.get()).map { (id: line.endpoint.id, low: $0.low ?? 0) }
        }
        let tried = candidates.sorted { ($0.low, $0.id) < ($1.low, $1.id) }.prefix(Self.mostFrontiers)
            .map(\.id)
        let assembly = FrontierAssembly(kept, method: method, audience: audience, bench: bench)
        let frontiers = tried.isEmpty ? [] : (try? assembly.lines(of: Set(tried))) ?? []
        return InclusionInfo(
            source: audience.isWeighted ? audience.source : nil,
            endpoints: lines.map {
                InclusionInfo.Reached(endpoint: $0.endpoint.id, reach: $0.reach, regional: $0.regional)
            },
            frontiers: frontiers.compactMap(InclusionInfo.Frontier.init),
            untried: candidates.count - tried.count
        )
    }

    private func trend() async throws(StoreError) -> TrendInfo? {
        var kept: [KeptFigures] = []
        for cycle in try await store.cycles(limit: Self.mostMoments).reversed() {
            guard let posture = try await store.posture(of: cycle.id, withItems: false) else { continue }
            kept.append(KeptFigures(cycle: cycle, posture: posture.figures, tally: nil))
        }
        guard !kept.isEmpty else { return nil }
        let trend = Trend(kept, TrendFilter())
        return TrendInfo(
            moments: trend.moments.map {
                TrendInfo.Moment(cycle: $0.cycle.id, asOf: $0.asOf, isOtherModel: $0.isOtherModel)
            },
            lines: trend.lines.filter { $0.scope == .ministry || $0.scope == .category }.map { line in
                TrendInfo.Line(
                    category: line.scope == .ministry ? nil : line.id,
                    points: line.points.map { $0?.residual }
                )
            }
        )
    }

    private func shared(in kept: KeptCycle) -> SharedInfo {
        let graph = DependenceGraph(of: kept.evidence)
        return SharedInfo(worst: DependenceKind.Harm.allCases.flatMap(graph.worst))
    }
}

extension PlanInfo.Step {
    fileprivate init(
        _ step: PlanStep,
        order: [String],
        lines: [PlannedLines],
        reach: PlanReach.StepReach?
    ) {
        var seen: Set<String> = []
        let programs = Dictionary(grouping: lines, by: \.program).sorted { $0.key < $1.key }
        self.init(
            cause: PlanInfo.Cause(rawValue: step.bundle.cause.rawValue) ?? .process,
            place: step.bundle.cause == .certificate
                ? step.bundle.endpoints.joined(separator: ", ") : step.bundle.place,
            effort: step.bundle.effort.rawValue,
            findings: step.bundle.findings,
            falls: order.compactMap { id in
                step.changes[id].map { PlanInfo.Fall(category: id, before: $0.before, after: $0.after) }
            },
            jewels: step.jewels,
            ministry: step.ministry,
            lines: programs.map { program, parts in
                PlanInfo.Lines(
                    program: program,
                    lines: parts.flatMap(\.lines).filter { seen.insert("\(program) \($0)").inserted }
                )
            },
            reach: (reach?.places ?? []).map { place in
                PlanInfo.Reached(
                    endpoint: place.endpoint,
                    change: place.effect == .notEstablished ? nil : place.change,
                    reason: place.reason
                )
            }
        )
    }
}

extension CalendarInfo.Entry {
    fileprivate init(_ entry: CalendarEntry) {
        let kind: CalendarInfo.Kind =
            switch entry.kind {
            case .fails, .worsens: entry.id.hasPrefix("certificate.") ? .certificate : .fails
            case .overdue: .overdue
            case .attestationEnds, .acceptanceEnds: .lapses
            }
        self.init(
            day: entry.day,
            kind: kind,
            id: entry.id,
            title: entry.title,
            band: entry.band,
            isContinual: entry.isContinual,
            subjects: entry.subjects,
            evidence: entry.evidence
        )
    }
}

extension InclusionInfo.Frontier {
    /// Nil where no change can be followed.
    fileprivate init?(_ line: FrontierAssembly.Line) {
        guard let chart = try? line.chart.get() else { return nil }
        let all = chart.candidates + [chart.combination].compactMap(\.self)
        let channel: String =
            switch line.channel {
            case .attested(let attestation):
                "\(attestation.answer.rawValue), attested until \(attestation.validUntil)"
            case .notEstablished(let reason): "not established, \(reason)"
            }
        self.init(
            endpoint: line.endpoint.id,
            now: InclusionInfo.State(chart.now),
            isNowOnFrontier: chart.isNowOnFrontier,
            candidates: all.map(InclusionInfo.Candidate.init),
            channel: channel
        )
    }
}

extension InclusionInfo.Candidate {
    fileprivate init(_ candidate: FrontierAssembly.Candidate) {
        var seen: Set<String> = []
        self.init(
            titles: candidate.changes.map(\.title),
            needs: candidate.changes.compactMap(\.needs).filter { seen.insert($0).inserted },
            zone: InclusionInfo.Zone(rawValue: candidate.zone.rawValue) ?? .lost,
            isOnFrontier: candidate.isOnFrontier,
            state: InclusionInfo.State(candidate.state),
            change: candidate.reach
        )
    }
}

extension InclusionInfo.State {
    fileprivate init(_ state: TradeBench.State) {
        self.init(risk: state.risk.endpoint, reach: state.reach)
    }
}
