// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Testing

@testable import Pipeline

struct MentionedDatesTests {
    private static func found(_ text: String) -> [String] {
        MentionedDates.dates(in: Array(text.utf8)).map { $0.formatted(.iso8601) }
    }

    @Test func instantsAndDaysAreFoundWhereverTheyStand() {
        let text = #"{"a":"2027-03-15T12:30:59Z","b":["2028-02-29"],"c":{"d":"2026-12-31T00:00:00Z"}}"#
        #expect(
            Self.found(text) == ["2027-03-15T12:30:59Z", "2028-02-29T00:00:00Z", "2026-12-31T00:00:00Z"]
        )
    }

    @Test(arguments: [
        "", "-", "----------", "2027-03-1", "2027-03-15", #""2027-02-29""#, #""2027-03-15T12:00:00+""#,
        "2027-03-15T24:00:00Z", "2027-03-15T12:60:00Z", "2027-03-15T1é:00:00Z", "x2027-03-15\"",
        "2027-03-15T12:00:0", "\u{FFFD}\u{FFFD}-\u{FFFD}-", "+027-03-15T12:00:00Z",
    ])
    func whatIsNoInstantIsNone(_ text: String) {
        #expect(Self.found(text).isEmpty)
    }

    @Test func anEndpointHasTheDatesOfItsAddresses() throws {
        let address = Subject.address(try #require(IPAddress("192.0.2.1")), of: "www")
        let body = Data(#"{"old":"2020-01-01","new":"2027-03-15T12:00:00Z"}"#.utf8)
        let visit = Visit(
            subject: address,
            vantage: "test",
            started: Date(timeIntervalSince1970: 0),
            finished: Date(timeIntervalSince1970: 1),
            cost: Cost(),
            transcriptSHA256: nil,
            answers: [.fact(FactRecord(question: Question(Reachability.self), body: body))]
        )
        let start = try #require(CalendarDay("2026-11-27")).start
        let dates = MentionedDates([visit], from: start)
        let expected = try #require(CalendarDay("2027-03-15")).start.addingTimeInterval(12 * 3600)
        #expect(dates.of(address) == [expected])
        #expect(dates.of(.endpoint("www")) == [expected])
        #expect(dates.of(.ministry).isEmpty)
    }
}
