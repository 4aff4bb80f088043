// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct BreachTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.breach, levels: ["potential"]).expectVerdicts(of: Breach.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.breach, levels: ["potential"]).expectDoubts(of: Breach.self)
    }
}
