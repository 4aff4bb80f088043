// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct EndpointRouteOriginTests {
    private static let addresses = ["192.0.2.1", "198.51.100.1", "10.0.0.1"]

    private func verdict(_ states: RouteOrigin.State?...) throws -> Verdict {
        let set = AddressSet(
            addresses: Self.addresses.compactMap { IPAddress($0) },
            source: .resolved,
            isSecure: nil
        )
        var scene = try Scene.reachable().seeing(set, on: Scene.endpoint)
        for (text, state) in zip(Self.addresses, states) {
            let address = try #require(IPAddress(text))
            guard let state else {
                let question = Question(RouteOrigin.self, text)
                scene = scene.missing(question, because: Self.old, on: Scene.endpoint)
                continue
            }
            let route = RouteOrigin.Route(prefix: "\(text)/32", origin: 64496, state: state)
            let origin = RouteOrigin(address: address, routes: [route], signed: [])
            scene = try scene.seeing(origin, on: Scene.endpoint)
        }
        return try scene.verdict(of: EndpointRouteOrigin.self)
    }

    private static let old = Unestablished(phase: .vantage, reason: "vrps.json: it is too old")

    @Test func validRoutesPassAndPrivateAddressesHaveNone() throws {
        #expect(try verdict(.valid, .valid) == .pass)
    }

    @Test func theWorstAddressCounts() throws {
        #expect(try verdict(.notFound, .invalid).level == "invalid")
        #expect(try verdict(.valid, .notFound).level == "not-found")
    }

    @Test func withoutAFileThatCountsItIsUnknown() throws {
        #expect(try verdict(.notFound, nil) == .unknown(because: Self.old))
        #expect(try verdict(.invalid, nil).level == "invalid")
    }

    @Test func withoutAnyFileItIsNotTested() throws {
        #expect(try verdict().state == .notTested)
    }

    @Test func insideAPrivateNetworkItDoesNotApply() throws {
        let inner = AddressSet(
            addresses: ["10.0.0.1", "fd00::1"].compactMap { IPAddress($0) },
            source: .configured,
            isSecure: nil
        )
        let scene = try Scene().seeing(inner, on: Scene.endpoint)
        #expect(try scene.verdict(of: EndpointRouteOrigin.self).state == .notApplicable)
    }
}
