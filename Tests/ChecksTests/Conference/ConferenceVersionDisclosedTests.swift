// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ConferenceVersionDisclosedTests {
    @Test(
        arguments: [("Coturn-4.6.1 'Gorst'", "disclosed"), ("None", nil), (nil, nil)] as [(String?, String?)]
    )
    func aRelaySaysItsVersionOrNot(_ software: String?, _ level: String?) throws {
        let relay = RelayConduct(binding: .granted, allocation: .challenged, software: software)
        let verdict = try Scene.conference(.turns, relay).verdict(of: ConferenceVersionDisclosed.self)
        #expect(verdict.level == level)
        #expect(level != nil || verdict == .pass)
    }

    @Test func aCallServerSaysIt() throws {
        let server = CallServerConduct(status: 483, software: ["server: kamailio (5.6.3 (x86_64/linux))"])
        let verdict = try Scene.conference(.sips, server).verdict(of: ConferenceVersionDisclosed.self)
        #expect(verdict.level == "disclosed")
    }

    @Test func otherServicesAndSilenceAreNoFault() throws {
        let doubts = try Scene.doubts(of: ConferenceVersionDisclosed.self)
        #expect(doubts[0] == .unknown(because: Scene.silence) && doubts[1].state == .notApplicable)
    }
}
