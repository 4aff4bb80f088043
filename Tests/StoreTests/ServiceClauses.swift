// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Store
import Testing

extension StoreClause {
    private static func event(_ hour: Int, _ cycle: Cycle.ID? = nil) -> ServiceEvent {
        ServiceEvent(
            at: Sample.hour(hour),
            kind: .reload,
            cycle: cycle,
            lines: ["added Endpoint www\(hour).mfa.example", "changed Chancery: Interval: 6h → 1h"]
        )
    }

    static let service = [
        StoreClause("events come back as they were noted, newest first") { store in
            let cycle = try await store.open(Sample.plan())
            let events = [event(1), event(2, cycle.id), event(3)]
            for event in events { try await store.note(event) }
            #expect(try await store.events(limit: 9) == events.reversed())
            #expect(try await store.events(limit: 1) == [events[2]])
            #expect(try await store.events(limit: 0).isEmpty)
            #expect(try await store.events(of: [], in: nil, limit: 9).isEmpty)
            #expect(try await store.events(of: [.held, .merged], in: nil, limit: 9).isEmpty)
            #expect(try await store.events(of: [.reload, .held], in: cycle.id, limit: 9) == [events[1]])
        },
        StoreClause("a self-check comes back with its cycle, the worst of those that it had") { store in
            let cycle = try await store.open(Sample.plan())
            #expect(try await store.selfCheck(of: cycle.id) == nil)
            let good = SelfCheck(planted: 3, verdicts: 9, connections: 5, milliseconds: 70)
            let bad = SelfCheck(
                differences: [.init(.missed, "tls.x", at: "bad"), .init(.invented, "tls.y", at: "good")],
                reason: "tls.z is unknown",
                planted: 3
            )
            for (hour, check) in [good, bad, good].enumerated() {
                let at = Sample.hour(hour)
                try await store.note(
                    ServiceEvent(at: at, kind: .selfCheck, cycle: cycle.id, lines: check.lines)
                )
            }
            #expect(try await store.selfCheck(of: cycle.id) == bad)
            #expect(try await store.events(of: [.selfCheck], in: nil, limit: 9).count == 3)
            #expect(try await store.selfCheck(of: cycle.id + 1) == nil)
        },
        StoreClause("the head of the next cycle covers the events since the one before") { store in
            try await store.note(event(1))
            var logs: [String: Int64] = [:]
            for (number, expected) in [(1, 1), (2, 0), (3, 2)] {
                let cycle = try await store.open(Sample.plan(at: Sample.hour(number)))
                if expected == 2 { for hour in [7, 8] { try await store.note(event(hour)) } }
                try await store.close(cycle, at: Sample.hour(number + 1), posture: Sample.posture())
                let covered = try await store.records(of: cycle.id, after: logs, through: nil)
                #expect(covered.records.count { $0.name.hasPrefix("event ") } == expected)
                logs = covered.logs
            }
            #expect(logs["event"] == 3)
        },
        StoreClause("what is carried into a cycle is there, known as such, and no sight of its own") {
            store in
            let (one, two) = (Sample.address(1), Sample.address(2))
            let first = try await store.open(Sample.plan())
            for subject in [one, two] {
                try await store.record(try Sample.measurement(of: subject), in: first)
            }
            try await store.close(first, at: Sample.hour(1), posture: Sample.posture())
            let second = try await store.open(Sample.plan(at: Sample.hour(6)))
            let fresh = try Sample.measurement(of: two, at: Sample.hour(6))
            try await store.record(fresh, in: second)
            let old = try await store.measurements(in: first)
            try await store.carry(old, into: second)
            #expect(try await store.measurements(in: second) == [old[0], fresh])
            #expect(try await store.carriedSubjects(in: second.id) == [one])
            #expect(try await store.carriedSubjects(in: first.id).isEmpty)
            #expect(try await store.measuredSubjects(in: second) == [one, two])
            #expect(try await store.inconsistencies().isEmpty)
            try await store.close(second, at: Sample.hour(7), posture: Sample.posture())
            await #expect(throws: StoreError.self) { try await store.carry(old, into: second) }
        },
        StoreClause("what was not looked at anew closes no failure") { store in
            for (hour, verdict) in [(0, Sample.failure()), (24, .pass), (72, .pass)] {
                let cycle = try await store.open(Sample.plan(at: Sample.hour(hour)))
                let judged = try await store.judge(
                    [Sample.finding(verdict)],
                    in: cycle,
                    at: Sample.hour(hour),
                    closing: hour == 72 ? .never : .confirmed
                )
                #expect(judged[0].closed == nil)
                #expect((judged[0].mended != nil) == (hour > 0))
                try await store.close(cycle, at: Sample.hour(hour + 1), posture: Sample.posture())
            }
            let cycle = try await store.open(Sample.plan(at: Sample.hour(80)))
            let judged = try await store.judge([Sample.finding(.pass)], in: cycle, at: Sample.hour(80))
            #expect(judged[0].closed == Sample.hour(80))
        },
    ]
}
