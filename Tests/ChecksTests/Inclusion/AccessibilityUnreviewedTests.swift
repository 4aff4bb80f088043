// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct AccessibilityUnreviewedTests {
    private func verdict(_ marks: AccessibilityMarks) throws -> Verdict {
        try Scene.reader(marks).verdict(of: AccessibilityUnreviewed.self)
    }

    @Test func aPageThatRulesDecidePasses() throws {
        #expect(try verdict(AccessibilityMarks(applied: 20)) == .pass)
        #expect(try verdict(.broken("a")) == .pass)
    }

    @Test func whatMustBeLookedAtIsUnknownAndNamed() throws {
        let film = AccessibilityMarks.Rule(
            id: "video-caption",
            level: "a",
            criteria: ["1.2.2"],
            reviews: 2,
            places: [.init(line: 7, excerpt: "<video>")]
        )
        let verdict = try verdict(AccessibilityMarks(rules: [film]))
        guard case .unknown(let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(
            reason.reason == "to be looked at: video-caption (SC 1.2.2) 2 times, first on line 7: <video>"
        )
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.readerDoubts(of: AccessibilityUnreviewed.self) == Scene.readersDoubts)
    }
}
