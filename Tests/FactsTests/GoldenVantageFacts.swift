// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension Golden {
    /// What is kept of the vantage itself.
    static let vantage: [Golden] = [
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
    ]
}
