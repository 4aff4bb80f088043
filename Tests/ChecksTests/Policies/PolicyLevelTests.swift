// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire
import Testing

struct PolicyLevelTests {
    @Test func whatIsTolerantIsNoViolation() throws {
        let scene = try Scene.conformant(to: "ncsc-nl-2025-05").suites(.tls12, [0xC02F, 0xC027, 0x009E])
            .dhe(3072, name: "RFC 7919 ffdhe3072")
        let verdict = try scene.says("ncsc-nl-2025-05")
        #expect(verdict.conforms == true)
        #expect(Set(verdict.phaseOuts.map(\.rule)) == ["suites", "diffie-hellman"])
    }

    @Test func aGroupThatIsNotListedIsANote() throws {
        let verdict = try Scene.conformant(to: "bsi-tr-02102-2-2025-01").groups(.tls13, [0x001D, 0x0017])
            .says("bsi-tr-02102-2-2025-01")
        #expect(verdict.violations == [])
        #expect(verdict.unlisted.filter { $0.rule == "groups-tls1.3" }.map(\.seen) == ["x25519"])
    }

    @Test func whatIsRecommendedAndAbsentIsAdvice() throws {
        let verdict = try Scene.conformant(to: "ncsc-nl-2025-05").versions(.tls12).says("ncsc-nl-2025-05")
        #expect(verdict.conforms == true)
        #expect(verdict.advice.map(\.rule).contains("versions"))
    }

    @Test(
        "TLS 1.3 is required from 2024 on",
        arguments: [("2023-12-31", true), ("2024-01-01", false), ("2026-11-23", false)]
    )
    func tls13ByDate(_ text: String, conforms: Bool) throws {
        let scene = try Scene.conformant(to: "nist-sp800-52r2").versions(.tls12)
        #expect(try scene.says("nist-sp800-52r2", on: .test(text)).violations.isEmpty == conforms)
    }

    @Test(
        "Suites have the years up to which they may be used",
        arguments: [
            (0x009E, "2029-12-31", true), (0x009E, "2030-01-01", false), (0xC031, "2026-12-31", true),
            (0xC031, "2027-01-01", false), (0xC02F, "2040-01-01", true),
        ] as [(UInt16, String, Bool)]
    )
    func suitesByDate(_ suite: UInt16, _ text: String, conforms: Bool) throws {
        let scene = try Scene.conformant(to: "bsi-tr-02102-2-2025-01").suites(.tls12, [0xC030, suite]).dhe(
            3072
        )
        let verdict = try scene.says("bsi-tr-02102-2-2025-01", on: .test(text))
        #expect(verdict.violations.isEmpty == conforms, "\(verdict.violations)")
    }

    @Test func beforeItsFirstDayAPolicySaysNothing() throws {
        let verdict = try Scene.modern().versions(.ssl3).says(
            "mozilla-6.0-intermediate",
            on: .test("2026-04-05")
        )
        #expect(verdict.conforms == nil)
        #expect(verdict.violations == [])
    }

    @Test func whatWasAskedInVainIsOpen() throws {
        let scene = try Scene.conformant(to: "mozilla-6.0-intermediate").suites(
            .tls12,
            [0xC02F],
            isComplete: false
        )
        let verdict = try scene.says("mozilla-6.0-intermediate")
        #expect(verdict.conforms == nil)
        #expect(verdict.missing == [PolicyVerdict.Gap(rule: "suites", reason: Scene.silence)])
    }

    @Test func aViolationThatIsSeenNeedsNoWholeList() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F, 0x000A], isComplete: false)
        #expect(try scene.says("mozilla-6.0-intermediate").conforms == false)
    }

    @Test func ofSeveralAddressesOneViolationIsOneTooMany() throws {
        let good = try Scene.modern().says("mozilla-6.0-intermediate")
        let bad = try Scene.modern().suites(.tls12, [0x000A]).says("mozilla-6.0-intermediate")
        let worst = try #require(PolicyVerdict.worst(of: [("192.0.2.1", good), ("192.0.2.2", bad)]))
        #expect(worst.conforms == false)
        #expect(worst.violations.map(\.seen) == ["192.0.2.2: TLS 1.2: TLS_RSA_WITH_3DES_EDE_CBC_SHA"])
    }

    @Test("Taking a forbidden suite off never makes a verdict worse", arguments: shippedPolicies)
    func removingNeverHurts(_ policy: Policy) throws {
        var generator = SystemRandomNumberGenerator()
        let usable = CipherSuite.usable(in: .tls12).map(\.id)
        for _ in 0..<60 {
            let suites = Array(
                usable.shuffled(using: &generator).prefix(Int.random(in: 1...12, using: &generator))
            )
            let before = try Scene.modern().suites(.tls12, suites)
            let verdict = try before.says(policy.id)
            let bad = verdict.violations.filter { $0.rule.hasPrefix("suites") }.map(\.seen).joined()
            for suite in suites where bad.contains(CipherSuite(suite).description) && suites.count > 1 {
                let after = try Scene.modern().suites(.tls12, suites.filter { $0 != suite }).says(policy.id)
                #expect(
                    after.violations.count <= verdict.violations.count,
                    "\(suites.map { CipherSuite($0) })"
                )
                #expect(Set(after.violations.map(\.rule)).isSubset(of: Set(verdict.violations.map(\.rule))))
                #expect(after.conforms != false || verdict.conforms == false)
            }
        }
    }
}
