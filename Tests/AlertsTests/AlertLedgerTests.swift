// SPDX-License-Identifier: Apache-2.0
import Foundation
import MailSubmission
import Model
import TestSupport
import Testing

@testable import Alerts

struct AlertLedgerTests {
    typealias State = AlertSample.State

    private static let key = AlertSample.key("tls.weak", "a")
    /// Something that is established throughout, so that no cycle is blind.
    private static let other = AlertSample.key("web.plain", "b")

    /// The same, of the endpoint of `key`.
    private static let sight = AlertSample.key("tls.sight", "a")

    /// What is told over a course of states of one finding.
    private static func told(_ course: [State]) -> [[AlertKind]] {
        var ledger: AlertLedger?
        return course.enumerated().map { number, state in
            let states = [key: state, other: .pass, sight: .pass]
            let posture = AlertSample.posture(states, hour: number)
            guard let before = ledger else {
                ledger = AlertLedger(at: 1, posture)
                return []
            }
            let (alerts, next) = before.following(posture, at: Int64(number) + 1, in: AlertSample.estate)
            ledger = next
            return alerts.map(\.kind)
        }
    }

    struct Course: Sendable, CustomTestStringConvertible {
        let name: String
        let states: [State]
        let told: [[AlertKind]]

        var testDescription: String { name }
    }

    static let courses: [Course] = [
        Course(name: "what stands at first is told by reports", states: [.high, .high], told: [[], []]),
        Course(
            name: "it begins, and ends by confirmation",
            states: [.pass, .high, .mended, .pass],
            told: [[], [.new], [], [.resolved]]
        ),
        Course(
            name: "flapping is told once",
            states: [.pass, .high, .mended, .high, .mended, .high],
            told: [[], [.new], [], [], [], []]
        ),
        Course(
            name: "worse, and not again when it goes up and down",
            states: [.moderate, .high, .moderate, .high],
            told: [[], [.worse], [], []]
        ),
        Course(
            name: "what cannot be told is not resolved",
            states: [.high, .unknown, .unknown, .high],
            told: [[], [], [], []]
        ),
        Course(
            name: "nor what is not tested any more",
            states: [.high, .notTested, .high],
            told: [[], [], []]
        ),
        Course(name: "unknown, then clean", states: [.high, .unknown, .pass], told: [[], [], [.resolved]]),
        Course(name: "unknown, then failing", states: [.unknown, .high], told: [[], [.new]]),
        Course(name: "gone with what could fail", states: [.high, .notApplicable], told: [[], [.resolved]]),
        Course(
            name: "accepted is not mended, and its end is news",
            states: [.high, .accepted, .high],
            told: [[], [], [.new]]
        ),
        Course(name: "accepted from the first", states: [.accepted, .pass, .high], told: [[], [], [.new]]),
        Course(
            name: "it comes back after it was closed",
            states: [.high, .pass, .high],
            told: [[], [.resolved], [.new]]
        ),
    ]

    @Test(arguments: courses) func transitionsAreTold(_ course: Course) {
        #expect(Self.told(course.states) == course.told)
    }

    @Test func anEndpointIsAsBadAsTheWorstOfItsAddresses() {
        let one = AlertSample.key("tls.weak", "a", at: "192.0.2.1")
        let two = AlertSample.key("tls.weak", "a", at: "192.0.2.2")
        let three = AlertSample.key("tls.weak", "a", at: "192.0.2.3")
        var ledger = AlertLedger(at: 1, AlertSample.posture([one: .pass, two: .pass, Self.other: .pass]))
        func next(_ states: [FindingKey: State], _ number: Int64) -> [AlertKind] {
            let posture = AlertSample.posture(states.merging([Self.other: .pass]) { $1 })
            let (alerts, after) = ledger.following(posture, at: number, in: AlertSample.estate)
            ledger = after
            return alerts.map(\.kind)
        }
        #expect(next([one: .moderate, two: .pass], 2) == [.new])
        // Another address in the stead of the first, just as bad; then both.
        #expect(next([two: .pass, three: .moderate], 3) == [])
        #expect(next([one: .moderate, three: .high], 4) == [.worse])
        #expect(next([one: .pass, three: .unknown], 5) == [])
        // The name has no address today, so nothing of it is judged.
        #expect(next([:], 6) == [])
        #expect(next([one: .high], 7) == [])
        #expect(next([one: .pass], 8) == [.resolved])
    }

