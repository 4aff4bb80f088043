// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Testing

@testable import Pipeline

/// What people call a cycle.
struct CycleWordTests {
    private static let zone = TimeZone(identifier: "Europe/Paris") ?? .gmt

    /// The third one ended in Paris on 1 December, in UTC on the last of November.
    private static let cycles = [
        (1, "2026-11-20T12:00:00Z"), (2, "2026-11-27T12:00:00Z"), (3, "2026-11-30T23:30:00Z"),
        (5, "2027-02-03T04:00:00Z"),
    ]
    .compactMap { (number: Int64, end: String) -> Cycle? in
        guard let date = try? Date(end, strategy: .iso8601) else { return nil }
        return Cycle(
            id: number,
            started: date.addingTimeInterval(-3600),
            finished: date,
            estateSHA256: "",
            vantage: "test",
            toolVersion: "test"
        )
    }

    private static func cycle(_ word: String) throws -> Cycle.ID {
        let word = try #require(CycleWord(word, timeZone: zone))
        return try word.cycle(among: cycles.reversed(), timeZone: zone).id
    }

    @Test(arguments: [
        ("1", 1), ("cycle-5", 5), ("2026-11", 2), ("2026-12", 3), ("2026-Q4", 3), ("2027-Q1", 5),
        ("2026-W47", 1), ("2026-W48", 2), ("2026-W49", 3),
    ])
    func aNumberAndAPeriodNameACycle(word: String, number: Int64) throws {
        #expect(Self.cycles.count == 4)
        #expect(try Self.cycle(word) == number)
    }

    @Test(arguments: [
        ("2026-11-27", 2), ("2026-11-28", 2), ("2026-11-30", 2), ("2026-12-01", 3), ("2030-01-01", 5),
        ("2026-11-27T11:59:59Z", 1), ("2026-11-27T12:00:00Z", 2), ("2026-11-27t13:00:00.25+01:00", 2),
        ("2026-11-27T12:59:59+01:00", 1),
    ])
    func aDayOrAnInstantIsTheLastOneUpToIt(word: String, number: Int64) throws {
        #expect(try Self.cycle(word) == number)
    }

    @Test(arguments: [
        "", "cycle-", "-1", "1.0", "2026-13", "2026-W54", "2026-Q5", "2026-11-31", "2026-11-27 12:00:00Z",
        "2026-11-27T12:00:00", "2026-11-27T25:00:00Z", "yesterday", "99999999999999999999", "\u{1B}[2J",
        "２０２６-11", "2026-1",
    ])
    func anythingElseIsNone(word: String) { #expect(CycleWord(word, timeZone: Self.zone) == nil) }

    @Test(arguments: [
        (
            "4",
            "there is no closed cycle 4; there are 4, from cycle 1 of 2026-11-20 to cycle 5 of 2027-02-03"
        ),
        (
            "2027-01",
            "no cycle was closed in 2027-01; nearest to it: cycle 3 of 2026-12-01, cycle 5 of 2027-02-03; "
                + "there are 4, from cycle 1 of 2026-11-20 to cycle 5 of 2027-02-03"
        ),
        (
            "2026-11-19",
            "no cycle was closed by 2026-11-19; there are 4, from cycle 1 of 2026-11-20 to cycle 5 of 2027-02-03"
        ),
    ])
    func whatIsUnknownIsToldWithWhatThereIs(word: String, message: String) throws {
        let word = try #require(CycleWord(word, timeZone: Self.zone))
        let error = #expect(throws: CycleWordError.self) {
            _ = try word.cycle(among: Self.cycles, timeZone: Self.zone)
        }
        #expect(error?.description == message)
    }
}
