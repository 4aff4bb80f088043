// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct ClientRenegotiationTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.clientRenegotiation, levels: ["unlimited"]).expectVerdicts(
            of: ClientRenegotiation.self
        )
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.clientRenegotiation, levels: ["unlimited"]).expectDoubts(of: ClientRenegotiation.self)
    }
}
