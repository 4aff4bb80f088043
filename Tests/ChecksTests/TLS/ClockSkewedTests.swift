// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ClockSkewedTests {
    @Test(
        arguments: [(.notShown, .notApplicable), (.none, .pass), (.minutes, .fail), (.days, .fail)]
            as [(ServerClock.Skew, Verdict.State)]
    )
    func fiveMinutesAreAllowed(_ skew: ServerClock.Skew, _ state: Verdict.State) throws {
        let verdict = try Scene.modern().seeing(ServerClock(skew: skew)).verdict(of: ClockSkewed.self)
        #expect(verdict.state == state)
        #expect(verdict.level == (state == .fail ? skew.rawValue : nil))
    }

    @Test func everySkewThatFailsIsALevel() {
        let levels = ServerClock.Skew.allCases.map(\.rawValue).filter { $0 != "none" && $0 != "not-shown" }
        #expect(ClockSkewed.identity.levels == levels)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ServerClock.self))
        #expect(try scene.verdict(of: ClockSkewed.self) == .unknown(because: Scene.silence))
    }
}
