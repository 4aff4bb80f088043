// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct TicketbleedTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.ticketbleed, levels: ["vulnerable"]).expectVerdicts(of: Ticketbleed.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.ticketbleed, levels: ["vulnerable"]).expectDoubts(of: Ticketbleed.self)
    }
}
