// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Store
import Testing

/// One thing that every store does, whatever it is made of; run against an empty store.
struct StoreClause: Sendable, CustomTestStringConvertible {
    let says: String
    let holds: @Sendable (any Store) async throws -> Void

    var testDescription: String { says }

    init(_ says: String, _ holds: @escaping @Sendable (any Store) async throws -> Void) {
        self.says = says
        self.holds = holds
    }

    static let all =
        cycles + evidence + findings + filters + postures + figures + bundles + service + seals + outbox
        + housekeeping
}

extension StoreClause {
    static let cycles = [
        StoreClause("cycles count from 1 and are never reused") { store in
            for number in 1...3 {
                let cycle = try await store.open(Sample.plan())
                #expect(cycle.id == Int64(number))
                try await store.abandon(cycle, at: Sample.hour(1), because: "stopped")
            }
        },
        StoreClause("an open cycle is found again as it was opened, until it is closed") { store in
            let opened = try await store.open(Sample.plan())
            #expect(try await store.openCycle() == opened)
            #expect(opened.finished == nil)
            #expect(opened.vantage == "headquarters")
            #expect(opened.estateSHA256.count == 64)
            #expect(try await store.cycles(limit: 10).isEmpty)
            try await store.close(opened, at: Sample.hour(1), posture: Sample.posture())
            #expect(try await store.openCycle() == nil)
            #expect(try await store.cycles(limit: 10).map(\.finished) == [Sample.hour(1)])
        },
        StoreClause("a second cycle is refused while one is open") { store in
            _ = try await store.open(Sample.plan())
            await #expect(throws: StoreError.self) { _ = try await store.open(Sample.plan()) }
        },
        StoreClause("closed cycles come newest first, abandoned ones not at all") { store in
            for number in 1...4 {
                let cycle = try await store.open(Sample.plan(at: Sample.hour(number)))
                if number == 2 {
                    try await store.abandon(cycle, at: Sample.hour(number), because: "stopped")
                } else {
                    try await store.close(cycle, at: Sample.hour(number), posture: Sample.posture())
                }
            }
            #expect(try await store.cycles(limit: 2).map(\.id) == [4, 3])
            #expect(try await store.cycles(limit: 9).map(\.id) == [4, 3, 1])
        },
        StoreClause("each cycle keeps the estate it was opened with") { store in
            let first = try await store.open(Sample.plan(estate: Sample.estate("Old")))
            try await store.close(first, at: Sample.hour(1), posture: Sample.posture())
            let second = try await store.open(Sample.plan(estate: Sample.estate("New")))
            #expect(try await store.estate(of: first) == Sample.estate("Old"))
            #expect(try await store.estate(of: second) == Sample.estate("New"))
            #expect(first.estateSHA256 != second.estateSHA256)
        },
        StoreClause("a cycle that has ended takes nothing more") { store in
            let cycle = try await store.open(Sample.plan())
            try await store.close(cycle, at: Sample.hour(1), posture: Sample.posture())
            let measurement = try Sample.measurement(of: Sample.address(1))
            await #expect(throws: StoreError.self) { try await store.record(measurement, in: cycle) }
            await #expect(throws: StoreError.self) {
                _ = try await store.judge([Sample.finding(.pass)], in: cycle, at: Sample.hour(2))
            }
            await #expect(throws: StoreError.self) {
                try await store.close(cycle, at: Sample.hour(2), posture: Sample.posture())
            }
            await #expect(throws: StoreError.self) {
                try await store.abandon(cycle, at: Sample.hour(2), because: "late")
            }
            #expect(try await store.measurements(in: cycle).isEmpty)
        },
    ]

    static let evidence = [
        StoreClause("past facts of a kind come with their first and last sight, of a subject's own") {
            store in
            for (hour, split) in [(0, 0), (6, 0), (12, 128)] {
                let cycle = try await store.open(Sample.plan(at: Sample.hour(hour)))
                for index in 1...2 {
                    let answers = [FactRecord(Reachability(suitesPerHello: index * 1000 + split))]
                    let visit = Visit(
                        subject: Sample.address(index),
                        vantage: "headquarters",
                        started: Sample.hour(hour),
                        finished: Sample.hour(hour),
                        cost: Cost(),
                        transcriptSHA256: nil,
                        answers: answers.map { .fact($0) }
                    )
                    try await store.record(visit, in: cycle)
                }
                if hour < 12 {
                    try await store.close(cycle, at: Sample.hour(hour + 1), posture: Sample.posture())
                }
            }
            let past = try await store.past(of: [Reachability.kind], since: Sample.hour(0))
            #expect(past.map(\.subject) == [1, 1, 2, 2].map(Sample.address))
            #expect(past.map(\.first) == [0, 12, 0, 12].map(Sample.hour))
            #expect(past.map(\.last) == [6, 12, 6, 12].map(Sample.hour))
            let facts = try past.map { try $0.record.decode(Reachability.self).suitesPerHello }
            #expect(facts == [1000, 1128, 2000, 2128])
            let later = try await store.past(of: [Reachability.kind], since: Sample.hour(6))
            #expect(later.map(\.first) == [6, 12, 6, 12].map(Sample.hour))
            let earlier = try await store.past(of: [Reachability.kind], since: Sample.hour(0), through: 1)
            #expect(earlier.map(\.first) == [0, 0].map(Sample.hour))
            #expect(earlier.map(\.last) == [0, 0].map(Sample.hour))
            #expect(try await store.past(of: [VersionOffer.kind], since: Sample.hour(0)).isEmpty)
            #expect(try await store.past(of: [], since: Sample.hour(0)).isEmpty)
        },
        StoreClause("a measurement comes back as it was given") { store in
            let cycle = try await store.open(Sample.plan())
            let reason = Unestablished(phase: .handshake, reason: "reset\u{1B}[2J \u{FFFD} \"", attempts: 2)
            let given = try Sample.measurement(of: Sample.address(1), unestablished: reason)
            try await store.record(given, in: cycle)
            #expect(try await store.measurements(in: cycle) == [given])
            #expect(try await store.answers(about: Sample.address(1), in: cycle) == given.answers)
            #expect(try await store.answers(about: .ministry, in: cycle).isEmpty)
        },
        StoreClause("measurements come sorted by subject") { store in
            let cycle = try await store.open(Sample.plan())
            for index in [3, 1, 2] {
                try await store.record(try Sample.measurement(of: Sample.address(index)), in: cycle)
            }
            let subjects = try await store.measurements(in: cycle).map(\.subject)
            #expect(subjects == [1, 2, 3].map(Sample.address))
        },
        StoreClause("recording a subject again in a cycle changes nothing") { store in
            let cycle = try await store.open(Sample.plan())
            let given = try Sample.measurement(of: Sample.address(1), "first")
            try await store.record(given, in: cycle)
            try await store.record(try Sample.measurement(of: Sample.address(1), "second"), in: cycle)
            #expect(try await store.measurements(in: cycle) == [given])
            #expect(try await store.statistics().facts == 1)
        },
        StoreClause("an equal fact is kept once, one of another kind apart") { store in
            let cycle = try await store.open(Sample.plan())
            for index in 1...5 {
                try await store.record(try Sample.measurement(of: Sample.address(index), "a"), in: cycle)
            }
            #expect(try await store.statistics().facts == 1)
            let twin = OtherFact(aspect: "one", value: "a")
            let other = Visit(
                subject: Sample.address(6),
                vantage: "headquarters",
                started: Sample.start,
                finished: Sample.start,
                cost: Cost(),
                transcriptSHA256: nil,
                answers: [.fact(FactRecord(twin))]
            )
            try await store.record(other, in: cycle)
            #expect(try await store.statistics().facts == 2)
            #expect(try await store.measurements(in: cycle).last == other)
        },
        StoreClause("the measured subjects of a cycle say where it goes on") { store in
            let first = try await store.open(Sample.plan())
            try await store.record(try Sample.measurement(of: Sample.address(9)), in: first)
            try await store.abandon(first, at: Sample.hour(1), because: "stopped")
            let second = try await store.open(Sample.plan())
            #expect(try await store.measuredSubjects(in: second).isEmpty)
            try await store.record(try Sample.measurement(of: Sample.address(1)), in: second)
            try await store.record(try Sample.measurement(of: .endpoint("www1")), in: second)
            #expect(try await store.measuredSubjects(in: second) == [Sample.address(1), .endpoint("www1")])
            #expect(try await store.measuredSubjects(in: first) == [Sample.address(9)])
        },
        StoreClause("without a cycle the newest closed one is read") { store in
            #expect(try await store.measurements(in: nil).isEmpty)
            let first = try await store.open(Sample.plan())
            let kept = try Sample.measurement(of: Sample.address(1), "closed")
            try await store.record(kept, in: first)
            try await store.close(first, at: Sample.hour(1), posture: Sample.posture())
            let second = try await store.open(Sample.plan())
            try await store.record(try Sample.measurement(of: Sample.address(1), "open"), in: second)
            #expect(try await store.measurements(in: nil) == [kept])
        },
    ]
}
