// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct DomainRouteOriginTests {
    private static let addresses = ["192.0.2.1", "198.51.100.1", "2001:db8:1::1", "2001:db8:2::1"]

    private static func origin(_ address: String, _ state: RouteOrigin.State?) throws -> RouteOrigin {
        guard let address = IPAddress(address) else { throw DomainScene.lost }
        let prefix = "\(address)/32"
        return RouteOrigin(
            address: address,
            routes: state.map { [.init(prefix: prefix, origin: 64496, state: $0)] } ?? [],
            signed: state == .invalid ? ["\(prefix)-32 AS1"] : []
        )
    }

    /// Name servers alone, so that the scene is small.
    private static func scene(_ states: RouteOrigin.State?...) throws -> DomainScene {
        try zip(addresses, states).reduce(DomainScene.sound().with("mfa.example", .mx)) { scene, pair in
            try scene.seeing(origin(pair.0, pair.1))
        }
    }

    @Test func validRoutesPass() throws {
        let scene = try Self.scene(.valid, .valid, .valid, .valid)
        #expect(try scene.verdict(of: DomainRouteOrigin.self) == .pass)
    }

    @Test func anInvalidRouteFailsWhateverElseIsKnown() throws {
        let scene = try Self.scene(.invalid, .notFound)
        #expect(
            try scene.verdict(of: DomainRouteOrigin.self)
                == .fail(
                    level: "invalid",
                    seen:
                        "ns1.mfa.example 192.0.2.1: 192.0.2.1/32 from AS64496, where 192.0.2.1/32-32 AS1 is signed",
                    expected: "a valid route origin for each address"
                )
        )
    }

    @Test(arguments: [RouteOrigin.State.notFound, nil])
    func whatNobodySignedForFailsMildly(_ state: RouteOrigin.State?) throws {
        let verdict = try Self.scene(.valid, state, .valid, .valid).verdict(of: DomainRouteOrigin.self)
        #expect(verdict.level == "not-found")
    }

    @Test func mailCounts() throws {
        let scene = try Self.scene(.valid, .valid, .valid, .valid)
            .with("mfa.example", .mx, DomainScene.exchange("mx.mfa.example"))
            .with("mx.mfa.example", .a, DomainScene.address("203.0.113.9"))
            .seeing(Self.origin("203.0.113.9", .invalid))
        #expect(try scene.verdict(of: DomainRouteOrigin.self).level == "invalid")
    }

    @Test func whatWasNotLookedUpIsNotTested() throws {
        #expect(try DomainScene.sound().verdict(of: DomainRouteOrigin.self).state == .notTested)
    }

    @Test func anOldFileIsUnknown() throws {
        let scene = try Self.scene(.valid, .valid, .valid).missing(
            Question(RouteOrigin.self, "2001:db8:2::1")
        )
        #expect(try scene.verdict(of: DomainRouteOrigin.self).state == .unknown)
    }
}
