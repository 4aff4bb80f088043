// SPDX-License-Identifier: Apache-2.0
package import Model

/// Whom to ask for names, and what to believe.
package struct ResolverSettings: Hashable, Sendable {
    /// A recursive server.
    package struct Forwarder: Hashable, Sendable {
        package let address: IPAddress
        package let port: UInt16

        package init(address: IPAddress, port: UInt16 = 53) {
            self.address = address
            self.port = port
        }
    }

    /// Asked instead of the servers of `resolvConf`; with neither, the root servers are asked.
    package var forwarders: [Forwarder] = []
    /// A file in the form of `resolv.conf(5)`.
    package var resolvConf: String?
    /// A file in the form of `hosts(5)`, which answers before any server.
    package var hostsFile: String?
    /// DS or DNSKEY records; without them, and without `trustAnchors`, nothing is validated.
    package var trustAnchorFile: String?
    /// The same as text, each a record in the form of a zone file.
    package var trustAnchors: [String] = []
    /// For one question, all its retries included.
    package var deadline: Duration = .seconds(10)
    /// Where questions come from, at most one address a family; the system chooses for a family without one.
    package var sources: [IPAddress] = []
    /// Zones that libunbound would answer by itself as empty (RFC 6761, RFC 6303), but that are real here.
    package var privateZones: [String] = []

    package init() {}

    /// The keys with which IANA signs the root, KSK-2017 and KSK-2024 (data.iana.org/root-anchors).
    package static let rootAnchors = [
        ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D",
        ". IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16",
    ]

    package var validates: Bool { trustAnchorFile != nil || !trustAnchors.isEmpty }
}

/// Why a resolver could not be set up.
package struct ResolverError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting that was refused.
    package let setting: String
    /// libunbound's words.
    package let reason: String

    package var description: String { "\(setting): \(reason)" }
}
