// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct AccessibilityStrainedTests {
    private func verdict(_ marks: AccessibilityMarks) throws -> Verdict {
        try Scene.reader(marks).verdict(of: AccessibilityStrained.self)
    }

    @Test func aPageThatKeepsTheRulesPasses() throws {
        #expect(try verdict(AccessibilityMarks(applied: 20)) == .pass)
        #expect(try verdict(.broken("a")) == .pass)
    }

    @Test func oneThatDoesNotFails() throws {
        let verdict = try verdict(.broken("aa", gap: "cut"))
        #expect(verdict.level == "strained")
        #expect(verdict.seen?.contains("once, first on line 12") == true)
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.readerDoubts(of: AccessibilityStrained.self) == Scene.readersDoubts)
    }
}
