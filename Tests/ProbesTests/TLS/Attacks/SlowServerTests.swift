// SPDX-License-Identifier: Apache-2.0
import TLSWire
import Testing

@testable import Probes

/// Silence is waited for as long as the peer's own pace says, and no verdict hangs on that pace.
struct SlowServerTests {
    struct Conduct: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let expected: String
        let short: @Sendable (TestRSAKey.Finding) -> Reply
    }

    static let conducts = [
        Conduct(testDescription: "sound", expected: "safe") { _ in .silence },
        Conduct(testDescription: "tells blocks before the Finished", expected: "vulnerable strong-oracle") {
            $0.isValid ? .silence : .alert(40)
        },
        Conduct(testDescription: "closes on every block", expected: "safe") { _ in .close },
    ]

    private static let key = try? TestRSAKey()

    private func robot(_ conduct: Conduct, delay: Duration) async throws -> (said: String, time: Duration) {
        let listener = try await EmulatedListener(delay: delay) { number in
            var server = ClassicConduct()
            server.suite = 0x002F
            server.key = Self.key
            server.shortBlock = conduct.short
            let settled = server
            return made { try ClassicServer(settled, seed: UInt64(number)) }
        }
        let scene = TLSScene.emulated(
            try listener.peer(),
            suites: [.tls12: [0x002F]],
            trust: try #require(AttackInquiryTests.trust)
        )
        let began = ContinuousClock.now
        let said = await RobotInquiry().said(about: scene)
        return (said, began.duration(to: .now))
    }

    @Test(arguments: conducts) func aServerThatTakesItsTimeIsJudgedAlike(_ conduct: Conduct) async throws {
        for delay in [Duration.zero, .milliseconds(2200)] {
            #expect(try await robot(conduct, delay: delay).said == conduct.expected, "\(delay)")
        }
    }

    @Test func theSilenceOfAFastServerIsNotWaitedOut() async throws {
        let sound = Self.conducts[0]
        // A whole wait for one silence takes five seconds.
        #expect(try await robot(sound, delay: .zero).time < .seconds(5))
    }

    @Test func patienceFollowsTheSlowestAnswer() {
        let times = ResponseTimes()
        #expect(times.patience == nil)
        times.note(nil)
        #expect(times.patience == nil)
        times.note(.milliseconds(20))
        #expect(times.patience == .seconds(1))
        times.note(.milliseconds(700))
        times.note(.milliseconds(30))
        #expect(times.patience == .milliseconds(2800))
    }
}
