// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Store
import Testing

extension StoreClause {
    /// Judges a few findings in a new cycle and closes it with a posture over them.
    private static func closedCycle(in store: any Store, at hours: Int) async throws -> (Cycle, Posture) {
        let now = Sample.hour(hours)
        let cycle = try await store.open(Sample.plan(at: now))
        let verdicts = [Verdict.pass, Sample.failure(seen: "\(hours)"), Sample.silence]
        let findings = (0..<12).map { index in
            Sample.finding("check \(index % 4)", Sample.address(index), verdicts[index % 3])
        }
        let tracked = try await store.judge(findings, in: cycle, at: now)
        let posture = Sample.posture(at: now, tracked, point: 40 + Double(hours) / 3)
        try await store.close(cycle, at: now, posture: posture)
        return (cycle, posture)
    }

    static let postures = [
        StoreClause("a posture comes back whole") { store in
            #expect(try await store.posture(of: nil) == nil)
            let (cycle, posture) = try await closedCycle(in: store, at: 1)
            #expect(try await store.posture(of: cycle.id) == posture)
            #expect(try await store.posture(of: nil) == posture)
            #expect(try await store.posture(of: 99) == nil)
        },
        StoreClause("a posture over findings the store never judged comes back whole") { store in
            let stranger = TrackedFinding(
                number: 0,
                finding: Sample.finding(Sample.failure()),
                since: Sample.start,
                firstFailed: Sample.start,
                lastSeen: Sample.start,
                reopened: 0
            )
            let posture = Sample.posture(at: Sample.start, [stranger])
            let cycle = try await store.open(Sample.plan())
            try await store.close(cycle, at: Sample.hour(1), posture: posture)
            #expect(try await store.posture(of: cycle.id) == posture)
        },
        StoreClause("the two newest postures keep their items, an older one all else") { store in
            var closed: [(Cycle, Posture)] = []
            for hours in 1...4 { closed.append(try await closedCycle(in: store, at: hours)) }
            for (cycle, posture) in closed.suffix(2) {
                #expect(try await store.posture(of: cycle.id) == posture)
            }
            for (cycle, posture) in closed.prefix(2) {
                let read = try #require(try await store.posture(of: cycle.id))
                #expect(read.items.isEmpty)
                #expect(read.endpoints == posture.endpoints)
                #expect(read.missions == posture.missions)
                #expect(read.categories == posture.categories)
                #expect(read.ministry == posture.ministry)
                #expect(read.attestations == posture.attestations)
            }
        },
    ]

