// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DNSSECWeakTests {
    @Test func aSoundDomainPasses() throws {
        #expect(try DomainScene.sound().verdict(of: DNSSECWeak.self) == .pass)
    }

    @Test func iterationsFail() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .nsec3param,
            .hashedDenialParameters(HashedDenialParameters(algorithm: 1, flags: 0, iterations: 10, salt: []))
        )
        #expect(try scene.verdict(of: DNSSECWeak.self).level == "iterations")
    }

    @Test func noIterationPasses() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .nsec3param,
            .hashedDenialParameters(HashedDenialParameters(algorithm: 1, flags: 0, iterations: 0, salt: []))
        )
        #expect(try scene.verdict(of: DNSSECWeak.self).state == .pass)
    }

    @Test func aShortKeyFails() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .dnskey,
            .key(
                ZoneKey(
                    flags: 256,
                    algorithm: 8,
                    publicKey: [3, 1, 0, 1] + [UInt8](repeating: 0xFF, count: 128)
                )
            )
        )
        #expect(try scene.verdict(of: DNSSECWeak.self).level == "short-key")
    }

    @Test func aDigestOfSHA1Fails() throws {
        let scene = try DomainScene.sound().with("mfa.example", .ds, DomainScene.signer(digest: 1))
        #expect(try scene.verdict(of: DNSSECWeak.self).level == "digest")
    }

    @Test func aDigestOfSHA1BesideAnotherPasses() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .ds,
            DomainScene.signer(digest: 1),
            DomainScene.signer()
        )
        #expect(try scene.verdict(of: DNSSECWeak.self).state == .pass)
    }

    @Test func anOldAlgorithmFailsWorst() throws {
        let scene = try DomainScene.sound().with(
            "mfa.example",
            .dnskey,
            .key(ZoneKey(flags: 257, algorithm: 5, publicKey: [1]))
        ).with("mfa.example", .ds, DomainScene.signer(digest: 1))
        #expect(try scene.verdict(of: DNSSECWeak.self).level == "algorithm")
    }

    @Test func anUnsignedDomainHasNothingToJudge() throws {
        let scene = try DomainScene.sound().seeing(DNSSECState(name: "mfa.example", state: .insecure))
        #expect(try scene.verdict(of: DNSSECWeak.self).state == .notApplicable)
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let scene = try DomainScene.sound().missing(
            DNSRecords.question(try DomainScene.name("mfa.example"), .ds)
        )
        #expect(try scene.verdict(of: DNSSECWeak.self).state == .unknown)
    }
}
