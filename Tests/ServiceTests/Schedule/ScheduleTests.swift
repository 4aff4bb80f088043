// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import TestSupport
import Testing

@testable import Service

/// What is due when, over settings and what was measured.
struct ScheduleTests {
    private static let midnight = Date(timeIntervalSince1970: 20_000 * 86_400)

    private static func at(_ hours: Double) -> Date { midnight.addingTimeInterval(hours * 3600) }

    private static func occasion(_ began: Double, _ ended: Double) -> LastMeasurements.Occasion {
        LastMeasurements.Occasion(began: at(began), ended: at(ended))
    }

    private func schedule(
        hours: Double = 6,
        roles: [Role: Double] = [:],
        jitter: Double = 0,
        instance: String = "a"
    ) -> Schedule {
        var settings = ServiceSettings()
        settings.interval = .seconds(hours * 3600)
        settings.jitter = .seconds(jitter)
        settings.schedule.roleIntervals = roles.map { RoleInterval(role: $0, interval: .seconds($1 * 3600)) }
        return Schedule(settings, timeZone: .gmt, instance: instance)
    }

    private func endpoint(_ id: String, _ role: Role = .publicWebsite) -> Endpoint {
        Endpoint(
            id: id,
            host: id,
            port: 443,
            service: .https,
            role: role,
            mission: nil,
            criticality: role.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }

    private func estate(_ endpoints: [Endpoint], domains: [String] = []) -> Estate {
        Estate(
            ministry: Ministry(name: "M"),
            endpoints: endpoints,
            domains: domains.map { ListedDomain(name: $0, mission: nil) }
        )
    }

    /// Began, ended and now in hours after midnight, and when it is due with six hours; nil for long ago.
    static let cases: [(began: Double, ended: Double, now: Double, due: Double?)] = [
        (0, 0.1, 0.2, 6),
        (0.1, 0.2, 0.3, 6),
        // Somebody asked shortly before the next one: that one is skipped.
        (5.9, 5.95, 6, 12),
        (2.9, 2.95, 3, 6),
        // Held back by quiet hours; back on the grid.
        (4, 4.1, 5, 12),
        // Longer than the interval: what was due meanwhile is not made up for.
        (0, 6.5, 6.6, 12),
        (0, 6, 6.1, 12),
        (0, 25, 25, 30),
        // Slept for three days: due once, and since then.
        (0, 0.1, 72, 6),
        // The clock was a year ahead when it was measured.
        (8760, 8760.1, 1, nil),
        // A little ahead: no reason to measure again at once.
        (1, 1.1, 0.5, 6),
    ]

    @Test("a subject is due on the grid, half an interval after it was measured or more", arguments: cases)
    func due(_ began: Double, _ ended: Double, _ now: Double, _ due: Double?) {
        let date = schedule().due(after: Self.occasion(began, ended), every: 6 * 3600, at: Self.at(now))
        #expect(date == due.map(Self.at) ?? .distantPast)
    }

    @Test func rolesHaveTheirOwnIntervalsAndFallTogether() {
        let schedule = schedule(roles: [.consularPortal: 1, .directory: 24])
        let estate = estate(
            [endpoint("www"), endpoint("visa", .consularPortal), endpoint("ldap", .directory)],
            domains: ["mfa.example"]
        )
        let last: [Subject: LastMeasurements.Occasion] = Dictionary(
            uniqueKeysWithValues: [
                Subject.endpoint("www"), .endpoint("visa"), .endpoint("ldap"), .domain("mfa.example"),
            ]
            .map { ($0, Self.occasion(0, 0.2)) } + [(.ministry, Self.occasion(0, 0.2))]
        )
        let early = schedule.plan(over: estate, last: last, at: Self.at(0.5))
        #expect(early.due.isEmpty && early.next == Self.at(1))
        #expect(schedule.plan(over: estate, last: last, at: Self.at(1)).due == [.endpoint("visa")])
        let six = schedule.plan(over: estate, last: last, at: Self.at(6))
        #expect(six.due == [.endpoint("visa"), .endpoint("www"), .domain("mfa.example"), .ministry])
        #expect(schedule.plan(over: estate, last: last, at: Self.at(24)).due.count == 5)
    }

    @Test func whatIsMostOverdueComesFirstAndWhatWasNeverMeasuredBeforeAll() {
        let schedule = schedule(roles: [.mail: 2, .vpn: 1])
        let estate = estate([
            endpoint("a"), endpoint("b", .mail), endpoint("c", .vpn), endpoint("new"), endpoint("d", .vpn),
        ])
        var last: [Subject: LastMeasurements.Occasion] = [:]
        for id in ["a", "b", "c", "d"] { last[.endpoint(id)] = Self.occasion(0, 0.1) }
        last[.ministry] = Self.occasion(0, 0.1)
        let due = schedule.plan(over: estate, last: last, at: Self.at(9)).due
        #expect(due.map(\.name) == ["new", "c", "d", "b", "a", Subject.ministry.name])
    }

    @Test func attestationsAloneAreJudgedOnTheInterval() {
        let plan = schedule().plan(over: estate([]), last: [.ministry: Self.occasion(0, 0)], at: Self.at(1))
        #expect(plan == Schedule.Plan(due: [], next: Self.at(6)))
        #expect(schedule().plan(over: estate([]), last: [:], at: Self.at(1)).due == [.ministry])
    }

    /// Began, ended, and the cycles that were due in between.
    static let overlaps: [(began: Double, ended: Double, merged: Int)] = [
        (0, 1, 0), (0, 5.9, 0), (0, 6, 1), (0, 11.9, 1), (0, 12, 2), (4, 7, 1), (0, 0, 0), (3, 2, 0),
        (2.9, 6.1, 1),
    ]

    @Test("a cycle that takes long swallows those that were due", arguments: overlaps)
    func merged(_ began: Double, _ ended: Double, _ count: Int) {
        let estate = estate([endpoint("a"), endpoint("b", .mail)])
        let occasion = Self.occasion(began, ended)
        #expect(schedule().merged(into: occasion, measuring: [.endpoint("a")], of: estate) == count)
    }

    @Test("jitter is this instance's own, the same every time, and within its bound", arguments: 1...50)
    func jitter(_ number: Int) {
        let schedule = schedule(jitter: 600, instance: "host-\(number)")
        #expect((0...600).contains(schedule.delay))
        #expect(self.schedule(jitter: 600, instance: "host-\(number)").delay == schedule.delay)
        #expect(self.schedule(jitter: 0, instance: "host-\(number)").delay == 0)
        let due = schedule.due(after: Self.occasion(0, 0.1), every: 6 * 3600, at: Self.at(0.2))
        #expect(due == Self.at(6).addingTimeInterval(schedule.delay))
    }

    @Test func instancesAreSpreadOverTheJitter() {
        let delays = (0..<400).map { schedule(jitter: 1000, instance: "host\($0)").delay }
        for tenth in 0..<10 {
            let range = Double(tenth) * 100..<Double(tenth + 1) * 100
            #expect((15...70).contains(delays.count { range.contains($0) }))
        }
    }

    /// Plays a month of cycles, some long, some asked for, some after sleep.
    @Test("whatever happens, cycles come on the grid, none twice, and none is left out", arguments: 1...20)
    func month(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let interval = Double([1, 6, 24].randomElement(using: &generator) ?? 1)
        let schedule = schedule(hours: interval, jitter: 300, instance: "\(seed)")
        var now = Self.at(Double.random(in: 0..<24, using: &generator))
        var last: LastMeasurements.Occasion?
        for _ in 0..<200 {
            let due = schedule.due(after: last, every: interval * 3600, at: now)
            if let last {
                // Never while it ran, never sooner than half an interval after it began, never later than it must.
                #expect(due > last.ended)
                #expect(due.timeIntervalSince(last.began) >= interval * 1800 - 0.001)
                let busy = max(last.began.addingTimeInterval(interval * 1800), last.ended)
                #expect(due.timeIntervalSince(busy) <= interval * 3600 + 0.001)
                let steps = (due.timeIntervalSince1970 - schedule.delay) / (interval * 3600)
                #expect(abs(steps - steps.rounded()) < 1e-6)
            }
            let asked = Int.random(in: 0..<6, using: &generator) == 0
            let slept =
                Int.random(in: 0..<8, using: &generator) == 0
                ? Double.random(in: 0..<100, using: &generator) : 0
            let start = asked ? now.addingTimeInterval(60) : max(now, due).addingTimeInterval(slept * 3600)
            let long = Int.random(in: 0..<5, using: &generator) == 0 ? interval * 2.5 : interval * 0.3
            let length = Double.random(in: 0.01..<long, using: &generator) * 3600
            last = LastMeasurements.Occasion(began: start, ended: start.addingTimeInterval(length))
            now = start.addingTimeInterval(length + 1)
        }
    }
}
