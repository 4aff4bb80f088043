// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Checks
import Foundation
import Model
import Reports
import Risk
import Testing

@testable import Pipeline
@testable import chancery

struct CalendarTests {
    private static func calendar(through text: String = "2027-12-31") async throws -> FailureCalendar {
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let end = try ScriptedMinistry.day(text).start.addingTimeInterval(86_399)
        return CalendarAssembly(method: try ScriptedMinistry.method.get()).calendar(of: kept, through: end)
    }

    private static func lines(_ calendar: FailureCalendar) -> Set<String> {
        Set(
            calendar.entries.map { entry in
                let hosts = entry.subjects.compactMap(\.endpointID).joined(separator: " ")
                return "\(entry.day) \(entry.kind.rawValue) \(entry.id) \(entry.level ?? "-") \(hosts)"
            }
        )
    }

    @Test func certificatesAttestationsAndAcceptancesEndOnTheirDays() async throws {
        let lines = Self.lines(try await Self.calendar())
        // A quarter and a tenth of 90 days and an hour before the end, and of 365 days and an hour.
        for line in [
            "2026-12-16 acceptance_ends old-site - old.mfa.example",
            "2026-12-30 fails certificate.expires-soon soon www.mfa.example",
            "2027-01-01 attestation_ends Q1 - ",
            "2027-01-13 worsens certificate.expires-soon very-soon www.mfa.example",
            "2027-01-22 fails certificate.expired expired www.mfa.example",
            "2027-08-31 fails certificate.expires-soon soon new.mfa.example",
            "2027-10-25 worsens certificate.expires-soon very-soon new.mfa.example",
            "2027-12-01 fails certificate.expired expired new.mfa.example",
        ] {
            #expect(lines.contains(line), "\(line) among \(lines.sorted())")
        }
        #expect(lines.count { $0.contains("certificate.expire") } == 6)
    }

    @Test func aFailureOfTodayIsOverdueWhenItsBandIsThrough() async throws {
        let calendar = try await Self.calendar()
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let overdue = calendar.entries.filter { $0.kind == .overdue }
        #expect(overdue.map(\.id) == ["certificate.weak-rsa-key", "tls.policy-violated"])
        #expect(overdue.first?.subjects == [try ScriptedMinistry.address(of: "new.mfa.example")])
        for entry in overdue {
            let band = try #require(entry.band)
            let days = try #require(try ScriptedMinistry.method.get().model.deadlines.days[band])
            #expect(entry.day == CalendarDay(kept.judged).adding(days: days))
        }
        // It ends by itself before it would be overdue, and what is accepted is none.
        #expect(!overdue.contains { $0.id == "certificate.not-yet-valid" || $0.id == "certificate.expired" })
    }

    @Test func theChecksThemselvesSayTheSameOnTheDays() async throws {
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let judge = try ScriptedMinistry.method.get().judge
        let end = try ScriptedMinistry.day("2027-12-31").start
        let changes = judge.changes(on: kept.evidence, from: kept.judged, through: end) { _ in [] }
        #expect(!changes.isEmpty)
        for change in changes {
            for (instant, verdict) in [
                (change.at.addingTimeInterval(-1), change.before), (change.at, change.after),
            ] {
                let found = judge.findings(on: kept.evidence, at: instant).first { $0.key == change.key }
                #expect(found?.verdict.stands(like: verdict) == true, "\(change.key) at \(instant)")
            }
        }
        let dates = MentionedDates(kept.visits, from: kept.judged)
        let withDates = judge.changes(on: kept.evidence, from: kept.judged, through: end, dates: dates.of)
        #expect(withDates.map(\.key) == changes.map(\.key))
        #expect(withDates.map(\.at) == changes.map(\.at))
    }

    @Test func nothingIsBeforeTheCycleOrAfterTheEnd() async throws {
        let calendar = try await Self.calendar(through: "2027-01-13")
        let days = calendar.entries.map(\.day)
        #expect(days == days.sorted())
        #expect(days.last == CalendarDay("2027-01-13"))
        #expect(try await Self.calendar(through: "2020-01-01").entries.isEmpty)
    }

    @Test func theFileForCalendarProgramsIsTheSameEachTime() async throws {
        let calendar = try await Self.calendar()
        let ministry = "Scripted; Ministry, the\nsecond"
        let text = ICalendar(calendar, ministry: ministry).text
        #expect(text == ICalendar(try await Self.calendar(), ministry: ministry).text)
        let lines = text.split(separator: "\r\n")
        let uids = lines.filter { $0.hasPrefix("UID:") }
        #expect(uids.count == calendar.entries.count)
        #expect(Set(uids).count == uids.count)
        #expect(lines.contains("DTSTART;VALUE=DATE:20270122"))
        #expect(!text.replacing("\r\n", with: "").contains("\n"))
        let words = CalendarText(calendar: calendar).text
        #expect(words.contains("2027-01-22  The certificate has expired (certificate.expired, expired, "))
    }

    @Test(arguments: [["--months", "0"], ["--months", "61"], ["--format", "xml"]])
    func wrongQuestionsAreRefused(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try CalendarCommand.parse(arguments) }
    }
}
