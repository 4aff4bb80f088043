// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct EncryptedHelloBrokenTests {
    /// A list of one configuration of X25519, HKDF-SHA256 and AES-128-GCM for `public.example` (RFC 9849 §4).
    private static func list(version: [UInt8] = [0xFE, 0x0D], kem: UInt8 = 0x20) -> [UInt8] {
        let name = Array("public.example".utf8)
        let contents: [UInt8] =
            [7, 0, kem, 0, 32] + [UInt8](repeating: 9, count: 32) + [0, 4, 0, 1, 0, 1, 0, UInt8(name.count)]
            + name + [0, 0]
        let config = version + [0, UInt8(contents.count)] + contents
        return [0, UInt8(config.count)] + config
    }

    private func verdict(_ services: [[UInt16: [UInt8]]], hasTLS13: Bool? = true) throws -> Verdict {
        var scene = try DomainScene.sound()
        if let hasTLS13 { scene = try scene.site(choosing: ["h2"], hasTLS13: hasTLS13) }
        let set = DNSRecords(
            name: try DomainScene.name("mfa.example"),
            type: .https,
            outcome: .found,
            records: try services.map { try DomainScene.service($0).encoded() },
            security: .secure
        )
        return try scene.seeing(set).verdict(of: EncryptedHelloBroken.self)
    }

    @Test func keysOfUsePass() throws {
        #expect(try verdict([[5: Self.list()]]) == .pass)
    }

    @Test func noKeysAreNoFault() throws {
        #expect(try verdict([[:]]).state == .notApplicable)
        #expect(try DomainScene.sound().verdict(of: EncryptedHelloBroken.self).state == .notApplicable)
    }

    @Test func keysInSomeServicesFailMildly() throws {
        #expect(try verdict([[5: Self.list()], [1: DomainScene.protocols("h2")]]).level == "mixed")
    }

    @Test func keysThatNobodyCanUseFail() throws {
        #expect(try verdict([[5: Self.list(version: [0xFE, 0x0A])]]).level == "unusable")
        #expect(try verdict([[5: Self.list(kem: 0x99)]]).level == "unusable")
    }

    @Test func withoutTLS13TheyHideNothing() throws {
        #expect(try verdict([[5: Self.list()]], hasTLS13: false).level == "without-tls13")
    }

    @Test func whatCannotBeReadFailsWorst() throws {
        #expect(try verdict([[5: [0, 9, 1]]], hasTLS13: nil).level == "malformed")
        #expect(try verdict([[5: []]]).level == "malformed")
    }

    @Test func aSiteThatNobodyMeasuredIsNotTested() throws {
        #expect(try verdict([[5: Self.list()]], hasTLS13: nil).state == .notTested)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().losing("mfa.example", .https)
        #expect(try scene.verdict(of: EncryptedHelloBroken.self).state == .unknown)
    }
}
