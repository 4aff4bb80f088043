// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Testing

/// What a mission's vantage could do, and what its looks are worth for it.
struct VantageMeansTests {
    private static let gap = Unestablished(phase: .vantage, reason: "too few networks")

    @Test func whatWasNotEstablishedStaysOpen() {
        let answers: [Answer] = [
            .fact(FactRecord(VantageRoutes(ipv4: true, ipv6: false))),
            .unestablished(Question(OutgoingWay.self, OutgoingWay.Way.ipv6.rawValue), Self.gap),
            .unestablished(Question(TLSInterception.self), Self.gap),
            .unestablished(Question(ResolverConduct.self), Self.gap),
        ]
        #expect(VantageMeans(answers, clock: nil) == VantageMeans(ipv4: true, ipv6: false))
    }

    @Test func whatWasEstablishedIsKept() throws {
        let address = try #require(IPAddress("192.0.2.1"))
        let answers: [Answer] = [
            .fact(FactRecord(OutgoingWay(.ipv6, isOpen: false, failure: "timed out"))),
            .fact(FactRecord(OutgoingWay(.mail, isOpen: false, failure: "other"))),
            .fact(FactRecord(TLSInterception(ground: .oneIssuer, issuer: "CN=Filter"))),
            .fact(
                FactRecord(
                    ResolverConduct(
                        inventedAddresses: [address],
                        inventsTexts: false,
                        validation: .stripped,
                        refusesBogus: nil
                    )
                )
            ),
        ]
        let means = VantageMeans(answers, clock: 3)
        #expect(
            means
                == VantageMeans(
                    closed: "timed out",
                    invented: [address],
                    intercepted: true,
                    interceptor: "CN=Filter",
                    clock: 3
                )
        )
        #expect(means.doubt == "TLS is intercepted there, by CN=Filter")
    }

    @Test func aClockThatIsOffProvesNothing() {
        #expect(VantageMeans(clock: 300).doubt == nil && VantageMeans(clock: -300).doubt == nil)
        #expect(VantageMeans(clock: -301).doubt == "its clock is 301 seconds off")
        #expect(VantageMeans().doubt == nil)
    }

    @Test func anAddressWithoutAWayThereSaysNothing() throws {
        let (old, new, local) = (
            try #require(IPAddress("8.8.8.8")), try #require(IPAddress("2600::1")),
            try #require(IPAddress("::1"))
        )
        let means = VantageMeans(ipv4: false, ipv6: false)
        #expect(means.silence(towards: old) != nil && means.silence(towards: new) != nil)
        #expect(means.silence(towards: local) == nil)
        #expect(VantageMeans(ipv4: true, ipv6: true).silence(towards: new) == nil)
        #expect(
            VantageMeans(ipv6: true, closed: "timed out").silence(towards: new)?.contains("timed out") == true
        )
        #expect(VantageMeans().silence(towards: old) == nil)
    }

    @Test(arguments: [
        ("https://www.mfa.example/", "www.mfa.example"),
        ("https://WWW.mfa.example:8443/a?b", "www.mfa.example"),
        ("https://[2001:db8::1]:8443/", "2001:db8::1"), ("https://www.mfa.example?x", "www.mfa.example"),
        ("", ""),
    ])
    func aPageIsAtItsLastHost(_ address: String, _ host: String) {
        let hop = PageResponse.Hop(address: address, status: 200, transportSecurity: [])
        #expect(PageResponse(hops: [hop]).finalHost == host)
        #expect(PageResponse(hops: [hop], leadsTo: "https://other.example/x").finalHost == "other.example")
    }
}
