// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct StarttlsInjectionTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.starttlsInjection, levels: ["vulnerable"]).expectVerdicts(of: StarttlsInjection.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.starttlsInjection, levels: ["vulnerable"]).expectDoubts(of: StarttlsInjection.self)
    }
}
