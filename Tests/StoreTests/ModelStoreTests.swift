// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// What a store has to answer, kept in the simplest way: every judgement of every finding, for ever.
private struct ModelStore {
    var visits: [Cycle.ID: [Subject: Visit]] = [:]
    var judgements: [FindingKey: [Judged]] = [:]
    var numbers: [FindingKey: Int64] = [:]
    var newestJudged: Cycle.ID?
    var closed: [Cycle.ID] = []

    mutating func record(_ measurement: Visit, in cycle: Cycle) {
        if visits[cycle.id]?[measurement.subject] != nil { return }
        visits[cycle.id, default: [:]][measurement.subject] = measurement
    }

    mutating func judge(_ findings: [Finding], in cycle: Cycle, at now: Date) -> [TrackedFinding] {
        newestJudged = cycle.id
        return findings.compactMap { finding in
            if numbers[finding.key] == nil { numbers[finding.key] = Int64(numbers.count + 1) }
            let judged = Judged(cycle: cycle.id, at: now, verdict: finding.verdict)
            judgements[finding.key, default: []].append(judged)
            return tracked(finding.key)
        }
    }

    /// A finding's history told from all its judgements.
    func tracked(_ key: FindingKey) -> TrackedFinding? {
        guard let all = judgements[key], let number = numbers[key], let last = all.last else { return nil }
        let unlike = all.lastIndex { judged in
            judged.verdict.state != last.verdict.state || judged.verdict.level != last.verdict.level
        }
        let course = PlainCourse(all)
        return TrackedFinding(
            number: number,
            finding: Finding(check: key.check, subject: key.subject, verdict: last.verdict),
            since: all[(unlike ?? -1) + 1].at,
            firstFailed: course.firstFailed,
            lastSeen: last.at,
            reopened: course.reopenings.count,
            lastReopened: course.reopenings.last,
            mended: course.mended,
            closed: course.closed,
            turns: course.turns
        )
    }

    func findings(_ filter: FindingFilter) -> [TrackedFinding] {
        judgements.filter { $0.value.last?.cycle == newestJudged }.keys.sorted().compactMap(tracked)
            .filter { tracked in
                (filter.checks.isEmpty || filter.checks.contains(tracked.finding.check))
                    && (filter.endpoints.isEmpty
                        || tracked.finding.subject.endpointID.map(filter.endpoints.contains) ?? false)
                    && (filter.states.isEmpty || filter.states.contains(tracked.finding.verdict.state)
                        || filter.includesMended && tracked.mended != nil)
            }
    }

    func history(of key: FindingKey) -> [Verdict] {
        judgements[key].map { PlainCourse($0).transitions } ?? []
    }
}

/// Random work on a real store and on the model, side by side.
@Suite struct ModelStoreTests {
    private static let subjects: [Subject] =
        (1...4).map(Sample.address) + [.endpoint("www1.mfa.example"), .domain("mfa.example"), .ministry]
    private static let checks = ["a.one", "a.two", "b.one"]
    private static let verdicts: [Verdict] = [
        .pass, .pass, Sample.failure(), Sample.failure("ssl3"), Sample.failure(seen: "SSL 2"), Sample.silence,
        .notApplicable(because: "no TLS"), .notTested(because: "not ours"),
    ]

    private static func some<Element>(_ list: [Element], _ random: inout SeededGenerator) -> [Element] {
        list.filter { _ in Bool.random(using: &random) }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func answersLikeTheModelWhateverIsDone(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        var random = SeededGenerator(seed: seed)
        var model = ModelStore()
        var store = try SQLiteStore(path: directory.database)
        var hours = 0
        for _ in 0..<60 {
            // The clock may go back.
            hours += Int.random(in: -2...14, using: &random)
            let now = Sample.hour(hours)
            if Int.random(in: 0..<10, using: &random) == 0 {
                try store.close()
                store = try SQLiteStore(path: directory.database)
            }
            guard let cycle = try await store.openCycle() else {
                _ = try await store.open(Sample.plan(at: now))
                continue
            }
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<3:
                for subject in Self.some(Self.subjects, &random) {
                    let value = String(Int.random(in: 0..<3, using: &random))
                    let measurement = try Sample.measurement(of: subject, value, at: now)
                    try await store.record(measurement, in: cycle)
                    model.record(measurement, in: cycle)
                }
            case 3..<6:
                let findings = Self.findings(&random)
                let expected = model.judge(findings, in: cycle, at: now)
                #expect(try await store.judge(findings, in: cycle, at: now) == expected)
            case 6:
                let posture = Sample.posture(at: now, model.findings(FindingFilter()))
                try await store.close(cycle, at: now, posture: posture)
                model.closed.append(cycle.id)
                #expect(try await store.posture(of: cycle.id) == posture)
            default:
                try await store.abandon(cycle, at: now, because: "stopped")
            }
            try await Self.compare(store, model, &random)
        }
    }

    private static func findings(_ random: inout SeededGenerator) -> [Finding] {
        var findings: [Finding] = []
        for check in some(checks, &random) {
            for subject in some(subjects, &random) {
                let verdict = verdicts.randomElement(using: &random) ?? .pass
                findings.append(Finding(check: check, subject: subject, verdict: verdict))
            }
        }
        return findings.shuffled(using: &random)
    }

    private static func compare(_ store: SQLiteStore, _ model: ModelStore, _ random: inout SeededGenerator)
        async throws
    {
        let filter = FindingFilter(
            checks: Set(some(checks, &random)),
            endpoints: Set(some(["www1.mfa.example", "www2.mfa.example"], &random)),
            states: Set(some(Verdict.State.allCases, &random)),
            includesMended: Bool.random(using: &random)
        )
        #expect(try await store.findings(FindingFilter()) == model.findings(FindingFilter()))
        #expect(try await store.findings(filter) == model.findings(filter))
        #expect(try await store.cycles(limit: 100).map(\.id) == model.closed.reversed())
        if let check = checks.randomElement(using: &random),
            let subject = subjects.randomElement(using: &random)
        {
            let key = FindingKey(check: check, subject: subject)
            #expect(try await store.history(of: key).map(\.verdict) == model.history(of: key))
        }
        let newest = model.closed.last.flatMap { model.visits[$0] } ?? [:]
        let expected = newest.values.sorted { $0.subject < $1.subject }
        #expect(try await store.measurements(in: nil) == expected)
        if let open = try await store.openCycle() {
            let visited = Set((model.visits[open.id] ?? [:]).keys)
            #expect(try await store.measuredSubjects(in: open) == visited)
        }
    }
}
