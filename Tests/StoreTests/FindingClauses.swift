// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Store
import Testing

/// Judges one verdict a cycle on the same subject, some hours apart, and returns what was tracked.
private func judge(
    _ verdicts: [Verdict],
    every hours: Int = 1,
    closing: Closing = .confirmed,
    in store: any Store
) async throws -> [TrackedFinding] {
    var tracked: [TrackedFinding] = []
    for (index, verdict) in verdicts.enumerated() {
        let now = Sample.hour(index * hours)
        let cycle = try await store.open(Sample.plan(at: now))
        let finding = Sample.finding(verdict)
        tracked += try await store.judge([finding], in: cycle, at: now, closing: closing)
        try await store.close(cycle, at: now, posture: Sample.posture(at: now, tracked.suffix(1)))
    }
    return tracked
}

extension StoreClause {
    static let findings = [
        StoreClause("how findings stood after a cycle is told whatever came later") { store in
            let verdicts = [
                Verdict.pass, Sample.failure(), Sample.failure("ssl3"), Sample.silence, .pass, .pass,
                Sample.failure(),
            ]
            let tracked = try await judge(verdicts, every: 24, in: store)
            let key = Sample.finding(.pass).key
            for (index, verdict) in verdicts.enumerated() {
                let standings = try await store.standings(after: Int64(index + 1))
                #expect(Array(standings.keys) == [key])
                let kept = try #require(standings[key])
                #expect(
                    kept.standing.tracked(key, number: kept.number, seen: Sample.hour(24 * index))
                        == tracked[index]
                )
                #expect(kept.standing.verdict == verdict)
                #expect((kept.standing.course.mended != nil) == (index == 4))
                #expect((kept.standing.course.closed != nil) == (index == 5))
            }
            #expect(try await store.standings(after: 0).isEmpty)
        },
        StoreClause("only what changed since a cycle is told where that is asked") { store in
            let verdicts = [Verdict.pass, Sample.failure(), Sample.failure(), .pass]
            _ = try await judge(verdicts, in: store)
            var merged = try await store.standings(after: 1)
            for cycle in 2...4 as ClosedRange<Cycle.ID> {
                let changed = try await store.standings(after: cycle, since: cycle - 1)
                #expect(changed.isEmpty == (cycle == 3))
                merged.merge(changed) { $1 }
                #expect(merged == (try await store.standings(after: cycle)))
            }
        },
        StoreClause("a finding keeps its number for ever") { store in
            let tracked = try await judge([.pass, Sample.failure(), .pass, Sample.silence], in: store)
            #expect(Set(tracked.map(\.number)) == [1])
        },
        StoreClause("an unchanged verdict adds no transition but is seen again") { store in
            let tracked = try await judge([Sample.failure(), Sample.failure(), Sample.failure()], in: store)
            #expect(try await store.statistics().transitions == 1)
            #expect(tracked.map(\.since) == [0, 0, 0].map(Sample.hour))
            #expect(tracked.map(\.lastSeen) == [0, 1, 2].map(Sample.hour))
            #expect(try await store.findings(FindingFilter()).map(\.lastSeen) == [Sample.hour(2)])
        },
        StoreClause("changed words are a transition, but only state and level move since") { store in
            let verdicts = [
                Sample.failure(seen: "30 days left"), Sample.failure(seen: "29 days left"),
                Sample.failure("tls1.1", seen: "29 days left"),
            ]
            let tracked = try await judge(verdicts, in: store)
            #expect(try await store.statistics().transitions == 3)
            #expect(tracked.map(\.since) == [0, 0, 2].map(Sample.hour))
            #expect(tracked.map(\.firstFailed) == [0, 0, 0].map(Sample.hour))
            #expect(tracked.map(\.finding.verdict) == verdicts)
        },
        StoreClause("how often something was tried in vain is no transition") { store in
            let tries = [1, 2, 3].map { attempts in
                Verdict.unknown(
                    because: Unestablished(phase: .connect, reason: "timed out", attempts: attempts)
                )
            }
            let tracked = try await judge(tries, in: store)
            #expect(try await store.statistics().transitions == 1)
            #expect(tracked.map(\.finding.verdict) == [tries[0], tries[0], tries[0]])
        },
        StoreClause("failing again after it was closed reopens, and the first failure stays") { store in
            let tracked = try await judge(
                [
                    .pass, Sample.failure(), Sample.silence, Sample.failure(), .pass, Sample.silence,
                    Sample.failure(), .pass, Sample.silence, .pass, Sample.failure(),
                ],
                every: 12,
                in: store
            )
            #expect(tracked.map(\.reopened) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
            #expect(tracked.map(\.firstFailed) == [nil] + Array(repeating: Sample.hour(12), count: 10))
            #expect(tracked.map { $0.mended != nil }.filter(\.self).count == 4)
            #expect(tracked.map(\.closed).suffix(2) == [Sample.hour(108), nil])
            #expect(tracked.last?.lastReopened == Sample.hour(120))
            #expect(tracked.last?.turns == [12, 48, 72, 84, 120].map(Sample.hour))
        },
        StoreClause("what is clean once waits, and is closed by a clean measurement a day later") { store in
            let verdicts = [Sample.failure("ssl3"), .pass, .pass, Sample.silence, .pass]
            let tracked = try await judge(verdicts, every: 8, in: store)
            let mended = Mended(failure: Sample.failure("ssl3"), clean: Sample.hour(8))
            #expect(tracked.map(\.mended) == [nil, mended, mended, mended, nil])
            #expect(tracked.map(\.finding.verdict) == verdicts)
            #expect(tracked.map(\.closed) == [nil, nil, nil, nil, Sample.hour(32)])
            // The verdict that closes is no other one, and yet a transition.
            let again = try await judge([.pass, .pass], every: 8, in: store)
            #expect(again.map(\.closed) == [Sample.hour(32), Sample.hour(32)])
            #expect(try await store.statistics().transitions == 4)
        },
        StoreClause("the same verdict closes as a transition of its own") { store in
            let tracked = try await judge([Sample.failure(), .pass, .pass], every: 24, in: store)
            #expect(tracked.map(\.closed) == [nil, nil, Sample.hour(48)])
            #expect(tracked.map(\.since) == [0, 24, 24].map(Sample.hour))
            let history = try await store.history(of: Sample.finding(.pass).key)
            #expect(history.map(\.verdict) == [Sample.failure(), .pass, .pass])
            #expect(history.map(\.at) == [0, 24, 48].map(Sample.hour))
        },
        StoreClause("a second short of a day confirms nothing, and neither does judging twice") { store in
            let cycle = try await store.open(Sample.plan())
            for (verdict, second) in [
                (Sample.failure(), 0.0), (.pass, 60), (.pass, 60), (.pass, 60 + 86_399),
            ] {
                let now = Sample.start.addingTimeInterval(second)
                let judged = try await store.judge([Sample.finding(verdict)], in: cycle, at: now)
                #expect(judged.map(\.closed) == [nil])
                #expect(judged.map(\.isOpen) == [true])
            }
            let now = Sample.start.addingTimeInterval(60 + 86_400)
            let judged = try await store.judge([Sample.finding(.pass)], in: cycle, at: now)
            #expect(judged.map(\.closed) == [now])
            #expect(judged.map(\.isOpen) == [false])
        },
        StoreClause("what is decided closes with its verdict") { store in
            let tracked = try await judge([Sample.failure(), .pass], closing: .atOnce, in: store)
            #expect(tracked.map(\.closed) == [nil, Sample.hour(1)])
            #expect(tracked.map(\.mended) == [nil, nil])
        },
        StoreClause("what waits to be confirmed is read beside the states asked for") { store in
            let cycle = try await store.open(Sample.plan())
            let all = [Sample.address(1), Sample.address(2), Sample.address(3)]
            for verdicts in [[Sample.failure(), Sample.failure(), .pass], [.pass, Sample.failure(), .pass]] {
                let findings = zip(all, verdicts).map { Sample.finding("a", $0, $1) }
                _ = try await store.judge(findings, in: cycle, at: Sample.start)
            }
            var filter = FindingFilter(states: [.fail])
            #expect(try await store.findings(filter).map(\.finding.subject) == [all[1]])
            filter.includesMended = true
            #expect(try await store.findings(filter).map(\.finding.subject) == [all[0], all[1]])
        },
        StoreClause("the history holds every transition, oldest first") { store in
            let verdicts: [Verdict] = [
                .pass, Sample.failure(), .notApplicable(because: "no TLS"), .notTested(because: "not ours"),
                Sample.silence,
            ]
            _ = try await judge(verdicts, in: store)
            let key = Sample.finding(.pass).key
            let history = try await store.history(of: key)
            #expect(history.map(\.verdict) == verdicts)
            #expect(history.map(\.at) == (0...4).map(Sample.hour))
            #expect(history.map(\.cycle) == [1, 2, 3, 4, 5])
            let stranger = FindingKey(check: "none", subject: .ministry)
            #expect(try await store.history(of: stranger).isEmpty)
        },
        StoreClause("judging returns the order given, reading the order of keys") { store in
            let cycle = try await store.open(Sample.plan())
            let given = [(2, "b"), (1, "b"), (3, "a")].map { index, check in
                Sample.finding(check, Sample.address(index), .pass)
            }
            let judged = try await store.judge(given, in: cycle, at: Sample.start)
            #expect(judged.map(\.finding) == given)
            #expect(judged.map(\.number) == [1, 2, 3])
            let read = try await store.findings(FindingFilter())
            #expect(read == judged.sorted { $0.finding.key < $1.finding.key })
        },
        StoreClause("what the newest cycle no longer judges is history only") { store in
            _ = try await judge([Sample.failure()], in: store)
            let cycle = try await store.open(Sample.plan())
            let other = Sample.finding("other", Sample.address(2), .pass)
            _ = try await store.judge([other], in: cycle, at: Sample.hour(5))
            #expect(try await store.findings(FindingFilter()).map(\.finding) == [other])
            #expect(try await store.history(of: Sample.finding(.pass).key).count == 1)
        },
        StoreClause("judging in parts, or again, in one cycle adds up") { store in
            let cycle = try await store.open(Sample.plan())
            let parts = [1, 2].map { Sample.finding("a", Sample.address($0), Sample.failure()) }
            for part in parts + parts {
                _ = try await store.judge([part], in: cycle, at: Sample.start)
            }
            #expect(try await store.findings(FindingFilter()).map(\.finding) == parts)
            #expect(try await store.statistics().transitions == 2)
        },
    ]

    static let filters = [
        StoreClause("findings are filtered by check, endpoint and state together") { store in
            let cycle = try await store.open(Sample.plan())
            let all = [
                Sample.finding("a", Sample.address(1), .pass),
                Sample.finding("a", Sample.address(2), Sample.failure()),
                Sample.finding("b", .endpoint("www1.mfa.example"), Sample.failure()),
                Sample.finding("b", .domain("mfa.example"), Sample.silence),
                Sample.finding("c", .ministry, .notTested(because: "off")),
            ]
            _ = try await store.judge(all, in: cycle, at: Sample.start)
            func checks(_ filter: FindingFilter) async throws -> [Finding] {
                try await store.findings(filter).map(\.finding)
            }
            #expect(try await checks(FindingFilter()).count == 5)
            #expect(try await checks(FindingFilter(checks: ["a"])) == [all[0], all[1]])
            #expect(try await checks(FindingFilter(checks: ["a", "c"])) == [all[0], all[1], all[4]])
            #expect(try await checks(FindingFilter(endpoints: ["www1.mfa.example"])) == [all[0], all[2]])
            #expect(try await checks(FindingFilter(states: [.fail, .unknown])) == [all[1], all[3], all[2]])
            let both = FindingFilter(endpoints: ["www1.mfa.example"], states: [.fail])
            #expect(try await checks(both) == [all[2]])
            #expect(try await checks(FindingFilter(checks: ["' OR 1=1 --"])).isEmpty)
        },
        StoreClause("a filter takes more values than a statement takes arguments") { store in
            let cycle = try await store.open(Sample.plan())
            _ = try await store.judge(
                [Sample.finding("check 7", .ministry, .pass)],
                in: cycle,
                at: Sample.start
            )
            let filter = FindingFilter(checks: Set((0..<70_000).map { "check \($0)" }))
            #expect(try await store.findings(filter).count == 1)
        },
    ]
}
