// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@Suite struct CalendarDayTests {
    @Test("every day from 1 to 9999 is one later than the day before it")
    func everyDay() throws {
        var day = try #require(CalendarDay(year: 1, month: 1, day: 1))
        let last = try #require(CalendarDay(year: 9999, month: 12, day: 31))
        var number = day.daysSince1970
        #expect(number == -719_162)
        var isConsistent = true
        while day < last {
            let next = day.adding(days: 1)
            number += 1
            if next <= day || next.daysSince1970 != number || next.adding(days: -1) != day {
                isConsistent = false
            }
            day = next
        }
        #expect(isConsistent)
        #expect(number == 2_932_896)
        #expect(number == last.daysSince1970)
    }

    @Test(
        "the number of a day agrees with Foundation",
        arguments: [
            "1970-01-01", "1969-12-31", "2000-02-29", "2026-11-23", "1900-03-01", "2100-02-28", "9999-12-31",
        ]
    )
    func foundation(_ text: String) throws {
        let day = try #require(CalendarDay(text))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let components = DateComponents(year: day.year, month: day.month, day: day.day)
        #expect(calendar.date(from: components) == day.start)
        #expect(CalendarDay(day.start) == day)
        #expect(CalendarDay(day.start.addingTimeInterval(86399.5)) == day)
        #expect(day.description == text)
    }

    @Test(
        "leap years are those divisible by four, but of the centuries only each fourth",
        arguments: [
            (2000, true), (2024, true), (1900, false), (2100, false), (2026, false), (4, true), (100, false),
        ]
    )
    func leapYears(_ year: Int, _ isLeap: Bool) {
        #expect((CalendarDay(year: year, month: 2, day: 29) != nil) == isLeap)
        #expect(CalendarDay(year: year, month: 2, day: 30) == nil)
    }

    @Test(
        "what is no day is refused",
        arguments: [
            "", "2026", "2026-11", "2026-1-1", "2026-11-31", "2026-13-01", "2026-00-01", "2026-01-00",
            "0000-01-01",
            "26-11-23", "2026-11-23 ", "+026-11-23", "2026/11/23", "2026-11-23-01", "-2026-11-23",
            "٢٠٢٦-11-23",
        ]
    )
    func refused(_ text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test("adding stays inside the years 1 to 9999", arguments: [Int.max, Int.min, 10_000_000, -10_000_000])
    func extremes(_ count: Int) throws {
        let day = try #require(CalendarDay("2026-11-23"))
        #expect(day.adding(days: count).description == (count > 0 ? "9999-12-31" : "0001-01-01"))
    }

    @Test("instants beyond the calendar are clamped", arguments: [Date.distantPast, Date.distantFuture])
    func distantInstants(_ instant: Date) {
        #expect((1...9999).contains(CalendarDay(instant).year))
        #expect(CalendarDay(Date(timeIntervalSince1970: -1e18)).description == "0001-01-01")
        #expect(CalendarDay(Date(timeIntervalSince1970: 1e18)).description == "9999-12-31")
    }

    @Test("JSON has the text of the day")
    func json() throws {
        let day = try #require(CalendarDay("2026-11-23"))
        let json = try JSONEncoder().encode([day])
        #expect(String(decoding: json, as: UTF8.self) == "[\"2026-11-23\"]")
        #expect(try JSONDecoder().decode([CalendarDay].self, from: json) == [day])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDay].self, from: Data("[\"2026-02-30\"]".utf8))
        }
    }

    @Test(
        "the same day of another month, or its last",
        arguments: [
            ("2026-11-27", 12, "2027-11-27"), ("2027-01-31", 1, "2027-02-28"),
            ("2028-02-29", 12, "2029-02-28"),
            ("2026-12-31", 2, "2027-02-28"), ("2027-03-31", -1, "2027-02-28"),
            ("2027-01-15", -13, "2025-12-15"),
            ("9999-12-31", 1, "9999-12-31"), ("0001-01-31", -1, "0001-01-31"),
            ("2027-01-15", Int.max, "9999-12-15"), ("2027-01-15", Int.min, "0001-01-15"),
        ]
    )
    func months(_ day: String, _ count: Int, _ expected: String) throws {
        #expect(try #require(CalendarDay(day)).adding(months: count) == CalendarDay(expected))
    }
}
