// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Settings
import TLSWire

/// `[Clients]`: where the facts of the file come from.
enum ClientsSection {
    static let source = Key("Source", .text, isRequired: true, summary: "What the facts were taken from.")
    static let date = Key("Date", .day, isRequired: true, summary: "The day of the source.")

    static let kind = SectionKind(
        "Clients",
        .unnamed,
        keys: [source.description, date.description],
        summary: "Where the facts about clients come from."
    )
}

/// `[Client NAME]`: what one kind of client offers in its hello, and what it refuses later.
enum ClientSection {
    static let versions = Key(
        "Versions",
        .versions,
        isRequired: true,
        summary: "The lowest and the highest version that it offers."
    )
    static let enabled = Key("Enabled", .boolean, standard: "yes", summary: "no takes the client out.")
    static let current = Key(
        "Current",
        .boolean,
        standard: "no",
        summary: "Whether it is still in use in numbers, by the source."
    )
    static let services = ListKey(
        "Service",
        .visited,
        standard: "any",
        summary: "What it visits, as [Endpoint] names it; any for all."
    )
    static let format = Key(
        "HelloFormat",
        .oneOf(SimulatedClient.HelloFormat.self),
        standard: "tls",
        summary: "sslv2 for a hello in the format of SSLv2, which newer servers need not take."
    )
    static let specs = ListKey("SSLv2Specs", .sslv2Spec, summary: "The SSLv2 cipher specs of such a hello.")
    static let suites = ListKey(
        "Suites",
        .codePoint("a cipher suite", from: CipherSuite.self),
        isRequired: true,
        summary: "By code point, four hex digits, or by name, in its order of preference."
    )
    static let groups = ListKey(
        "Groups",
        .codePoint("a group", from: NamedGroup.self),
        summary: "Of supported_groups; none where it says nothing of groups."
    )
    static let shares = ListKey(
        "KeyShares",
        .codePoint("a group", from: NamedGroup.self),
        summary: "The groups for which its first hello has a share, TLS 1.3 alone."
    )
    static let schemes = ListKey(
        "SignatureSchemes",
        .codePoint("a signature scheme", from: SignatureScheme.self),
        summary: "Of signature_algorithms, from TLS 1.2 on."
    )
    static let protocols = ListKey("ApplicationProtocols", .word, summary: "Of ALPN.")
    static let serverName = Key(
        "ServerName",
        .boolean,
        standard: "yes",
        summary: "Whether it sends server_name (SNI)."
    )
    static let masterSecret = Key(
        "ExtendedMasterSecret",
        .boolean,
        standard: "no",
        summary: "Whether it offers that extension (RFC 7627)."
    )
    static let primeBits = Key(
        "DiffieHellmanBits",
        .bits,
        summary: "Primes that it goes on with, such as '1024 to 4096', 'from 1024' or 'to 1024'."
    )
    static let rsaBits = Key("RSABits", .bits, summary: "Likewise, of the certificate's RSA key.")
    static let ecBits = Key("ECDSABits", .bits, summary: "Likewise, of a key on an elliptic curve.")
    static let sha256 = Key(
        "SHA256Certificates",
        .boolean,
        standard: "yes",
        summary: "no where it cannot verify a certificate signed with SHA-256."
    )
    static let missingRoots = ListKey(
        "LacksRoot",
        .text,
        summary: "Common names of widely used roots that its trust store does not have."
    )

    static let kind = SectionKind(
        "Client",
        .named(example: "Firefox 137, Windows 11"),
        keys: [
            versions.description, enabled.description, current.description, services.description,
            format.description, specs.description, suites.description, groups.description,
            shares.description, schemes.description, protocols.description, serverName.description,
            masterSecret.description, primeBits.description, rsaBits.description, ecBits.description,
            sha256.description, missingRoots.description,
        ],
        summary: "A kind of client and its hello."
    )
}

/// One section read: what it says, and whether that counts.
struct ListedClient {
    let client: SimulatedClient
    let isEnabled: Bool

    var simulated: SimulatedClient? { isEnabled ? client : nil }
}

extension ClientSection {
    /// Nil where the section is too wrong to be used, which the reader then knows.
    static func read(_ reader: inout SectionReader) -> ListedClient? {
        let versions = reader.take(versions)
        let isEnabled = reader.take(enabled, or: true)
        let isCurrent = reader.take(current, or: false)
        let services = reader.take(services, or: [.any])
        let format = reader.take(format, or: .tls)
        let specs = reader.take(specs)
        let suites = reader.take(suites)
        guard let versions else { return nil }
        var client = SimulatedClient(name: reader.section.name, versions: versions, suites: suites)
        client.isCurrent = isCurrent
        client.services = services.contains(.any) ? nil : Set(services.compactMap(\.service))
        client.format = format
        client.sslv2Specs = specs
        client.groups = reader.take(groups)
        client.keyShares = reader.take(shares)
        client.schemes = reader.take(schemes)
        client.applicationProtocols = reader.take(protocols)
        client.sendsServerName = reader.take(serverName, or: true)
        client.offersExtendedMasterSecret = reader.take(masterSecret, or: false)
        client.primeBits = reader.take(primeBits) ?? client.primeBits
        client.rsaBits = reader.take(rsaBits) ?? client.rsaBits
        client.ecBits = reader.take(ecBits) ?? client.ecBits
        client.verifiesSHA256 = reader.take(sha256, or: true)
        client.missingRoots = Set(reader.take(missingRoots))
        reportContradictions(in: client, &reader)
        return ListedClient(client: client, isEnabled: isEnabled)
    }

    /// What no hello can be: such a client would be simulated wrongly, and always with the same outcome.
    private static func reportContradictions(in client: SimulatedClient, _ reader: inout SectionReader) {
        func report(_ message: String, _ key: KeyDescription) {
            reader.report(.error, message, at: reader.span(of: key))
        }
        let isModern = client.versions.contains(.tls13)
        // Real hellos hold suites that their versions do not have; only one without any other is a mistake.
        let isUsable = client.suites.contains { $0.versions?.overlaps(client.versions) ?? true }
        if !client.suites.isEmpty, !isUsable {
            report("Suites: none of its versions has any of them", suites.description)
        }
        let hasModernSuite = client.suites.contains { $0.versions == .tls13 ... .tls13 }
        if isModern, !client.suites.isEmpty, !hasModernSuite {
            report("Suites: TLS 1.3 is offered without a suite of TLS 1.3", suites.description)
        }
        if isModern, client.groups.isEmpty { report("TLS 1.3 needs Groups=", groups.description) }
        if isModern, client.schemes.isEmpty {
            report("TLS 1.3 needs SignatureSchemes=", schemes.description)
        }
        if client.versions.upperBound < .tls12, !client.schemes.isEmpty {
            report("SignatureSchemes= has no meaning before TLS 1.2", schemes.description)
        }
        if !isModern, !client.keyShares.isEmpty {
            report("KeyShares= has no meaning before TLS 1.3", shares.description)
        }
        if let share = client.keyShares.first(where: { !client.groups.contains($0) }) {
            report("KeyShares: \(share) does not stand in Groups=", shares.description)
        }
        if client.format == .tls, !client.sslv2Specs.isEmpty {
            report("SSLv2Specs= needs HelloFormat=sslv2", specs.description)
        }
        if client.format == .tls, client.versions.contains(.ssl2) {
            report("SSLv2 needs HelloFormat=sslv2", versions.description)
        }
    }
}
