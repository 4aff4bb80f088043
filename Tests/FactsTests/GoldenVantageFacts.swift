// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model

extension Golden {
    /// What is kept of the vantage itself.
    static let vantage: [Golden] =
        [
            Golden(VantageRoutes(ipv4: true, ipv6: false), #"{"ipv4":true,"ipv6":false}"#),
            Golden(
                ResolverConduct(
                    inventedAddresses: ["192.0.2.2", "192.0.2.1", "192.0.2.2"].compactMap { IPAddress($0) },
                    inventsTexts: false,
                    validation: .stripped,
                    refusesBogus: nil
                ),
                #"{"inventedAddresses":["192.0.2.1","192.0.2.2"],"inventsTexts":false,"validation":"stripped"}"#
            ),
            Golden(
                OutgoingWay(.mail, isOpen: false, failure: "no connection in time"),
                #"{"failure":"no connection in time","isOpen":false,"way":"port-25"}"#
            ),
            Golden(
                TLSInterception(ground: .oneIssuer, issuer: "CN=Filter"),
                #"{"ground":"one-issuer","issuer":"CN=Filter"}"#
            ),
            Golden(
                AttestedArtefact(reference: "/srv/r.csv", isThere: true, sha256: "aa"),
                #"{"isThere":true,"reference":"/srv/r.csv","sha256":"aa"}"#
            ),
            Golden(
                EvidenceSignature(
                    SignedEvidence("/srv/r.csv", EvidenceSigning(signature: "r.sig", key: "k.pem")),
                    .bad,
                    reason: "why"
                ),
                #"{"key":"k.pem","reason":"why","reference":"/srv/r.csv","signature":"r.sig","state":"bad"}"#
            ),
        ] + (IPAddress("192.0.2.1").map { networks($0) + missions($0) } ?? [])

    private static let site = Endpoint(
        id: "www",
        host: "www.mfa.example",
        port: 443,
        service: .https,
        role: .publicWebsite,
        mission: nil,
        criticality: Role.publicWebsite.defaultCriticality,
        secrecyLifetimeDays: nil,
        authorisation: Authorisation(tier: .active),
        addresses: []
    )

    /// What bundles of missions say.
    private static func missions(_ address: IPAddress) -> [Golden] {
        let seen = Date(timeIntervalSince1970: 1_795_435_200)
        let gap = Unestablished(phase: .handshake, reason: "reset", attempts: 2)
        return [
            Golden(
                MissionVantage(
                    vantage: "paris",
                    started: seen,
                    finished: seen,
                    tool: "chancery 0.1.0",
                    bundle: "aa",
                    means: VantageMeans(ipv4: true, ipv6: false, invented: [address], clock: 1),
                    endpoints: 2,
                    reached: 1
                ),
                #"{"bundle":"aa","endpoints":2,"finished":"2026-11-23T12:00:00Z","means":{"clock":1,"invented":["192.0.2.1"],"ipv4":true,"ipv6":false},"reached":1,"started":"2026-11-23T12:00:00Z","tool":"chancery 0.1.0","vantage":"paris"}"#
            ),
            Golden(
                VantageLook(
                    vantage: "paris",
                    glimpse: EndpointGlimpse(
                        of: site,
                        seen: seen,
                        names: .init(.found, [address]),
                        handshakes: [.init(address, gap: gap)],
                        gap: gap
                    ),
                    home: HomeGlimpse(
                        seen: seen,
                        addresses: [address],
                        reached: [address],
                        keys: ["bb"],
                        status: 200
                    )
                ),
                #"{"glimpse":{"endpoint":"www","gap":{"attempts":2,"phase":"handshake","reason":"reset"},"handshakes":[{"address":"192.0.2.1","gap":{"attempts":2,"phase":"handshake","reason":"reset"}}],"host":"www.mfa.example","names":{"addresses":["192.0.2.1"],"outcome":"found"},"port":443,"seen":"2026-11-23T12:00:00Z","service":"https"},"home":{"addresses":["192.0.2.1"],"keys":["bb"],"reached":["192.0.2.1"],"seen":"2026-11-23T12:00:00Z","status":200},"vantage":"paris"}"#
            ),
        ]
    }

    /// What files of the operator's say of addresses.
    private static func networks(_ address: IPAddress) -> [Golden] {
        [
            Golden(
                RouteOrigin(
                    address: address,
                    routes: [
                        .init(prefix: "192.0.2.0/24", origin: 64497, state: .invalid),
                        .init(prefix: "192.0.2.0/24", origin: 64496, state: .valid),
                    ],
                    signed: ["192.0.2.0/24-24 AS64496"]
                ),
                #"{"address":"192.0.2.1","routes":[{"origin":64496,"prefix":"192.0.2.0/24","state":"valid"},{"origin":64497,"prefix":"192.0.2.0/24","state":"invalid"}],"signed":["192.0.2.0/24-24 AS64496"]}"#
            ),
            Golden(
                AddressNetwork(
                    address: address,
                    prefix: "192.0.2.0/24",
                    networks: [
                        .init(number: 64497, organisation: nil, country: nil),
                        .init(number: 64496, organisation: "Host", country: "NL"),
                    ]
                ),
                #"{"address":"192.0.2.1","networks":[{"country":"NL","number":64496,"organisation":"Host"},{"number":64497}],"prefix":"192.0.2.0/24"}"#
            ),
        ]
    }
}
