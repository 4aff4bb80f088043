// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire
import Testing

struct PolicyViolatedTests {
    private static func verdict(of scene: Scene, _ policies: String = "mozilla-6.0-intermediate") throws
        -> Verdict
    {
        let check = try PolicyViolated(CheckSettings(["Policy": policies], policies: shippedPolicies))
        return check.verdict(on: scene.evidence, about: Scene.address, at: Scene.now)
    }

    @Test func aConformantServerPasses() throws {
        #expect(try Self.verdict(of: .modern()) == .pass)
    }

    @Test func aForbiddenSuiteFails() throws {
        let verdict = try Self.verdict(of: .modern().suites(.tls12, [0xC02F, 0x002F]))
        guard case .fail("forbidden", let seen, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(seen == "mozilla-6.0-intermediate: TLS 1.2: TLS_RSA_WITH_AES_128_CBC_SHA")
    }

    @Test func ofManySuitesTheFindingNamesAFewAndThePolicyAll() throws {
        let scene = try Scene.modern().suites(.tls12, [0xC02F, 0x002F, 0x0035, 0x003C, 0x003D, 0x009C])
        guard case .fail(_, let seen, _) = try Self.verdict(of: scene) else {
            Issue.record("does not fail")
            return
        }
        #expect(seen.hasSuffix("TLS_RSA_WITH_AES_128_CBC_SHA256 and 2 more"))
        let facts = PolicyFacts(of: Scene.address, in: scene.evidence)
        let policy = try #require(shippedPolicies.first { $0.id == "mozilla-6.0-intermediate" })
        let remarks = policy.verdict(on: facts, day: CalendarDay(Scene.now)).violations
        #expect(remarks.contains { $0.seen.hasSuffix("TLS_RSA_WITH_AES_128_GCM_SHA256") })
    }

    @Test func aMissingRequiredVersionFails() throws {
        let scene = try Scene.modern().versions(.tls12)
        #expect(try Self.verdict(of: scene, "nist-sp800-52r2").level == "forbidden")
        // ChaCha20 is no approved algorithm; without it only the version is missing.
        let approved = try scene.suites(.tls12, [0xC02F, 0xC030])
        #expect(try Self.verdict(of: approved, "nist-sp800-52r2").level == "required-missing")
    }

    @Test func whatIsToBePhasedOutFailsMildly() throws {
        let key = try Scene.modern().chain(.leaf(key: ("RSA", 2048, nil, "65537")), .intermediate())
        #expect(try Self.verdict(of: key, "ncsc-nl-2025-05").level == "phase-out")
    }

    @Test func whatIsNotListedIsNoFailure() throws {
        let scene = try Scene.modern().groups(.tls13, [0x11EC, 0x001E, 0x0019])
        #expect(try Self.verdict(of: scene) == .pass)
    }

    @Test func theGravestOfSeveralPoliciesDecides() throws {
        let scene = try Scene.modern().chain(.leaf(key: ("RSA", 2048, nil, "65537")), .intermediate())
            .suites(.tls12, [0x000A])
        let verdict = try Self.verdict(of: scene, "ncsc-nl-2025-05, mozilla-6.0-intermediate")
        guard case .fail("forbidden", let seen, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(seen.contains("ncsc-nl-2025-05: ") && seen.contains("mozilla-6.0-intermediate: "))
    }

    @Test func aSilentVersionLeavesItUnknown() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.0"))
        #expect(try Self.verdict(of: scene) == .unknown(because: Scene.silence))
    }

    @Test func noneSelectsNothing() throws {
        #expect(try Self.verdict(of: .modern(), "none").state == .notApplicable)
    }

    @Test func anUnknownPolicyIsASettingError() {
        let error = #expect(throws: SettingError.self) {
            try PolicyViolated(CheckSettings(["Policy": "mozilla-7"], policies: shippedPolicies))
        }
        #expect(error?.key == "Policy")
        #expect(error?.problem.hasPrefix("there is no policy 'mozilla-7'") == true)
    }
}
