// SPDX-License-Identifier: Apache-2.0
package import DNSWire
package import Model

/// Who sends mail: what `check_host()` is asked about (RFC 7208 §4.1).
package struct SPFSender: Hashable, Sendable {
    package let address: IPAddress
    /// "postmaster" where the identity has none (RFC 7208 §4.3).
    package let localPart: [UInt8]
    package let domain: [UInt8]
    package let helo: [UInt8]

    /// - Parameter mailFrom: the reverse path; where it is empty, the identity is postmaster at `helo` (RFC 7208 §2.4).
    package init(address: IPAddress, mailFrom: String, helo: String) {
        self.address = address.unmapped
        self.helo = Array(helo.utf8)
        let bytes = Array(mailFrom.utf8)
        let at = bytes.lastIndex(of: UInt8(ascii: "@"))
        let local = at.map { Array(bytes[..<$0]) } ?? []
        localPart = local.isEmpty ? Array("postmaster".utf8) : local
        domain = bytes.isEmpty ? self.helo : at.map { Array(bytes[($0 + 1)...]) } ?? bytes
    }

    /// What a macro letter stands for, but for `p`, which takes questions (RFC 7208 §7.2).
    func value(of letter: UInt8, domain current: [UInt8], receiver: String, now: Int) -> [UInt8] {
        switch letter {
        case UInt8(ascii: "s"): localPart + [UInt8(ascii: "@")] + domain
        case UInt8(ascii: "l"): localPart
        case UInt8(ascii: "o"): domain
        case UInt8(ascii: "d"): current
        case UInt8(ascii: "i"): Array(address.dotted.utf8)
        case UInt8(ascii: "v"): Array((address.family == .v4 ? "in-addr" : "ip6").utf8)
        case UInt8(ascii: "h"): helo
        case UInt8(ascii: "c"): Array(address.description.utf8)
        case UInt8(ascii: "r"): Array(receiver.utf8)
        case UInt8(ascii: "t"): Array(String(now).utf8)
        default: []
        }
    }
}

extension IPAddress {
    /// The IPv4 address that an IPv6 one maps (RFC 7208 §5); itself in every other case.
    var unmapped: IPAddress {
        guard bytes.count == 16, bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF
        else {
            return self
        }
        return IPAddress(bytes: Array(bytes[12...])) ?? self
    }

    /// Dotted quad, or all 32 nibbles with dots between.
    var dotted: String {
        guard family == .v6 else { return description }
        return bytes.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16, uppercase: true) }
            .joined(separator: ".")
    }

    /// Where the names of an address are (RFC 1035 §3.5, RFC 3596 §2.5).
    package var pointerName: DNSName? {
        let labels = dotted.split(separator: ".").reversed().map { Array($0.utf8) }
        let zone = family == .v4 ? ["in-addr", "arpa"] : ["ip6", "arpa"]
        return DNSName(labels: labels + zone.map { Array($0.utf8) })
    }

    /// Whether the first bits are those of a network of the same family.
    func lies(in network: IPAddress, prefix: Int) -> Bool {
        guard bytes.count == network.bytes.count else { return false }
        let whole = prefix / 8
        guard bytes.prefix(whole) == network.bytes.prefix(whole) else { return false }
        let bits = prefix % 8
        guard bits > 0, whole < bytes.count else { return true }
        return (bytes[whole] ^ network.bytes[whole]) >> (8 - bits) == 0
    }
}
