// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct HTTPSRecordMalformedTests {
    private typealias Judged = HTTPSRecordMalformed

    @Test func soundServicesPass() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .https,
            try DomainScene.service([1: DomainScene.protocols("h2", "h3")])
        )
        #expect(try scene.verdict(of: Judged.self) == .pass)
    }

    @Test func noneIsNotApplicable() throws {
        #expect(try DomainScene.sound().verdict(of: Judged.self).state == .notApplicable)
    }

    @Test func whatClientsRefuseFailsWorst() throws {
        let scene = try DomainScene.sound().with(
            "www.mfa.example",
            .https,
            try DomainScene.service(),
            try DomainScene.service([3: [1]])
        )
        let verdict = try scene.verdict(of: Judged.self)
        #expect(verdict.level == "malformed")
    }

    @Test func whatCannotBeReadFailsWorst() throws {
        let scene = try DomainScene.sound().with("mfa.example", .https, .other([0, 1, 0, 0, 3]))
        #expect(try scene.verdict(of: Judged.self).level == "malformed")
    }

    @Test func anAliasMayLeadToServicesOrToAddresses() throws {
        let alias = try DomainScene.sound().with("mfa.example", .https, try DomainScene.alias("cdn.example"))
        #expect(try alias.verdict(of: Judged.self) == .pass)
        let led = try alias.with("cdn.example", .https, try DomainScene.service())
        #expect(try led.verdict(of: Judged.self) == .pass)
        let broken = try alias.with("cdn.example", .https, try DomainScene.service([3: []]))
        #expect(try broken.verdict(of: Judged.self).level == "malformed")
    }

    @Test func aCircleFailsMildly() throws {
        let scene = try DomainScene.sound()
            .with("mfa.example", .https, try DomainScene.alias("cdn.example"))
            .with("cdn.example", .https, try DomainScene.alias("mfa.example"))
        #expect(try scene.verdict(of: Judged.self).level == "ambiguous")
    }

    @Test(arguments: [8, 9])
    func aLongWayFailsMildly(_ aliases: Int) throws {
        var scene = try DomainScene.sound().with("mfa.example", .https, try DomainScene.alias("a1.example"))
        for step in 1..<aliases {
            let next = try DomainScene.alias("a\(step + 1).example")
            scene = try scene.with("a\(step).example", .https, next)
        }
        let verdict = try scene.verdict(of: Judged.self)
        #expect(aliases == 8 ? verdict == .pass : verdict.level == "ambiguous")
    }

    @Test func anAliasBesideServicesFailsMildly() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .https,
            try DomainScene.alias("cdn.example"),
            try DomainScene.service()
        )
        #expect(try scene.verdict(of: Judged.self).level == "ambiguous")
    }

    @Test func aSiteAtAnotherPortIsLookedAtByItsOwnName() throws {
        let scene = try DomainScene.sound().serving("visa.mfa.example", port: 8443, spki: "aa").with(
            "_8443._https.visa.mfa.example",
            .https,
            try DomainScene.service([4: [1]])
        )
        #expect(try scene.verdict(of: Judged.self).level == "malformed")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().losing("www.mfa.example", .https)
        #expect(try scene.verdict(of: Judged.self).state == .unknown)
    }
}
