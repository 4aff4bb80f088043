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

extension IPAddress {
    /// IPv4 behind an IPv4-mapped or NAT64 address (RFC 6052 §2.1), else the address's own bytes.
    private var plainBytes: ArraySlice<UInt8> {
        let mapped = Array(repeating: UInt8(0), count: 10) + [0xFF, 0xFF]
        let translated: [UInt8] = [0, 0x64, 0xFF, 0x9B] + Array(repeating: 0, count: 8)
        guard family == .v6, bytes.starts(with: mapped) || bytes.starts(with: translated) else {
            return bytes[...]
        }
        return Array(bytes[12...])[...]
    }

    /// Neither loopback, private, shared nor link-local (RFC 6890 §2.2).
    var isGlobal: Bool {
        let bytes = plainBytes
        guard !isNoHost, !isLoopback else { return false }
        guard bytes.count == 4 else { return bytes[0] & 0xFE != 0xFC }
        switch (bytes[0], bytes[1]) {
        case (10, _), (127, _), (100, 64...127), (172, 16...31), (192, 168): return false
        default: return true
        }
    }

    /// Link-local, which clouds serve their secrets on, multicast, broadcast or unspecified.
    fileprivate var isNoHost: Bool {
        let bytes = plainBytes
        if bytes.count == 4 {
            return bytes[0] == 0 || bytes[0] >= 224 || (bytes[0] == 169 && bytes[1] == 254)
        }
        return bytes.allSatisfy { $0 == 0 } || bytes[0] == 0xFF
            || (bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80)
    }
}
