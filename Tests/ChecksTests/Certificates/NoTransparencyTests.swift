// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Testing

struct NoTransparencyTests {
    private static func verdict(_ promises: TransparencyPromises, days: Int = 90) throws -> String {
        let start = day("2026-10-24")
        let verdict = try Scene.modern()
            .chain(.leaf(from: start, until: start.addingTimeInterval(Double(days) * 86400 - 1)))
            .seeing(promises).verdict(of: NoTransparency.self)
        return verdict.level ?? verdict.state.rawValue
    }

    @Test(arguments: [(90, 2), (180, 2), (181, 3), (398, 3)])
    func distinctLogsByLifetime(_ days: Int, _ needed: Int) throws {
        let logs = (0..<needed).map { "log\($0)" }
        #expect(try Self.verdict(.of(logs), days: days) == "pass")
        #expect(try Self.verdict(.of(Array(logs.dropLast())), days: days) == "too-few")
    }

    @Test func oneLogTwiceIsOneLog() throws {
        #expect(try Self.verdict(.of(["log", "log"])) == "too-few")
    }

    @Test func twoThatComeWithTheHandshakeSufficeForAnyLife() throws {
        #expect(try Self.verdict(.of(["a", "b"], by: .handshake), days: 398) == "pass")
        #expect(try Self.verdict(.of(["a", "b"], by: .staple), days: 398) == "pass")
    }

    @Test func whatTheLogDidNotSignDoesNotCount() throws {
        #expect(try Self.verdict(.of(["a", "b"], signature: .invalid)) == "missing")
    }

    @Test func oneOperatorIsTooFewWhereBothAreKnown() throws {
        #expect(try Self.verdict(.of(["a", "b"], operators: ["One", "One"])) == "too-few")
        #expect(try Self.verdict(.of(["a", "b"], operators: ["One", "Two"])) == "pass")
        #expect(try Self.verdict(.of(["a", "b"], operators: ["One", nil])) == "pass")
    }

    @Test func noneFails() throws {
        #expect(try Self.verdict(.of([])) == "missing")
    }

    @Test(arguments: [ChainTrust.Outcome.unknownRoot, .selfSigned])
    func aPrivateRootIsNotApplicable(_ outcome: ChainTrust.Outcome) throws {
        let scene = try Scene.modern().trust(outcome)
            .seeing(TransparencyPromises.of([]))
        #expect(try scene.verdict(of: NoTransparency.self).state == .notApplicable)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(TransparencyPromises.self, CertificateChain.served))
        #expect(try scene.verdict(of: NoTransparency.self) == .unknown(because: Scene.silence))
    }
}
