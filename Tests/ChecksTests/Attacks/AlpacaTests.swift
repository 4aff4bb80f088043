// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct AlpacaTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.alpaca, levels: ["partial", "exposed"]).expectVerdicts(of: Alpaca.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.alpaca, levels: ["partial", "exposed"]).expectDoubts(of: Alpaca.self)
    }
}
