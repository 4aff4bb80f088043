// SPDX-License-Identifier: Apache-2.0
internal import Model

/// How far a certificate may send us: what a host out in the internet serves never leads into a private network.
enum NetworkReach: Hashable, Sendable {
    /// To global addresses only.
    case global
    /// To private networks and this machine, too.
    case local

    /// By the address that served the certificate.
    init(of address: IPAddress) { self = address.isGlobal ? .global : .local }

    /// By the addresses of a zone's servers; of a zone whose servers are not known, none leads inwards.
    init(ofServersAt addresses: [IPAddress]) {
        self = !addresses.isEmpty && addresses.allSatisfy { !$0.isGlobal } ? .local : .global
    }

    func allows(_ address: IPAddress) -> Bool {
        !address.isNoHost && (self == .local || address.isGlobal)
    }
}
