// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import TestSupport
import Testing

@testable import Reports

struct ICalendarTests {
    private static func calendar(_ summary: String, description: String = "", name: String = "Ministry")
        throws -> ICalendar
    {
        ICalendar(
            name: name,
            stamp: Date(timeIntervalSince1970: 1_795_000_000),
            events: [
                ICalendar.Event(
                    uid: "0a1b@chancery",
                    day: try #require(CalendarDay("2027-03-05")),
                    summary: summary,
                    description: description,
                    category: "fails"
                )
            ]
        )
    }

    /// The lines put together again, as a reader does it: by octets, for a fold may stand inside what Swift takes for
    /// one character.
    private static func unfolded(_ text: String) -> [String] {
        var octets = Array(text.utf8)
        for (fold, mark) in [([13, 10, 32], []), ([13, 10], [0])] as [([UInt8], [UInt8])] {
            octets = Array(
                octets.split(separator: fold, omittingEmptySubsequences: false).joined(separator: mark)
            )
        }
        return octets.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func anEventIsAWholeDayWithStampAndIdentity() throws {
        let lines = Self.unfolded(try Self.calendar("The certificate has expired").text)
        #expect(lines.first == "BEGIN:VCALENDAR")
        #expect(lines.last == "END:VCALENDAR")
        for line in [
            "VERSION:2.0", "UID:0a1b@chancery", "DTSTAMP:20261118T110640Z", "DTSTART;VALUE=DATE:20270305",
            "SUMMARY:The certificate has expired", "CATEGORIES:fails", "TRANSP:TRANSPARENT",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test(arguments: [
        ("a;b,c\\d", #"a\;b\,c\\d"#), ("one\ntwo\r\nthree", #"one\ntwo\nthree"#),
        ("x\r\nEND:VEVENT\r\nBEGIN:VEVENT", #"x\nEND:VEVENT\nBEGIN:VEVENT"#),
        (
            "bell\u{07} escape\u{1B}[2J lone\r delete\u{7F} next\u{85}",
            "bell\u{FFFD} escape\u{FFFD}[2J lone\u{FFFD} delete\u{FFFD} next\u{FFFD}"
        ),
        ("tab\tstays: \"quoted\"", "tab\tstays: \"quoted\""),
    ])
    func textsStayTexts(_ text: String, _ escaped: String) throws {
        #expect(ICalendar.escaped(text) == escaped)
        let lines = Self.unfolded(try Self.calendar(text, description: text, name: text).text)
        #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 1)
        #expect(lines.contains("SUMMARY:\(escaped)"))
        #expect(lines.contains("DESCRIPTION:\(escaped)"))
    }

    @Test(arguments: ["a", "é", "漢", "👩‍💻", "e\u{0301}"])
    func noLineIsLongerThan75OctetsAndNoCharacterIsTorn(_ piece: String) throws {
        for length in 0...120 {
            let text = String(repeating: "x", count: length % 7) + String(repeating: piece, count: length)
            let file = try Self.calendar(text, description: text).text
            for line in file.split(separator: "\r\n", omittingEmptySubsequences: false) {
                #expect(line.utf8.count <= 75)
                #expect(!line.unicodeScalars.contains("\n") && !line.unicodeScalars.contains("\u{FFFD}"))
            }
            #expect(Self.unfolded(file).contains("SUMMARY:\(text)"))
        }
    }

    @Test func foldedLinesAreTheSameLines() {
        var generator = SeededGenerator(seed: 5545)
        for _ in 0..<500 {
            let scalars = (0..<Int.random(in: 0...300, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0x20...0x2_FFFF, using: &generator))
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let folded = ICalendar.folded(String(text))
            let joined = Array(folded.utf8).split(separator: [13, 10, 32]).joined()
            #expect(Array(joined) == Array(String(text).utf8))
        }
    }
}
