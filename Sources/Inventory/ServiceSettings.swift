// SPDX-License-Identifier: Apache-2.0
package import Model

/// What is fetched from the authorities of served certificates.
package enum FetchedRevocation: String, Codable, Sendable, CaseIterable {
    case off, crl, ocsp, both
}

/// A name server that is asked instead of those of resolv.conf, written `192.0.2.53` or `192.0.2.53@5353`.
package struct NameServer: Hashable, Sendable, CustomStringConvertible {
    package static let standardPort: UInt16 = 53

    package let address: IPAddress
    package let port: UInt16

    package init(address: IPAddress, port: UInt16 = NameServer.standardPort) {
        self.address = address
        self.port = port
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(String(parts[0])) else { return nil }
        guard parts.count == 2 else {
            self.init(address: address)
            return
        }
        guard let port = Port.parse(String(parts[1])) else { return nil }
        self.init(address: address, port: port)
    }

    package var description: String { port == Self.standardPort ? "\(address)" : "\(address)@\(port)" }
}

/// An HTTP proxy, written `proxy.mfa.example:3128` or `[2001:db8::1]:3128`, perhaps with http:// before it.
package struct ProxyAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name in lower case, or an address without brackets.
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    package init?(_ text: String) {
        var rest = text.lowercased()[...]
        if rest.hasPrefix("http://") { rest = rest.dropFirst(7) }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let colon = rest.lastIndex(of: ":"),
            let port = Port.parse(String(rest[rest.index(after: colon)...]))
        else { return nil }
        let name = String(rest[..<colon])
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
        guard !isBracketed else {
            guard let address = IPAddress(String(name.dropFirst().dropLast())), address.family == .v6 else {
                return nil
            }
            self.init(host: address.description, port: port)
            return
        }
        guard let host = IPAddress(name).map(\.description) ?? (try? HostName.parse(name)),
            !host.contains(":")
        else { return nil }
        self.init(host: host, port: port)
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A set of anchors that is not public, written `NAME PATH`.
package struct NamedTrustStore: Hashable, Sendable, CustomStringConvertible {
    /// Letters, digits, dots, hyphens and underscores.
    package let name: String
    /// Of a PEM file.
    package let path: String

    package init(name: String, path: String) {
        self.name = name
        self.path = path
    }

    /// Nil unless a name, white space and a path follow one another.
    package init?(_ text: String) {
        let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
        guard parts.count == 2, parts[0].utf8.count <= 64, parts[0].utf8.allSatisfy(Self.isNameByte) else {
            return nil
        }
        self.init(name: String(parts[0]), path: String(parts[1].drop { $0 == " " || $0 == "\t" }))
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: ".-_".utf8.contains(byte)
        }
    }

    package var description: String { "\(name) \(path)" }
}

/// The section `[Chancery]`: how the service works, whatever it measures.
package struct ServiceSettings: Hashable, Sendable {
    /// From the start of one cycle to the start of the next.
    package var interval: Duration = .seconds(6 * 3600)
    /// The most by which the start of a cycle is put off; never longer than the interval.
    package var jitter: Duration = .seconds(600)
    package var schedule = ScheduleSettings()
    /// Open connections to one address at once, in the whole process.
    package var connectionsPerAddress = 2
    /// New connections to one address a second.
    package var connectionRate = 10.0
    /// For one TCP connection.
    package var connectTimeout: Duration = .seconds(5)
    /// For one answer, from the last byte sent.
    package var replyTimeout: Duration = .seconds(10)
    /// For all probes of one address together.
    package var endpointDeadline: Duration = .seconds(600)
    /// The most that is read of one answer.
    package var maximumReplyBytes = 4 << 20
    /// Endpoints measured at once.
    package var parallelEndpoints = 64
    /// Whether hellos with harmless oddities are sent, too.
    package var robustness = false
    /// Whether servers with known faults are measured before each cycle.
    package var selfCheck = true
    /// Whether third parties are asked about the certificates that endpoints serve.
    package var fetchRevocation = FetchedRevocation.off
    /// The most that is read of one revocation list.
    package var maximumListBytes = 20 << 20
    /// The name after EHLO; nil where it is made of the ministry's contact.
    package var clientName: String?
    /// Name servers to ask; empty where resolv.conf decides.
    package var nameServers: [NameServer] = []
    /// A file in the form of /etc/hosts that answers before the name servers; nil for none.
    package var hostsFile: String?
    /// The file with the DNSSEC root key; nil where the resolver's own is used.
    package var trustAnchor: String?
    /// The PEM file with the certification authorities that count as trusted.
    package var trustStore = "/etc/ssl/certs/ca-certificates.crt"
    /// Further anchors that the ministry trusts and the public does not, by name.
    package var privateTrustStores: [NamedTrustStore] = []
    /// The list of Debian's weak keys in openssl-blacklist's form; nil for none.
    package var weakKeyList: String?
    /// The list of known transparency logs, a browser's log_list.json of version 3; nil for none.
    package var transparencyLogList: String?
    /// Files of the OpenPGP keys by which security.txt may be signed; empty where no signature is verified.
    package var securityTextKeys: [String] = []
    /// What connections come from, at most one address a family; empty where the kernel chooses.
    package var sourceAddresses: [IPAddress] = []
    /// What fetches that measure nothing go through; nil where they go straight.
    package var proxy: ProxyAddress?
    /// A name whose DNSSEC signatures are known to be broken; nil where none is known.
    package var bogusName: String?
    /// Validated route origins, JSON or CSV of rpki-client or Routinator; nil for none.
    package var routeOrigins: String?
    package var routeOriginsAge: Duration = .seconds(2 * 86400)
    /// `prefix,AS,organisation,country`; nil for none.
    package var prefixTable: String?
    package var prefixTableAge: Duration = .seconds(90 * 86400)
    /// Certificates out of transparency logs, one a line; nil for none.
    package var issuanceExtract: String?
    package var issuanceExtractAge: Duration = .seconds(7 * 86400)
    /// How old the newest bundle of a mission's vantage may be.
    package var vantageAge: Duration = .seconds(7 * 86400)
    /// Hosts outside the listed domains whose pages may be fetched as evidence of attestations.
    package var evidenceHosts: [String] = []
    package var reports = ReportSettings()
    /// The section `[HTTP]`.
    package var http = HTTPSettings()
    package var mail = MailSettings()
    /// How long the bodies of facts are kept; verdicts and hashes are kept for ever.
    package var rawFactRetention: Duration = .seconds(400 * 86400)
    /// How long after a change of the risk model both are shown side by side.
    package var modelOverlap: Duration = .seconds(90 * 86400)
    /// The name of this place of measuring in observations; nil where the host's name serves.
    package var vantage: String?
    /// The database that keeps everything; nil for a file in the state folder.
    package var store: StoreAddress?

    /// What is in force where no file says anything.
    package init() {}
}
