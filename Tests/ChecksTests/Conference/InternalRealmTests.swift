// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct InternalRealmTests {
    @Test(arguments: [
        ("turn.mfa.local", true), ("10.1.2.3", true), ("172.31.0.1", true), ("192.168.1.1", true),
        ("PBX.CORP", true), ("172.32.0.1", false), ("192.0.2.1", false), ("turn.mfa.example", false),
        ("local.example", false), ("asterisk", false), ("10.1.2", false),
    ])
    func whatLiesInsideIsShown(_ realm: String, _ isInternal: Bool) throws {
        let relay = RelayConduct(binding: .granted, allocation: .challenged, error: 401, realm: realm)
        let calls = CallServerConduct(status: 401, realms: [realm])
        for scene in [try Scene.conference(.turns, relay), try Scene.conference(.sips, calls)] {
            let verdict = try scene.verdict(of: InternalRealm.self)
            #expect(isInternal ? verdict.level == "internal" : verdict == .pass)
        }
    }

    @Test func whoSendsNoChallengeShowsNothing() throws {
        let scene = try Scene.conference(.sips, CallServerConduct(status: 200))
        #expect(try scene.verdict(of: InternalRealm.self).state == .notApplicable)
    }

    @Test func otherServicesAndSilenceAreNoFault() throws {
        let doubts = try Scene.doubts(of: InternalRealm.self)
        #expect(doubts[0] == .unknown(because: Scene.silence) && doubts[1].state == .notApplicable)
    }
}
