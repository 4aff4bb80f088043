// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct CCSInjectionTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.ccsInjection, levels: ["vulnerable"]).expectVerdicts(of: CCSInjection.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.ccsInjection, levels: ["vulnerable"]).expectDoubts(of: CCSInjection.self)
    }
}
