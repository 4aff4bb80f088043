// SPDX-License-Identifier: Apache-2.0
import Facts
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
        ] + (IPAddress("192.0.2.1").map(networks) ?? [])

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
