// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct PaddingOraclesTests {
    @Test func theExposureDecides() throws {
        try AttackCase(
            .poodleTLS,
            levels: ["sleeping-poodle", "zero-length", "zombie-poodle", "goldendoodle", "poodle-tls"]
        ).expectVerdicts(of: PaddingOracles.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(
            .poodleTLS,
            levels: ["sleeping-poodle", "zero-length", "zombie-poodle", "goldendoodle", "poodle-tls"]
        ).expectDoubts(of: PaddingOracles.self)
    }
}