    @Test func whatIsJudgedForTheFirstTimeOnlyEnters() {
        let ledger = AlertLedger(at: 1, AlertSample.posture([Self.key: .pass]))
        let newcomers: [FindingKey: State] = [
            Self.key: .pass, AlertSample.key("tls.weak", "b"): .high,
            AlertSample.key("new.check", "a"): .high,
        ]
        let (alerts, next) = ledger.following(AlertSample.posture(newcomers), at: 2, in: AlertSample.estate)
        #expect(alerts.isEmpty)
        let later = newcomers.mapValues { _ in State.pass }
        let resolved = next.following(AlertSample.posture(later), at: 3, in: AlertSample.estate).alerts
        #expect(resolved.map(\.kind) == [.resolved, .resolved])
    }

    @Test func whatIsListedNoMoreLeavesWithoutAWord() {
        let ledger = AlertLedger(at: 1, AlertSample.posture([Self.key: .high, Self.other: .pass]))
        let smaller = Estate(ministry: Ministry(name: "Ministry"))
        let (alerts, next) = ledger.following(AlertSample.posture([Self.other: .pass]), at: 2, in: smaller)
        #expect(alerts.isEmpty && next.open.isEmpty)
    }

    @Test func anotherModelMakesNothingWorse() {
        let ledger = AlertLedger(at: 1, AlertSample.posture([Self.key: .moderate, Self.other: .pass]))
        let (alerts, next) = ledger.following(
            AlertSample.posture([Self.key: .high, Self.other: .pass], model: "cd"),
            at: 2,
            in: AlertSample.estate
        )
        #expect(alerts.isEmpty)
        #expect(next.open.values.map(\.band) == [.high])
    }

    @Test func aCycleThatSawNothingIsToldOnceAndItsEnd() {
        var ledger = AlertLedger(at: 1, AlertSample.posture([Self.key: .high]))
        var told: [[AlertKind]] = []
        // The loss of one endpoint is no news where nothing at all is seen.
        for (number, state) in [State.unknown, .unknown, .high, .unknown].enumerated() {
            let (alerts, next) = ledger.following(
                AlertSample.posture([Self.key: state]),
                at: Int64(number) + 2,
                in: AlertSample.estate
            )
            ledger = next
            told.append(alerts.map(\.kind))
        }
        #expect(told == [[.cannotSee], [], [.seesAgain], [.cannotSee]])
    }

    @Test func anEndpointThatIsNotSeenAnyMoreIsToldOnceAndItsEnd() {
        let first = AlertSample.key("tls.weak", "a", at: "192.0.2.1")
        let second = AlertSample.key("tls.weak", "a", at: "192.0.2.2")
        // Its names are looked up whether it answers or not.
        let name = AlertSample.key("names.unsigned", "a")
        var ledger = AlertLedger(at: 1, AlertSample.posture([first: .high, name: .pass, Self.other: .pass]))
        func next(_ states: [FindingKey: State], _ number: Int64) -> [String] {
            let posture = AlertSample.posture(states.merging([name: .pass]) { $1 })
            let (alerts, after) = ledger.following(posture, at: number, in: AlertSample.estate)
            ledger = after
            return alerts.map { "\($0.kind.rawValue) \($0.subject?.name ?? "all") \($0.mission ?? "none")" }
        }
        #expect(next([first: .high, second: .unknown, Self.other: .pass], 2) == [])
        #expect(next([first: .unknown, second: .unknown, Self.other: .pass], 3) == ["cannot-see a paris"])
        #expect(next([first: .unknown, Self.other: .unknown], 4) == ["cannot-see all none"])
        #expect(next([first: .unknown, Self.other: .pass], 5) == ["sees-again all none"])
        let exchanged = next([first: .high, Self.other: .unknown], 6)
        #expect(exchanged == ["sees-again a paris", "cannot-see b none"])
        #expect(next([first: .high, Self.other: .unknown], 7) == [])
    }

    @Test func whatWasNeverSeenIsNotMissed() {
        let ledger = AlertLedger(at: 1, AlertSample.posture([Self.key: .unknown, Self.other: .pass]))
        let states: [FindingKey: State] = [Self.key: .unknown, Self.other: .pass]
        let (alerts, next) = ledger.following(AlertSample.posture(states), at: 2, in: AlertSample.estate)
        #expect(alerts.isEmpty)
        let seen = AlertSample.posture([Self.key: .pass, Self.other: .pass])
        #expect(next.following(seen, at: 3, in: AlertSample.estate).alerts.isEmpty)
    }

