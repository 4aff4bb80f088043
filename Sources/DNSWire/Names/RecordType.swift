// SPDX-License-Identifier: Apache-2.0

/// A type of resource record, by its number at IANA.
package struct RecordType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ rawValue: UInt16) { self.rawValue = rawValue }

    package static let a = Self(1)
    package static let ns = Self(2)
    package static let cname = Self(5)
    package static let soa = Self(6)
    package static let ptr = Self(12)
    package static let mx = Self(15)
    package static let txt = Self(16)
    package static let aaaa = Self(28)
    package static let srv = Self(33)
    package static let opt = Self(41)
    package static let ds = Self(43)
    package static let rrsig = Self(46)
    package static let nsec = Self(47)
    package static let dnskey = Self(48)
    package static let nsec3 = Self(50)
    package static let nsec3param = Self(51)
    package static let tlsa = Self(52)
    package static let svcb = Self(64)
    package static let https = Self(65)
    package static let axfr = Self(252)
    package static let caa = Self(257)

    package static let known: [(type: RecordType, name: String)] = [
        (.a, "A"), (.ns, "NS"), (.cname, "CNAME"), (.soa, "SOA"), (.ptr, "PTR"), (.mx, "MX"), (.txt, "TXT"),
        (.aaaa, "AAAA"), (.srv, "SRV"), (.opt, "OPT"), (.ds, "DS"), (.rrsig, "RRSIG"), (.nsec, "NSEC"),
        (.dnskey, "DNSKEY"), (.nsec3, "NSEC3"), (.nsec3param, "NSEC3PARAM"), (.tlsa, "TLSA"),
        (.svcb, "SVCB"), (.https, "HTTPS"), (.axfr, "AXFR"), (.caa, "CAA"),
    ]

    /// The mnemonic, or `TYPE123` (RFC 3597 §5).
    package var description: String {
        Self.known.first { $0.type == self }?.name ?? "TYPE\(rawValue)"
    }
}

/// How a server answered, twelve bits with EDNS (RFC 6895 §2.3).
package struct ResponseCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ rawValue: UInt16) { self.rawValue = rawValue }

    package static let noError = Self(0)
    package static let formatError = Self(1)
    package static let serverFailure = Self(2)
    package static let noSuchName = Self(3)
    package static let notImplemented = Self(4)
    package static let refused = Self(5)
    package static let badVersion = Self(16)

    package var description: String {
        switch rawValue {
        case 0: "NOERROR"
        case 1: "FORMERR"
        case 2: "SERVFAIL"
        case 3: "NXDOMAIN"
        case 4: "NOTIMP"
        case 5: "REFUSED"
        case 9: "NOTAUTH"
        case 16: "BADVERS"
        default: "RCODE \(rawValue)"
        }
    }
}
