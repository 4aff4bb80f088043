// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct HelloIntolerantTests {
    private static let leftOut = Unestablished(phase: .notMeasured, reason: "only with --robustness")

    private func scene(refusing refused: HelloTolerance.Oddity...) throws -> Scene {
        try HelloTolerance.Oddity.allCases.reduce(try Scene.modern()) { scene, oddity in
            let isRefused = refused.contains(oddity)
            return try scene.seeing(
                HelloTolerance(
                    oddity: oddity,
                    isTolerated: !isRefused,
                    manner: isRefused ? "alert 47 illegal_parameter" : nil
                )
            )
        }
    }

    @Test func whatIsToleratedPasses() throws {
        #expect(try scene().verdict(of: HelloIntolerant.self) == .pass)
    }

    @Test func everyOddityRefusedIsNamed() throws {
        #expect(
            try scene(refusing: .greaseGroups, .longHello).verdict(of: HelloIntolerant.self)
                == .fail(
                    level: "intolerant",
                    seen: "refused: grease-groups (alert 47 illegal_parameter), "
                        + "long-hello (alert 47 illegal_parameter)",
                    expected: "the answer of a plain hello"
                )
        )
    }

    @Test func whatWasNotAskedIsNotTested() throws {
        let scene = HelloTolerance.Oddity.allCases.reduce(try Scene.modern()) { scene, oddity in
            scene.missing(Question(HelloTolerance.self, oddity.rawValue), because: Self.leftOut)
        }
        #expect(try scene.verdict(of: HelloIntolerant.self) == .notTested(because: Self.leftOut.reason))
    }

    @Test func oneThatCannotBeHadAloneIsNoGapAndOneWithoutAnswerIs() throws {
        let question = Question(HelloTolerance.self, HelloTolerance.Oddity.longHello.rawValue)
        let without = try scene().missing(question, because: Self.leftOut)
        #expect(try without.verdict(of: HelloIntolerant.self) == .pass)
        let silent = try scene().missing(question)
        #expect(try silent.verdict(of: HelloIntolerant.self) == .unknown(because: Scene.silence))
    }
}