    static let figures = [
        StoreClause("what was open is kept for every cycle, in counts") { store in
            for hours in 0..<4 {
                let cycle = try await store.open(Sample.plan(at: Sample.hour(hours)))
                let tracked = try await store.judge(
                    [Sample.finding(Sample.failure())],
                    in: cycle,
                    at: Sample.hour(hours)
                )
                let posture = Sample.posture(at: Sample.hour(hours), tracked)
                try await store.close(cycle, at: Sample.hour(hours), posture: posture)
                #expect(
                    try await store.tally(of: cycle.id) == PostureTally(posture, of: Sample.estate())
                )
                let whole = try #require(try await store.posture(of: cycle.id))
                let bare = try #require(try await store.posture(of: nil, withItems: false))
                #expect(!whole.items.isEmpty && bare.items.isEmpty)
                #expect(bare.ministry == whole.ministry && bare.endpoints == whole.endpoints)
                #expect(bare.asOf == whole.asOf && bare.attestations == whole.attestations)
            }
            let first = try #require(try await store.tally(of: 1))
            #expect(first.ministry.open == 1 && first.categories.values.map(\.open) == [1])
            #expect(try await store.tally(of: 5) == nil)
        },
        StoreClause("a model's file is kept by its hash, once") { store in
            let file = Array("[Model]\nName=Sample\n".utf8)
            try await store.keepModel(file)
            try await store.keepModel(file)
            let hash = "e3c147a3e4aa8c68cb5dbcd6252dfc010f7bcd414c0aad43429b72e79775d942"
            #expect(try await store.model(sha256: hash) == file)
            #expect(try await store.model(sha256: String(hash.reversed())) == nil)
        },
        StoreClause("visits are listed with manifests, whose answers are read apart") { store in
            var manifests: [KeptVisit.Manifest] = []
            for (hours, value) in [(0, "same"), (1, "same"), (2, "other")] {
                let cycle = try await store.open(Sample.plan(at: Sample.hour(hours)))
                let given = try Sample.measurement(of: Sample.address(1), value)
                try await store.record(given, in: cycle)
                let visits = try await store.visits(in: cycle)
                #expect(visits.map(\.subject) == [given.subject] && visits.map(\.vantage) == [given.vantage])
                let manifest = try #require(visits.first?.manifest)
                #expect(try await store.answers(of: [manifest]) == [manifest: given.answers])
                manifests.append(manifest)
                try await store.close(cycle, at: Sample.hour(hours), posture: Sample.posture())
            }
            #expect(manifests[0] == manifests[1] && manifests[1] != manifests[2])
            #expect(try await store.answers(of: []).isEmpty)
            #expect(try await store.answers(of: [manifests[2] + 1]).isEmpty)
        },
    ]

    static let housekeeping = [
        StoreClause("reports come newest first") { store in
            let cycle = try await store.open(Sample.plan())
            let reports = ["html", "json", "csv"].map { format in
                ReportRecord(
                    cycle: cycle.id,
                    written: Sample.start,
                    format: format,
                    path: "2026-11-23/report.\(format)",
                    sha256: String(repeating: "0f", count: 32)
                )
            }
            for report in reports { try await store.record(report) }
            #expect(try await store.reports(limit: 2) == [reports[2], reports[1]])
        },
        StoreClause("pruning drops what only old cycles saw, and says what it dropped") { store in
            for (hours, value) in [(0, "old"), (1, "both"), (2, "both"), (3, "new")] {
                let cycle = try await store.open(Sample.plan(at: Sample.hour(hours)))
                try await store.record(try Sample.measurement(of: Sample.address(1), value), in: cycle)
                try await store.close(cycle, at: Sample.hour(hours), posture: Sample.posture())
            }
            #expect(try await store.prune(before: Sample.hour(2)) == 1)
            #expect(try await store.prune(before: Sample.hour(2)) == 0)
            let cycles = try await store.cycles(limit: 9)
            let dropped = try #require(try await store.measurements(in: cycles[3]).first?.answers.first)
            guard case .unestablished(let question, let reason) = dropped else {
                Issue.record("the body of a pruned fact is still there")
                return
            }
            #expect(question == Question(SampleFact.self, "one"))
            #expect(!reason.isDeliberate)
            let kept = try await store.measurements(in: cycles[2]).first
            #expect(kept == (try Sample.measurement(of: Sample.address(1), "both")))
        },
        StoreClause("pruning spares the newest closed cycle, and a dropped fact seen again is whole again") {
            store in
            for value in ["a", "b"] {
                let cycle = try await store.open(Sample.plan())
                try await store.record(try Sample.measurement(of: Sample.address(1), value), in: cycle)
                try await store.close(cycle, at: Sample.hour(1), posture: Sample.posture())
            }
            #expect(try await store.prune(before: Sample.hour(1000)) == 1)
            #expect(
                try await store.measurements(in: nil) == [try Sample.measurement(of: Sample.address(1), "b")]
            )
            let again = try await store.open(Sample.plan())
            try await store.record(try Sample.measurement(of: Sample.address(1), "a"), in: again)
            #expect(
                try await store.measurements(in: again) == [
                    try Sample.measurement(of: Sample.address(1), "a")
                ]
            )
            #expect(try await store.statistics().facts == 2)
        },
        StoreClause("statistics count what is kept") { store in
            let cycle = try await store.open(Sample.plan())
            try await store.record(try Sample.measurement(of: Sample.address(1)), in: cycle)
            _ = try await store.judge([Sample.finding(.pass)], in: cycle, at: Sample.start)
            let statistics = try await store.statistics()
            #expect(statistics.schemaVersion >= 1)
            #expect(statistics.bytes > 0)
            #expect(statistics.cycles == 1)
            #expect(statistics.measurements == 1)
            #expect(statistics.facts == 1)
            #expect(statistics.findings == 1)
            #expect(statistics.transitions == 1)
        },
    ]
}
