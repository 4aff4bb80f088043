// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct KeySharedTests {
    private static let addresses = ["a", "b", "c"].map { Subject(scope: .address, name: "\($0)@192.0.2.1") }

    private static func scene(missions: [String: String] = [:], _ keys: String?...) throws -> Scene {
        let listed = Scene(
            endpoints: zip(["a", "b", "c"], keys).map { .listed($0.0, mission: missions[$0.0]) }
        )
        return try zip(addresses, keys).reduce(listed) { scene, pair in
            guard let key = pair.1 else {
                return scene.missing(Question(Reachability.self), because: Scene.refused, on: pair.0)
            }
            return try scene.chain(.leaf(spki: key), on: pair.0)
        }
    }

    @Test func aKeyForEachPasses() throws {
        #expect(try Self.scene("k1", "k2", "k3").verdict(of: KeyShared.self) == .pass)
    }

    @Test func oneKeyForTwoFailsAndNamesThem() throws {
        let verdict = try Self.scene("k1", "k2", "k1").verdict(of: KeyShared.self)
        #expect(
            verdict
                == .fail(
                    level: "shared",
                    seen: "one key on a, c",
                    expected: "a key of its own for each endpoint"
                )
        )
    }

    @Test func aKeyOfTwoMissionsIsGraverAndNamesThem() throws {
        let scene = try Self.scene(missions: ["a": "paris", "b": "nairobi"], "k1", "k1", "k2")
        let verdict = try scene.verdict(of: KeyShared.self)
        #expect(
            verdict
                == .fail(
                    level: "across-missions",
                    seen: "one key on a (paris), b (nairobi)",
                    expected: "a key of its own for each endpoint"
                )
        )
    }

    @Test func severalKeysOfTheSameEndpointsAreSaidOnce() throws {
        let further = CertificateChain(aspect: "rsa", certificates: [.leaf(spki: "k9")])
        let scene = try Self.scene("k1", "k1", "k2").seeing(further, on: Self.addresses[0])
            .seeing(further, on: Self.addresses[1])
        guard case .fail(_, let seen, _) = try scene.verdict(of: KeyShared.self) else {
            Issue.record("does not fail")
            return
        }
        #expect(seen == "2 keys on a, b")
    }

    @Test func aKeyOfAFurtherChainCounts() throws {
        let further = CertificateChain(aspect: "rsa", certificates: [.leaf(spki: "k2")])
        let scene = try Self.scene("k1", "k2").seeing(further, on: Self.addresses[0])
        #expect(try scene.verdict(of: KeyShared.self).level == "shared")
        let nameless = CertificateChain(aspect: "no-sni", certificates: [.leaf(spki: "k2")])
        let other = try Self.scene("k1", "k2").seeing(nameless, on: Self.addresses[0])
        #expect(try other.verdict(of: KeyShared.self) == .pass)
    }

    @Test func severalAddressesOfOneEndpointShareNothing() throws {
        let scene = try Self.scene("k1", "k2")
            .chain(.leaf(spki: "k1"), on: Subject(scope: .address, name: "a@192.0.2.9"))
        #expect(try scene.verdict(of: KeyShared.self) == .pass)
    }

    @Test func anUnseenEndpointIsUnknownUnlessSharingIsProven() throws {
        let verdict = try Self.scene("k1", "k2", nil).verdict(of: KeyShared.self)
        #expect(
            verdict
                == .unknown(
                    because: Unestablished(
                        phase: .connect,
                        reason: "no certificate seen of c: connection refused",
                        attempts: 3
                    )
                )
        )
        #expect(try Self.scene("k1", "k1", nil).verdict(of: KeyShared.self).level == "shared")
    }

    @Test func whoHasNoTLSHasNoKey() throws {
        let scene = try Self.scene("k1", "k2", nil)
            .missing(Question(Reachability.self), because: Scene.plainText, on: Self.addresses[2])
        #expect(try scene.verdict(of: KeyShared.self) == .pass)
    }

    @Test func oneEndpointIsNotApplicable() throws {
        #expect(try Self.scene("k1").verdict(of: KeyShared.self).state == .notApplicable)
    }
}
