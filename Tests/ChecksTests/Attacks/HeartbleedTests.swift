// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct HeartbleedTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.heartbleed, levels: ["vulnerable"]).expectVerdicts(of: Heartbleed.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.heartbleed, levels: ["vulnerable"]).expectDoubts(of: Heartbleed.self)
    }
}
