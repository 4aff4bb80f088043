// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct AccessibilityBarriersTests {
    private func verdict(_ marks: AccessibilityMarks) throws -> Verdict {
        try Scene.reader(marks).verdict(of: AccessibilityBarriers.self, ["Many": "4"])
    }

    @Test func aPageWithoutBarriersPasses() throws {
        #expect(try verdict(AccessibilityMarks(applied: 20)) == .pass)
        #expect(try verdict(.broken("aa")) == .pass)
        let open = AccessibilityMarks(rules: [
            .init(id: "video-caption", level: "a", criteria: ["1.2.2"], reviews: 2)
        ])
        #expect(try verdict(open) == .pass)
    }

    @Test(arguments: [(1, "some"), (3, "some"), (4, "many")])
    func eachLevelFails(_ rules: Int, _ level: String) throws {
        #expect(try verdict(.broken("a", rules)).level == level)
        #expect(try verdict(.broken("a", rules, gap: "cut")).level == level)
    }

    @Test func theVerdictNamesRuleCriterionAndLine() throws {
        #expect(
            try verdict(.broken("a", 2))
                == .fail(
                    level: "some",
                    seen: "rule-0 (SC 1.1.1) once, first on line 12: <img>; "
                        + "rule-1 (SC 1.1.1) 2 times, first on line 12: <img>",
                    expected: "none; rules see a part of the barriers only, so this is a lower bound"
                )
        )
    }

    @Test func whatWasNotSeenIsUnknown() throws {
        #expect(try Scene.readerDoubts(of: AccessibilityBarriers.self, ["Many": "4"]) == Scene.readersDoubts)
    }
}
