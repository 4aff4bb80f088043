// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct NoFallbackProtectionTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.fallbackSCSV, levels: ["vulnerable"]).expectVerdicts(of: NoFallbackProtection.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.fallbackSCSV, levels: ["vulnerable"]).expectDoubts(of: NoFallbackProtection.self)
    }
}
