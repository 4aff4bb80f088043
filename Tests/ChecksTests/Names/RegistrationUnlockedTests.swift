// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct RegistrationUnlockedTests {
    private func verdict(_ statuses: String...) throws -> Verdict {
        try DomainScene.registered(statuses, []).verdict(of: RegistrationUnlocked.self)
    }

    @Test func aRegistryLockPasses() throws {
        let verdict = try verdict(
            "server transfer prohibited",
            "server update prohibited",
            "server delete prohibited"
        )
        #expect(verdict == .pass)
    }

    @Test func aLockOfTheRegistrarAloneIsTheMildest() throws {
        #expect(try verdict("client transfer prohibited").level == "registrar-only")
        #expect(
            try verdict("server transfer prohibited", "server delete prohibited").level == "registrar-only"
        )
        #expect(try verdict("transfer prohibited").level == "registrar-only")
    }

    @Test func noLockFails() throws {
        let verdict = try verdict("active", "client delete prohibited")
        #expect(verdict.level == "transfer")
    }

    @Test func noStatusAtAllIsUnknown() throws {
        #expect(try verdict().state == .unknown)
    }
}
