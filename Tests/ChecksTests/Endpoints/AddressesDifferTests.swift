// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct AddressesDifferTests {
    private static func both() throws -> Scene { try Scene.modern().modern(on: Scene.other) }

    private static func seen(_ scene: Scene) throws -> String? {
        guard case .fail("differ", let seen, _) = try scene.verdict(of: AddressesDiffer.self) else {
            return nil
        }
        return seen
    }

    @Test func theSameAnswersPass() throws {
        #expect(try Self.both().verdict(of: AddressesDiffer.self) == .pass)
    }

    @Test func theSameSuitesInAnotherOrderPass() throws {
        let scene = try Self.both().suites(.tls12, [0xCCA8, 0xC030, 0xC02F], on: Scene.other)
        #expect(try scene.verdict(of: AddressesDiffer.self) == .pass)
    }

    @Test func anotherVersionIsADifference() throws {
        let scene = try Self.both().seeing(VersionOffer(version: .tls10, isOffered: true), on: Scene.other)
            .suites(.tls10, [0xC013], on: Scene.other)
        #expect(try Self.seen(scene) == "TLS 1.0: not offered on 192.0.2.1, offered on 192.0.2.2")
    }

    @Test func otherSuitesAreADifference() throws {
        let scene = try Self.both().suites(.tls12, [0xC02F], on: Scene.other)
        #expect(try Self.seen(scene)?.hasPrefix("suites of TLS 1.2: ") == true)
    }

    @Test func otherGroupsAreADifference() throws {
        let scene = try Self.both().groups(.tls13, [0x001D], on: Scene.other)
        #expect(try Self.seen(scene)?.hasPrefix("groups (tls1.3): ") == true)
    }

    @Test func anotherCertificateIsADifference() throws {
        let scene = try Self.both().chain(.leaf(names: ["old"], spki: "zz"), on: Scene.other)
        let seen = try #require(try Self.seen(scene))
        #expect(seen.contains("key: aa on 192.0.2.1, zz on 192.0.2.2"))
        #expect(seen.contains("names: www on 192.0.2.1, old on 192.0.2.2"))
    }

    @Test func aRenewedCertificateForTheSameKeyIsNone() throws {
        let scene = try Self.both().chain(.leaf(until: day("2027-02-22")), on: Scene.other)
        #expect(try scene.verdict(of: AddressesDiffer.self) == .pass)
    }

    @Test func aListThatMayMissSomethingIsNotCompared() throws {
        let scene = try Self.both().suites(.tls12, [0xC02F], isComplete: false, on: Scene.other)
        #expect(try scene.verdict(of: AddressesDiffer.self) == .unknown(because: Scene.silence))
    }

    @Test func aSilentAddressIsUnknown() throws {
        let scene = try Scene.modern()
            .missing(Question(Reachability.self), because: Scene.refused, on: Scene.other)
        #expect(try scene.verdict(of: AddressesDiffer.self) == .unknown(because: Scene.refused))
    }

    @Test func anAddressThatHasNoTLSIsADifference() throws {
        let scene = try Scene.modern()
            .missing(Question(Reachability.self), because: Scene.plainText, on: Scene.other)
        #expect(try Self.seen(scene) == "TLS: offered on 192.0.2.1, not offered on 192.0.2.2")
    }

    @Test func oneAddressIsNotApplicable() throws {
        #expect(try Scene.modern().verdict(of: AddressesDiffer.self).state == .notApplicable)
    }
}
