// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct InsecureRenegotiationTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.insecureRenegotiation, levels: ["vulnerable"]).expectVerdicts(
            of: InsecureRenegotiation.self
        )
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.insecureRenegotiation, levels: ["vulnerable"]).expectDoubts(
            of: InsecureRenegotiation.self
        )
    }
}
