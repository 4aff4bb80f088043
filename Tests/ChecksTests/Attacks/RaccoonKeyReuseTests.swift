// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct RaccoonKeyReuseTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.raccoon, levels: ["key-reuse"]).expectVerdicts(of: RaccoonKeyReuse.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.raccoon, levels: ["key-reuse"]).expectDoubts(of: RaccoonKeyReuse.self)
    }
}
