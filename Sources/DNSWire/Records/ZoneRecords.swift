// SPDX-License-Identifier: Apache-2.0

/// The start of a zone (RFC 1035 §3.3.13).
package struct StartOfAuthority: Hashable, Sendable {
    package let primary: DNSName
    package let mailbox: DNSName
    package let serial: UInt32
    /// Seconds, as are the three that follow.
    package let refresh: UInt32
    package let retry: UInt32
    package let expire: UInt32
    package let minimum: UInt32

    package init(
        primary: DNSName,
        mailbox: DNSName,
        serial: UInt32,
        refresh: UInt32 = 3600,
        retry: UInt32 = 600,
        expire: UInt32 = 86400,
        minimum: UInt32 = 300
    ) {
        self.primary = primary
        self.mailbox = mailbox
        self.serial = serial
        self.refresh = refresh
        self.retry = retry
        self.expire = expire
        self.minimum = minimum
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        primary = try reader.name("SOA MNAME")
        mailbox = try reader.name("SOA RNAME")
        serial = try reader.uint32("SOA SERIAL")
        refresh = try reader.uint32("SOA REFRESH")
        retry = try reader.uint32("SOA RETRY")
        expire = try reader.uint32("SOA EXPIRE")
        minimum = try reader.uint32("SOA MINIMUM")
    }

    func write(_ writer: inout MessageWriter) {
        writer.name(primary)
        writer.name(mailbox)
        for value in [serial, refresh, retry, expire, minimum] { writer.uint32(value) }
    }
}

/// A host that takes mail (RFC 1035 §3.3.9); the root at preference 0 is a null MX (RFC 7505 §3).
package struct MailExchange: Hashable, Sendable, Comparable {
    package let preference: UInt16
    package let host: DNSName

    package init(preference: UInt16, host: DNSName) {
        self.preference = preference
        self.host = host
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        preference = try reader.uint16("MX PREFERENCE")
        host = try reader.name("MX EXCHANGE")
    }

    func write(_ writer: inout MessageWriter) {
        writer.uint16(preference)
        writer.name(host)
    }

    package static func < (left: MailExchange, right: MailExchange) -> Bool {
        (left.preference, left.host) < (right.preference, right.host)
    }
}

/// Where a service is (RFC 2782).
package struct ServiceLocation: Hashable, Sendable {
    package let priority: UInt16
    package let weight: UInt16
    package let port: UInt16
    package let target: DNSName

    package init(priority: UInt16, weight: UInt16, port: UInt16, target: DNSName) {
        self.priority = priority
        self.weight = weight
        self.port = port
        self.target = target
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        priority = try reader.uint16("SRV Priority")
        weight = try reader.uint16("SRV Weight")
        port = try reader.uint16("SRV Port")
        target = try reader.name("SRV Target")
    }

    func write(_ writer: inout MessageWriter) {
        for value in [priority, weight, port] { writer.uint16(value) }
        writer.name(target)
    }
}

/// Who may issue certificates (RFC 8659 §4.1).
package struct CertificationAuthorityAuthorization: Hashable, Sendable {
    package let isCritical: Bool
    /// Lower case: `issue`, `issuewild`, `iodef`, `issuemail` or what else there may be.
    package let tag: String
    package let value: [UInt8]

    package init(isCritical: Bool = false, tag: String, value: [UInt8]) {
        self.isCritical = isCritical
        self.tag = tag.lowercased()
        self.value = value
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        isCritical = try reader.uint8("CAA Flags") & 0x80 != 0
        let tag = try reader.string("CAA Tag")
        let isRight = tag.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        }
        guard !tag.isEmpty, isRight else {
            throw .invalid(field: "CAA Tag", reason: "not of letters and digits")
        }
        self.tag = String(decoding: tag, as: UTF8.self).lowercased()
        value = reader.rest()
    }

    func write(_ writer: inout MessageWriter) {
        writer.uint8(isCritical ? 0x80 : 0)
        writer.string(Array(tag.utf8))
        writer.append(value)
    }
}

/// Which certificate a TLS server has (RFC 6698 §2.1).
package struct TLSARecord: Hashable, Sendable {
    /// 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE.
    package let usage: UInt8
    /// 0 the certificate, 1 its SubjectPublicKeyInfo.
    package let selector: UInt8
    /// 0 as it is, 1 SHA-256, 2 SHA-512.
    package let matching: UInt8
    package let data: [UInt8]

    package init(usage: UInt8, selector: UInt8, matching: UInt8, data: [UInt8]) {
        self.usage = usage
        self.selector = selector
        self.matching = matching
        self.data = data
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        usage = try reader.uint8("TLSA Usage")
        selector = try reader.uint8("TLSA Selector")
        matching = try reader.uint8("TLSA Matching Type")
        data = reader.rest()
    }

    func write(_ writer: inout MessageWriter) {
        for value in [usage, selector, matching] { writer.uint8(value) }
        writer.append(data)
    }
}
