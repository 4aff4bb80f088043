// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension Scene {
    /// With a network of its own that announces its addresses by right.
    func routed() throws -> Scene {
        try [("192.0.2.1", "192.0.2.0/24"), ("2001:db8::1", "2001:db8::/32")].reduce(self) { scene, pair in
            guard let address = IPAddress(pair.0) else { throw Self.silence }
            return try scene.seeing(
                RouteOrigin(
                    address: address,
                    routes: [.init(prefix: pair.1, origin: 64496, state: .valid)],
                    signed: ["\(pair.1)-64 AS64496"]
                ),
                AddressNetwork(
                    address: address,
                    prefix: pair.1,
                    networks: [.init(number: 64496, organisation: "Host", country: "NL")]
                ),
                on: Self.endpoint
            )
        }
    }
}
