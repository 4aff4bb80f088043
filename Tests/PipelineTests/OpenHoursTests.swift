// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import TestSupport
import Testing

/// Quiet hours and blackout days by the wall clock, changes of the clock included.
struct OpenHoursTests {
    private static let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt

    private func hours(_ quiet: [String], blackout: [String] = [], zone: TimeZone = paris) throws -> OpenHours
    {
        var settings = ScheduleSettings()
        settings.quietHours = try quiet.map { try #require(QuietHours($0)) }
        settings.blackouts = try blackout.map { try #require(Blackout($0)) }
        return OpenHours(settings, timeZone: zone)
    }

    private static func instant(_ text: String) -> Date {
        (try? Date(text, strategy: .iso8601)) ?? .distantPast
    }

    /// Quiet hours, an instant, and until when they hold it back; nil where nothing does.
    static let cases: [(String, at: String, until: String?)] = [
        ("22:00-06:00", "2026-11-23T20:59:59Z", nil),
        ("22:00-06:00", "2026-11-23T21:00:00Z", "2026-11-24T05:00:00Z"),
        ("22:00-06:00", "2026-11-24T04:59:59Z", "2026-11-24T05:00:00Z"),
        ("22:00-06:00", "2026-11-24T05:00:00Z", nil),
        // The night of 29 March is an hour shorter, that of 25 October an hour longer.
        ("22:00-06:00", "2026-03-28T21:00:00Z", "2026-03-29T04:00:00Z"),
        ("22:00-06:00", "2026-10-24T20:00:00Z", "2026-10-25T05:00:00Z"),
        // The clock skips 02:00 to 03:00, and so does what is quiet then.
        ("02:10-02:50", "2026-03-29T00:59:00Z", nil),
        ("02:10-02:50", "2026-03-29T01:20:00Z", nil),
        // It shows 02:30 twice.
        ("02:10-02:50", "2026-10-25T00:20:00Z", "2026-10-25T00:50:00Z"),
        ("02:10-02:50", "2026-10-25T00:55:00Z", nil),
        ("02:10-02:50", "2026-10-25T01:20:00Z", "2026-10-25T01:50:00Z"),
        // From 02:30 on without a break into the hour that comes again.
        ("02:00-03:00", "2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z"),
        // Saturday's night belongs to the day on which it begins.
        ("Sat 22:00-06:00", "2026-11-22T04:00:00Z", "2026-11-22T05:00:00Z"),
        ("Sat 22:00-06:00", "2026-11-22T21:30:00Z", nil),
        ("Sat-Sun 00:00-24:00", "2026-11-20T23:00:00Z", "2026-11-22T23:00:00Z"),
        ("Fri-Mon 09:00-10:00", "2026-11-25T08:30:00Z", nil),
        ("Fri-Mon 09:00-10:00", "2026-11-23T08:30:00Z", "2026-11-23T09:00:00Z"),
    ]

    @Test("quiet hours are those of the clock on the wall", arguments: cases)
    func quiet(_ text: String, _ at: String, _ until: String?) throws {
        let hold = try hours([text]).hold(at: Self.instant(at))
        #expect(hold == until.map { Hold(reason: .quietHours, until: Self.instant($0)) })
    }

    @Test func aBlackoutIsWholeDaysOfTheMinistrysCalendarAndEndsIntoQuietHours() throws {
        let hours = try hours(["00:00-06:00"], blackout: ["2026-12-24/2026-12-26", "2027-01-01"])
        #expect(hours.hold(at: Self.instant("2026-12-23T22:59:59Z")) == nil)
        let begun = hours.hold(at: Self.instant("2026-12-23T23:00:00Z"))
        #expect(begun == Hold(reason: .blackout, until: Self.instant("2026-12-27T05:00:00Z")))
        #expect(hours.hold(at: Self.instant("2026-12-27T01:00:00Z"))?.reason == .quietHours)
        #expect(hours.hold(at: Self.instant("2027-01-01T12:00:00Z"))?.reason == .blackout)
    }

    /// A span, and the hours of the longest hold that reaches into it.
    static let spans: [(from: String, through: String, hours: Double)] = [
        ("2026-11-23T06:00:00Z", "2026-11-23T20:00:00Z", 0),
        ("2026-11-23T06:00:00Z", "2026-11-23T21:00:00Z", 8),
        ("2026-11-23T23:00:00Z", "2026-11-24T10:00:00Z", 6),
        ("2026-12-20T12:00:00Z", "2026-12-23T23:30:00Z", 80),
        ("2026-12-20T12:00:00Z", "2027-02-01T12:00:00Z", 80),
        ("2026-12-28T12:00:00Z", "2027-02-01T12:00:00Z", 8),
        ("2027-02-01T12:00:00Z", "2026-12-20T12:00:00Z", 0),
    ]

    @Test("the longest hold is one that reaches into the span, to its end", arguments: spans)
    func longest(_ start: String, _ end: String, _ length: Double) throws {
        let hours = try hours(["22:00-06:00"], blackout: ["2026-12-24/2026-12-26"])
        let longest = hours.longestHold(from: Self.instant(start), through: Self.instant(end))
        #expect(longest == length * 3600)
    }

    @Test func quietHoursGiveWayToHasteAndABlackoutOnlyToItsOwnWord() throws {
        let hours = try hours(["Mon 00:00-24:00"], blackout: ["2026-12-24"])
        let (quiet, black) = (Self.instant("2026-11-23T12:00:00Z"), Self.instant("2026-12-24T12:00:00Z"))
        #expect(hours.hold(at: quiet, despite: .nothing) != nil)
        #expect(hours.hold(at: quiet, despite: .quietHours) == nil)
        #expect(hours.hold(at: black, despite: .quietHours)?.reason == .blackout)
        #expect(hours.hold(at: black, despite: .blackout) == nil)
    }

    @Test("what holds at an instant ends where it says, and not before", arguments: 1...6)
    func ends(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let zones = [
            "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo",
        ]
        for _ in 0..<40 {
            let zone = try #require(TimeZone(identifier: zones.randomElement(using: &generator) ?? "UTC"))
            func clock() -> String {
                let minute = Int.random(in: 0..<1440, using: &generator)
                return String(format: "%02d:%02d", minute / 60, minute % 60)
            }
            let day = ["", "Sat ", "Mon-Fri ", "Sun-Tue "].randomElement(using: &generator) ?? ""
            guard let quiet = QuietHours("\(day)\(clock())-\(clock())") else { continue }
            #expect(QuietHours(quiet.description) == quiet)
            let hours = try hours([quiet.description], blackout: ["2026-10-25"], zone: zone)
            let now = Self.instant("2026-10-20T00:00:00Z")
                .addingTimeInterval(Double.random(in: 0...1_000_000, using: &generator).rounded())
            guard let hold = hours.hold(at: now) else { continue }
            #expect(hold.until > now)
            #expect(hours.hold(at: hold.until) == nil)
            let within = Double.random(in: 0..<hold.until.timeIntervalSince(now), using: &generator)
            #expect(hours.hold(at: now.addingTimeInterval(within.rounded(.down)))?.until == hold.until)
        }
    }

    @Test(
        "what is no hours is refused",
        arguments: [
            "", "22-06", "22:00", "24:00-06:00", "22:00-24:01", "2:00-6:00", "22:60-23:00", "00:00-00:00",
            "Mon",
            "Mo 22:00-06:00", "Mon- 22:00-06:00", "Mon-Tue-Wed 22:00-06:00", "22:00-06:00-07:00",
            "Mon 22:00-06:00 x",
            "٢٢:00-06:00",
        ]
    )
    func refused(_ text: String) { #expect(QuietHours(text) == nil) }

    @Test func aBlackoutOfAnotherFormIsRefused() {
        for text in [
            "", "2026-12-26/2026-12-24", "2026-13-01", "24.12.2026", "2026-12-24/", "2026-12-24/x/y",
        ] {
            #expect(Blackout(text) == nil)
        }
        #expect(Blackout("2026-12-24/2026-12-24")?.description == "2026-12-24")
    }
}
