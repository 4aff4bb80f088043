// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Testing

struct AcceptanceExpiredTests {
    private let check = AcceptanceExpired.self

    @Test func whatStillFailsIsNamed() throws {
        let scene = GovernanceScene().lapsing("kiosks", failing: [GovernanceScene.www]).lapsing("mended")
        let verdict = try scene.verdict(of: check)
        #expect(verdict.level == "expired")
        #expect(verdict.seen == "kiosks ran out on 2026-11-22: web.hsts-missing on www")
        #expect(try scene.verdict(of: check, on: GovernanceScene.paris).state == .notApplicable)
    }

    @Test func aMissionAnswersForItsOwn() throws {
        let scene = GovernanceScene().lapsing(
            "kiosks",
            of: GovernanceScene.paris,
            failing: [GovernanceScene.www]
        )
        #expect(try scene.verdict(of: check, on: GovernanceScene.paris).level == "expired")
        #expect(try scene.verdict(of: check).state == .notApplicable)
    }

    @Test func whatWasMendedIsWell() throws {
        #expect(try GovernanceScene().lapsing("kiosks").verdict(of: check) == .pass)
        let unseen = GovernanceScene().lapsing("kiosks", unseen: [GovernanceScene.www])
        #expect(try unseen.verdict(of: check).state == .unknown)
        #expect(try GovernanceScene.verdictWithoutDecisions(of: check).state == .notTested)
    }
}
