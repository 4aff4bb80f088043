// SPDX-License-Identifier: Apache-2.0
import Facts

extension Golden {
    /// What is kept of relays and call servers.
    static let conference: [Golden] = [
        Golden(
            RelayConduct(
                binding: .granted,
                allocation: .challenged,
                error: 401,
                realm: "mfa.example",
                software: "Coturn"
            ),
            #"{"allocation":"challenged","binding":"granted","error":401,"realm":"mfa.example","software":"Coturn"}"#
        ),
        Golden(
            CallServerConduct(
                status: 483,
                software: ["server: kamailio"],
                methods: ["OPTIONS", "ACK"],
                realms: ["b", "a"]
            ),
            #"{"methods":["ACK","OPTIONS"],"realms":["a","b"],"software":["server: kamailio"],"status":483}"#
        ),
        Golden(ForeignService(found: "HTTP"), #"{"found":"HTTP"}"#),
        Golden(ForeignService(found: nil), "{}"),
    ]
}
