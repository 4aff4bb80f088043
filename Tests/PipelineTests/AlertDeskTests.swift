// SPDX-License-Identifier: Apache-2.0
import Alerts
import Foundation
import Inventory
import Model
import Pipeline
import Risk
import Store
import StoreSQLite
import Synchronization
import TestSupport
import Testing

/// Alerts from cycles in a store, with crashes wherever one can come.
final class AlertDeskTests {
    private static let start = Date(timeIntervalSince1970: 1_795_000_000)
    private let folder: URL
    private let store: SQLiteStore
    private let configuration: LoadedConfiguration

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "alerts-\(UUID())")
        let project = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: project.appending(path: "Config/risk-model.conf"),
            to: folder.appending(path: "risk-model.conf")
        )
        let text = """
            [Ministry]
            Name=Ministry
            Contact=soc@mfa.example
            [Chancery]
            Interval=6h
            [Domain mfa.example]
            [Endpoint www.mfa.example]
            [Alert all]
            Channel=webhook
            URL=https://hooks.mfa.example/chancery
            [Alert grave]
            Channel=journal
            Kinds=new, worse
            """
        try Data(text.utf8).write(to: folder.appending(path: "chancery.conf"))
        let today = try #require(CalendarDay(year: 2026, month: 11, day: 18))
        configuration = try LoadedConfiguration.load(directory: folder.path, today: today)
        store = try SQLiteStore(path: folder.appending(path: "store.db").path)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private var desk: AlertDesk { AlertDesk(store: store, configuration: configuration) }

    private static func hour(_ hours: Int) -> Date { start.addingTimeInterval(Double(hours) * 3600) }

    private static let checks = ["certificate.expired", "certificate.untrusted", "certificate.name-mismatch"]

    /// A closed cycle in which each check stood as said.
    private func cycle(_ verdicts: [Verdict], at hours: Int) async throws {
        let now = Self.hour(hours)
        let cycle = try await store.open(
            CyclePlan(started: now, estate: configuration.estate, vantage: "test", toolVersion: "1")
        )
        let findings = zip(Self.checks, verdicts).map {
            Finding(check: $0, subject: .endpoint("www.mfa.example"), verdict: Self.verdict($1, of: $0))
        }
        let tracked = try await store.judge(findings, in: cycle, at: now)
        let posture = configuration.method.model.posture(
            findings: tracked,
            estate: configuration.estate,
            at: now
        )
        try await store.close(cycle, at: now, posture: posture)
    }

    private static let failing = Verdict.fail(level: "expired", seen: "a", expected: "b")
    /// With a level that the check has.
    private static func verdict(_ verdict: Verdict, of check: String) -> Verdict {
        guard verdict.state == .fail else { return verdict }
        let levels = ["certificate.untrusted": "invalid", "certificate.name-mismatch": "mismatch"]
        return .fail(level: levels[check] ?? "expired", seen: "a", expected: "b")
    }

    private static let silence = Verdict.unknown(
        because: Unestablished(phase: .connect, reason: "refused", attempts: 1)
    )

    /// What arrived, by route: each alert with the batches that it came in.
    private final class Inbox: Sendable {
        let arrived = Mutex<[String: [String: Set<String>]]>([:])

        func take(_ batch: AlertBatch) {
            arrived.withLock { arrived in
                for alert in batch.alerts {
                    arrived[batch.route.id, default: [:]][alert.id, default: []].insert(batch.id)
                }
            }
        }
    }

    @Test func aTransitionIsToldOnceOnEachRouteThatWantsIt() async throws {
        let inbox = Inbox()
        func round(at hours: Int) async throws {
            _ = try await desk.review(at: Self.hour(hours))
            _ = try await desk.deliver(at: Self.hour(hours)) {
                inbox.take($0); return .told
            }
        }
        try await cycle([.pass, .pass, .pass], at: 0)
        try await round(at: 0)
        try await cycle([Self.failing, .pass, Self.silence], at: 6)
        for hours in [6, 7, 8] { try await round(at: hours) }
        for hours in [12, 42, 48] {
            try await cycle([.pass, .pass, .pass], at: hours)
            try await round(at: hours)
        }
        let arrived = inbox.arrived.withLock { $0 }
        let place = "certificate.expired endpoint:www.mfa.example"
        #expect(arrived["grave"].map { Set($0.keys) } == ["new \(place) cycle 2"])
        #expect(arrived["all"].map { Set($0.keys) } == ["new \(place) cycle 2", "resolved \(place) cycle 4"])
    }

    /// A host that fails for a day, by the clock that is handed in, gets everything once it is back, and nothing twice.
    @Test func aHostThatFailsForADayGetsItAfterwards() async throws {
        try await cycle([.pass, .pass, .pass], at: 0)
        _ = try await desk.review(at: Self.hour(0))
        try await cycle([Self.failing, Self.failing, .pass], at: 6)
        _ = try await desk.review(at: Self.hour(6))
        let inbox = Inbox()
        var tries: [Date] = []
        for minute in 0..<(2 * 24 * 60) {
            let now = Self.hour(6).addingTimeInterval(Double(minute) * 60)
            let isDown = minute < 24 * 60
            let events = try await desk.deliver(at: now) { batch in
                guard batch.route.id == "all", isDown else {
                    inbox.take(batch)
                    return .told
                }
                return .postponed(reason: "HTTP 500", after: minute == 0 ? 1_800 : nil)
            }
            if events.contains(where: { if case .postponed = $0 { true } else { false } }) {
                tries.append(now)
            }
        }
        // The host asked for half an hour; then twice as long each time, six hours at most.
        let pauses = zip(tries, tries.dropFirst()).map { $1.timeIntervalSince($0) / 60 }
        #expect(pauses == [30, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360])
        let arrived = inbox.arrived.withLock { $0["all"] ?? [:] }
        #expect(arrived.count == 2)
        #expect(Set(arrived.values.flatMap { $0 }).count == 1)
        #expect(try await store.outbox([.pending], limit: 10).isEmpty)
    }

    @Test func whatIsRefusedOrTooOldIsGivenUp() async throws {
        try await cycle([.pass, .pass, .pass], at: 0)
        _ = try await desk.review(at: Self.hour(0))
        try await cycle([Self.failing, .pass, .pass], at: 6)
        _ = try await desk.review(at: Self.hour(6))
        _ = try await desk.deliver(at: Self.hour(6)) { batch in
            batch.route.id == "all" ? .postponed(reason: "down", after: nil) : .refused(reason: "no")
        }
        // Nothing but what was not settled is tried again.
        let week = Self.hour(6).addingTimeInterval(AlertDesk.patience)
        let events = try await desk.deliver(at: week) { _ in .postponed(reason: "still down", after: nil) }
        #expect(events == [.givenUp(route: "all", target: "", alerts: 1, reason: "still down")])
        let remarks = try await store.outbox([.givenUp], limit: 10).map(\.remark)
        #expect(Set(remarks) == ["no", "still down"])
    }

    @Test func noCycleForTwoIntervalsIsToldOnceAndTheEndOfIt() async throws {
        try await cycle([.pass, .pass, .pass], at: 0)
        for hours in [0, 12] { #expect(try await desk.review(at: Self.hour(hours)) == 0) }
        #expect(try await desk.review(at: Self.hour(13)) == 1)
        #expect(try await desk.review(at: Self.hour(40)) == 0)
        try await cycle([.pass, .pass, .pass], at: 41)
        #expect(try await desk.review(at: Self.hour(41)) == 1)
        let keys = try await store.outbox([.pending], limit: 10).map(\.draft.key)
        #expect(keys.map { $0.prefix { $0 != " " } } == ["sees-again", "cannot-see"])
    }

    @Test func aBatchIsWhatTheSchemaSays() async throws {
        let route = try #require(configuration.inventory.alerts.first { $0.id == "all" })
        let key = FindingKey(check: "certificate.expired", subject: .endpoint("www.mfa.example"))
        let alert = Alert(
            .worse,
            topic: AlertTopic(key),
            mission: "paris",
            category: "cyberattacks",
            band: .high,
            bandBefore: .moderate,
            cycle: 7,
            at: Self.start
        )
        let trial = Alert(.test, detail: "this is a trial; nothing has changed", at: Self.start)
        let batch = AlertBatch(
            [alert, trial],
            on: route,
            to: "",
            window: Self.start,
            number: 3,
            of: configuration
        )
        let golden = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/reports/alerts.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD"] == "1" {
            try Data(batch.json).write(to: golden)
        }
        #expect(Data(batch.json) == (try Data(contentsOf: golden)))
    }

    @Test func aBatchOfWhichAPartArrivedIsTriedForTheOthers() async throws {
        try await cycle([.pass, .pass, .pass], at: 0)
        _ = try await desk.review(at: Self.hour(0))
        try await cycle([Self.failing, Self.failing, Self.failing], at: 6)
        _ = try await desk.review(at: Self.hour(6))
        let events = try await desk.deliver(at: Self.hour(6)) { batch in
            batch.route.id == "grave" ? .interrupted(told: 1, reason: "full") : .told
        }
        #expect(events.contains(.told(route: "grave", target: "", alerts: 1)))
        #expect(events.contains(.postponed(route: "grave", target: "", reason: "full")))
        let sizes = Mutex<[Int]>([])
        _ = try await desk.deliver(at: Self.hour(7)) { batch in
            sizes.withLock { $0.append(batch.alerts.count) }
            return .told
        }
        #expect(sizes.withLock { $0 } == [2])
    }

    @Test func aFirstCycleThatNeverComesIsTold() async throws {
        for hours in [0, 12] { #expect(try await desk.review(at: Self.hour(hours)) == 0) }
        #expect(try await desk.review(at: Self.hour(13)) == 1)
        try await cycle([Self.failing, .pass, .pass], at: 14)
        #expect(try await desk.review(at: Self.hour(14)) == 1)
        let keys = try await store.outbox([.pending], limit: 10).map(\.draft.key)
        #expect(keys.map { $0.prefix { $0 != " " } } == ["sees-again", "cannot-see"])
    }

    // MARK: Property

    private struct Killed: Error {}

    /// Where a process ends: before anything, between the steps, before a delivery, between it and its note, or not at all.
    private enum End: Int, CaseIterable {
        case atStart, afterReview, afterClaim, afterDelivery, never
    }

    /// A round that dies at some point; the next begins from the store alone.
    private func round(at hours: Int, dying end: End, into inbox: Inbox) async throws {
        guard end != .atStart else { return }
        _ = try await desk.review(at: Self.hour(hours))
        guard end != .afterReview else { return }
        do {
            _ = try await desk.deliver(at: Self.hour(hours)) { batch in
                if end == .afterClaim { throw Killed() }
                inbox.take(batch)
                if end == .afterDelivery { throw Killed() }
                return .told
            }
        } catch is Killed {}
    }

    /// What is to arrive on each route, by the pure function alone.
    private func wanted(since ledger: inout AlertLedger?) async throws -> [String: Set<String>] {
        let newest = try #require(try await store.cycles(limit: 1).first)
        let posture = try #require(try await store.posture(of: newest.id))
        let findings = try await store.findings(FindingFilter())
        guard let before = ledger else {
            ledger = AlertLedger(at: newest.id, posture, findings)
            return [:]
        }
        let (alerts, next) = before.following(posture, findings, at: newest.id, in: configuration.estate)
        ledger = next
        let pairs = configuration.inventory.alerts.map { ($0.id, Set(alerts.filter($0.wants).map(\.id))) }
        return Dictionary(pairs) { $0.union($1) }
    }

    /// Over a random history, with an end at any point, each transition arrives on each route, under one batch id.
    @Test(arguments: 0..<12) func nothingIsLostOrDoubledOverACrash(_ seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let verdicts = [Verdict.pass, .pass, Self.failing, Self.silence]
        let inbox = Inbox()
        var expected: [String: Set<String>] = [:]
        var ledger: AlertLedger?
        for number in 0..<12 {
            let drawn = Self.checks.map { _ in verdicts.randomElement(using: &generator) ?? .pass }
            try await cycle(drawn, at: number * 30)
            expected.merge(try await wanted(since: &ledger)) { $0.union($1) }
            for hour in 0..<4 {
                let end = End.allCases.randomElement(using: &generator) ?? .never
                try await round(at: number * 30 + hour, dying: end, into: inbox)
            }
            _ = try await desk.review(at: Self.hour(number * 30 + 5))
        }
        try await round(at: 11 * 30 + 6, dying: .never, into: inbox)
        let arrived = inbox.arrived.withLock { $0 }
        #expect(expected["all"]?.isEmpty == false)
        for route in configuration.inventory.alerts {
            #expect(Set(arrived[route.id, default: [:]].keys) == expected[route.id, default: []])
            for batches in arrived[route.id, default: [:]].values { #expect(batches.count == 1) }
        }
        #expect(try await store.outbox([.pending], limit: 10).isEmpty)
    }
}
