// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct HTTPSRecordInconsistentTests {
    private func verdict(
        _ parameters: [UInt16: [UInt8]],
        target: String = ".",
        choosing protocols: [String] = ["h2", "http/1.1"]
    ) throws -> Verdict {
        try DomainScene.sound().site(choosing: protocols)
            .with("mfa.example", .a, try DomainScene.address("192.0.2.25"))
            .with("mfa.example", .aaaa, try DomainScene.address("2001:db8::25"))
            .with("mfa.example", .https, try DomainScene.service(parameters, target: target))
            .verdict(of: HTTPSRecordInconsistent.self)
    }

    @Test func whatIsSoPasses() throws {
        let parameters: [UInt16: [UInt8]] = [1: DomainScene.protocols("h3", "h2"), 4: [192, 0, 2, 25]]
        #expect(try verdict(parameters) == .pass)
        #expect(try verdict([:]) == .pass)
    }

    @Test func noneIsNotApplicable() throws {
        let verdict = try DomainScene.sound().verdict(of: HTTPSRecordInconsistent.self)
        #expect(verdict.state == .notApplicable)
    }

    @Test func anotherAddressFailsMildly() throws {
        #expect(try verdict([4: [192, 0, 2, 25, 192, 0, 2, 26]]).level == "hints")
        let other = [UInt8](repeating: 0x20, count: 16)
        #expect(try verdict([6: other]).level == "hints")
    }

    @Test func aProtocolThatIsNotThereFails() throws {
        let h2: [UInt16: [UInt8]] = [1: DomainScene.protocols("h2")]
        #expect(try verdict(h2, choosing: ["http/1.1"]).level == "protocols")
        #expect(try verdict(h2, choosing: []).level == "protocols")
        #expect(try verdict([1: DomainScene.protocols("http/1.1")], choosing: []) == .pass)
    }

    /// Without a default, and with no other way in, clients give up.
    @Test func theOnlyProtocolThatIsNotThereFailsWorst() throws {
        let only: [UInt16: [UInt8]] = [1: DomainScene.protocols("h2"), 2: []]
        #expect(try verdict(only, choosing: ["http/1.1"]).level == "unreachable")
        let withQUIC: [UInt16: [UInt8]] = [1: DomainScene.protocols("h2", "h3"), 2: []]
        #expect(try verdict(withQUIC, choosing: ["http/1.1"]).level == "protocols")
    }

    /// HTTP/3 is not measured, and never held against a site.
    @Test func whatRunsOverQUICIsNotCompared() throws {
        #expect(try verdict([1: DomainScene.protocols("h3"), 2: []], choosing: ["http/1.1"]) == .pass)
    }

    @Test func whereNobodyMeasuredNothingIsSaid() throws {
        let h2: [UInt16: [UInt8]] = [1: DomainScene.protocols("h2")]
        #expect(try verdict(h2, target: "cdn.example").state == .notTested)
        let port: [UInt16: [UInt8]] = [1: DomainScene.protocols("h2"), 3: [0x20, 0xFB]]
        #expect(try verdict(port).state == .notTested)
        // The name itself, in words.
        #expect(try verdict(h2, target: "mfa.example", choosing: ["http/1.1"]).level == "protocols")
    }

    @Test func aWithdrawnSiteThatIsListedFailsWorst() throws {
        let withdrawn = try DomainScene.sound().with("mfa.example", .https, try DomainScene.alias("."))
        #expect(try withdrawn.verdict(of: HTTPSRecordInconsistent.self) == .pass)
        let listed = try withdrawn.site(choosing: ["h2"])
        #expect(try listed.verdict(of: HTTPSRecordInconsistent.self).level == "unreachable")
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().losing("mfa.example", .https)
        #expect(try scene.verdict(of: HTTPSRecordInconsistent.self).state == .unknown)
        let hinting = try DomainScene.sound()
            .with("mfa.example", .https, try DomainScene.service([4: [192, 0, 2, 25]]))
            .losing("mfa.example", .a)
        #expect(try hinting.verdict(of: HTTPSRecordInconsistent.self).state == .unknown)
    }
}
