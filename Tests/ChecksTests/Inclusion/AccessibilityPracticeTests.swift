// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct AccessibilityPracticeTests {
    private func verdict(_ marks: AccessibilityMarks) throws -> Verdict {
        try Scene.reader(marks).verdict(of: AccessibilityPractice.self)
    }

    @Test func aPageThatKeepsTheRulesPasses() throws {
        #expect(try verdict(AccessibilityMarks(applied: 20)) == .pass)
        #expect(try verdict(.broken("a")) == .pass)
    }

    @Test func oneThatDoesNotFails() throws {
        let verdict = try verdict(.broken("practice", gap: "cut"))
        #expect(verdict.level == "left-out")
        #expect(verdict.seen?.contains("once, first on line 12") == true)
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.readerDoubts(of: AccessibilityPractice.self) == Scene.readersDoubts)
    }
}
