// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct TicketKeyOldTests {
    private static let key = TicketKey(state: .named, nameSHA256: "aa")
    private static let other = TicketKey(state: .named, nameSHA256: "bb")

    private func days(_ count: Int) -> Date { Scene.now.addingTimeInterval(Double(-count) * 86_400) }

    /// Sightings as days before now, first and last.
    private func verdict(
        _ past: [(TicketKey, first: Int, last: Int)],
        now: TicketKey = key
    ) throws -> Verdict {
        let kept = past.map {
            PastFact(
                subject: Scene.address,
                record: FactRecord($0.0),
                first: days($0.first),
                last: days($0.last)
            )
        }
        return try Scene.modern().seeing(now).remembering(kept)
            .verdict(of: TicketKeyOld.self, ["Days": "7"])
    }

    @Test func aScanWithoutHistorySaysNothing() throws {
        #expect(try verdict([]).state == .notTested)
    }

    @Test(arguments: [(7, Verdict.State.notTested), (8, .fail), (300, .fail)])
    func oneKeyIsOldAfterTheDaysAllowed(_ age: Int, _ state: Verdict.State) throws {
        #expect(try verdict([(Self.key, first: age, last: 0)]).state == state)
    }

    @Test func theEvidenceSaysHowLong() throws {
        #expect(
            try verdict([(Self.key, first: 9, last: 0)])
                == .fail(
                    level: "old",
                    seen: "one ticket key for 9 days, since \(CalendarDay(days(9)))",
                    expected: "a new key within 7 days"
                )
        )
    }

    @Test func aKeyThatChangedInTimePasses() throws {
        #expect(try verdict([(Self.other, first: 20, last: 3), (Self.key, first: 2, last: 0)]) == .pass)
    }

    @Test func keysThatTakeTurnsAndNeverChangeAreOld() throws {
        let verdict = try verdict([(Self.other, first: 30, last: 0), (Self.key, first: 29, last: 1)])
        #expect(verdict.level == "old")
    }

    @Test(arguments: [TicketKey.State.unnamed, .noTickets])
    func withoutANameItDoesNotApply(_ state: TicketKey.State) throws {
        #expect(try verdict([], now: TicketKey(state: state)).state == .notApplicable)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(TicketKey.self))
        let verdict = try scene.verdict(of: TicketKeyOld.self, ["Days": "7"])
        #expect(verdict == .unknown(because: Scene.silence))
    }
}