    @Test func aDeadManIsToldOnceAndSeesAgain() throws {
        let ledger = AlertLedger(at: 1, AlertSample.posture([Self.key: .pass]))
        let end = AlertSample.start
        #expect(ledger.stalling(at: end.addingTimeInterval(7_200), finished: end, patience: 7_200) == nil)
        let (alerts, stalled) = try #require(
            ledger.stalling(at: end.addingTimeInterval(7_201), finished: end, patience: 7_200)
        )
        #expect(alerts.map(\.kind) == [.cannotSee])
        #expect(stalled.stalling(at: end.addingTimeInterval(99_999), finished: end, patience: 7_200) == nil)
        let again = stalled.following(AlertSample.posture([Self.key: .pass]), at: 2, in: AlertSample.estate)
        #expect(again.alerts.map(\.kind) == [.seesAgain])
        #expect(again.ledger.sight == .clear)
    }

    @Test func aFirstCycleThatNeverComesIsMissed() throws {
        let begun = AlertSample.start
        let ledger = AlertLedger(awaiting: begun)
        #expect(ledger.stalling(at: begun.addingTimeInterval(60), finished: nil, patience: 60) == nil)
        let (alerts, stalled) = try #require(
            ledger.stalling(at: begun.addingTimeInterval(61), finished: nil, patience: 60)
        )
        #expect(alerts.map(\.kind) == [.cannotSee] && alerts[0].cycle == nil)
        // What the first cycle finds, reports tell.
        let first = AlertSample.posture([Self.key: .high])
        #expect(ledger.following(first, at: 1, in: AlertSample.estate).alerts.isEmpty)
        let (told, next) = stalled.following(first, at: 1, in: AlertSample.estate)
        #expect(told.map(\.kind) == [.seesAgain])
        #expect(next == AlertLedger(at: 1, first))
    }

    @Test func anAcceptanceThatRunsOutIsToldOncePerLastDay() throws {
        func standing(_ day: String) throws -> AcceptanceStanding {
            AcceptanceStanding(
                acceptance: Acceptance(
                    id: "known",
                    check: "tls.weak",
                    subject: .endpoint("a"),
                    reason: "old",
                    compensatingControl: nil,
                    approver: "Head",
                    approverRole: nil,
                    ticket: nil,
                    approved: try #require(CalendarDay("2026-11-01")),
                    expires: try #require(CalendarDay(day))
                ),
                state: .inForce,
                covers: [],
                endsSoon: true
            )
        }
        var ledger = AlertLedger(at: 1, AlertSample.posture([Self.key: .accepted]))
        var told: [[String?]] = []
        for (number, day) in ["2026-12-01", "2026-12-01", "2026-12-24"].enumerated() {
            let posture = AlertSample.posture([Self.key: .accepted], ending: [try standing(day)])
            let (alerts, next) = ledger.following(posture, at: Int64(number) + 2, in: AlertSample.estate)
            ledger = next
            told.append(alerts.map(\.detail))
            #expect(alerts.allSatisfy { $0.kind == .expiring && $0.mission == "paris" })
        }
        #expect(
            told == [
                ["acceptance known ends on 2026-12-01"], [], ["acceptance known ends on 2026-12-24"],
            ]
        )
    }

    @Test func aLedgerIsReadBackAsItWas() throws {
        let closed = AlertLedger(at: 7, AlertSample.posture([Self.key: .high, Self.other: .unknown]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for ledger in [closed, AlertLedger(awaiting: AlertSample.start)] {
            let bytes = try encoder.encode(ledger)
            #expect(try JSONDecoder().decode(AlertLedger.self, from: bytes) == ledger)
        }
    }

    // MARK: Properties

    /// Checks what was told of a state; whether it is open now.
    private func expect(_ kinds: [AlertKind], of state: State?, wasOpen was: Bool) -> Bool {
        switch state {
        case .high?, .moderate?, .mended?:
            #expect(was ? kinds.allSatisfy { $0 == .worse } : kinds == [.new])
            return true
        case .pass?, .notApplicable?:
            #expect(kinds == (was ? [.resolved] : []))
            return false
        case .accepted?:
            #expect(kinds.isEmpty)
            return false
        case .unknown?, .notTested?, nil:
            #expect(kinds.isEmpty)
            return was
        }
    }

    /// Over random courses of several findings: openings and closings alternate, and unknown tells nothing.
    @Test(arguments: 0..<200) func whatIsToldFollowsFromWhatWasSeen(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let keys = ["tls.weak", "mail.open"].flatMap { check in ["a", "b"].map { AlertSample.key(check, $0) }
        }
        func draw() -> [FindingKey: State] {
            Dictionary(keys.map { ($0, State.allCases.randomElement(using: &generator) ?? .pass) }) { $1 }
        }
        var states = draw()
        states[Self.other] = .pass
        // So that neither endpoint is ever lost from sight.
        let sights = ["a", "b"].map { AlertSample.key("tls.sight", $0) }
        for sight in sights { states[sight] = .pass }
        var ledger = AlertLedger(at: 1, AlertSample.posture(states))
        var isOpen: [AlertTopic: Bool] = [:]
        for key in keys { isOpen[AlertTopic(key)] = [.high, .moderate, .mended].contains(states[key]) }
        for number in 2..<30 {
            states = draw()
            states[Self.other] = .pass
            for sight in sights { states[sight] = .pass }
            let (alerts, next) = ledger.following(
                AlertSample.posture(states, hour: number),
                at: Int64(number),
                in: AlertSample.estate
            )
            ledger = next
            #expect(Set(alerts.map(\.id)).count == alerts.count)
            for key in keys {
                let topic = AlertTopic(key)
                let kinds = alerts.filter { $0.check == key.check && $0.subject == topic.subject }.map(\.kind)
                let was = isOpen[topic] == true
                isOpen[topic] = expect(kinds, of: states[key], wasOpen: was)
            }
            // The same again changes nothing.
            let again = ledger.following(
                AlertSample.posture(states),
                at: Int64(number),
                in: AlertSample.estate
            )
            #expect(again.alerts.isEmpty && again.ledger == ledger)
        }
    }
}

struct AlertRouteTests {
    private static func alert(_ kind: AlertKind, _ band: Band?, mission: String?, category: String?) -> Alert
    {
        Alert(kind, mission: mission, category: category, band: band, cycle: 1, at: AlertSample.start)
    }

    @Test func aRouteTakesWhatItAsksFor() {
        let route = AlertRoute(
            id: "soc",
            channel: .journal,
            missions: ["paris"],
            categories: ["cyberattacks"],
            minimumBand: .high,
            kinds: [.new, .cannotSee]
        )
        #expect(route.wants(Self.alert(.new, .high, mission: "paris", category: "cyberattacks")))
        #expect(!route.wants(Self.alert(.new, .moderate, mission: "paris", category: "cyberattacks")))
        #expect(!route.wants(Self.alert(.new, .high, mission: nil, category: "cyberattacks")))
        #expect(!route.wants(Self.alert(.new, .high, mission: "paris", category: nil)))
        #expect(!route.wants(Self.alert(.worse, .high, mission: "paris", category: "cyberattacks")))
        // What runs out may have no category.
        let wide = AlertRoute(id: "soc", channel: .journal, categories: ["cyberattacks"])
        #expect(wide.wants(Self.alert(.expiring, nil, mission: nil, category: nil)))
        #expect(!wide.wants(Self.alert(.expiring, nil, mission: nil, category: "data-leaks")))
        // One endpoint that is not seen concerns its mission alone.
        func lost(_ mission: String) -> Alert {
            Alert(.cannotSee, subject: .endpoint("a"), mission: mission, cycle: 1, at: AlertSample.start)
        }
        #expect(route.wants(lost("paris")) && !route.wants(lost("rome")))
        // Blindness concerns everybody who asks for it.
        #expect(route.wants(Self.alert(.cannotSee, nil, mission: nil, category: nil)))
        #expect(!route.wants(Self.alert(.seesAgain, nil, mission: nil, category: nil)))
        #expect(route.wants(Self.alert(.test, nil, mission: nil, category: nil)))
    }

    @Test func digestsWaitForTheEndOfTheirTime() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        func text(_ digest: AlertDigest, _ instant: String) throws -> String {
            digest.window(of: try Date(instant, strategy: .iso8601), zone: zone).formatted(.iso8601)
        }
        #expect(try text(.no, "2026-11-27T10:20:30Z") == "2026-11-27T10:20:30Z")
        #expect(try text(.hourly, "2026-11-27T10:20:30Z") == "2026-11-27T11:00:00Z")
        // Seven in Paris is six in UTC; whoever comes at seven sharp waits for the next.
        #expect(try text(.daily, "2026-11-27T05:59:59Z") == "2026-11-27T06:00:00Z")
        #expect(try text(.daily, "2026-11-27T06:00:00Z") == "2026-11-28T06:00:00Z")
        #expect(try text(.weekly, "2026-11-27T10:00:00Z") == "2026-11-30T06:00:00Z")
    }

    @Test func messageIDsAreOneForEachKindAndNeverChange() {
        let ids = AlertKind.allCases.map(\.messageID)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
        #expect(AlertKind.new.messageID == "0f2f6e0c3f0e4f4f9d0a5b7c1e8d2a11")
    }
}
