// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import TLSWire

/// A short hello that the server should take: nothing but what the enumeration has seen it choose.
struct PlainHello: Sendable {
    let proposal: Proposal

    /// Nil where the server answers no version with extensions.
    init?(_ scene: TLSScene) {
        let examination = scene.examination
        let versions = examination.offered.filter { $0 > .ssl3 }
        guard let newest = versions.first, let oldest = versions.last else { return nil }
        var suites: [UInt16] = []
        for version in versions {
            let seen = examination.versions[version]?.suites.seen ?? []
            suites += seen.prefix(4).filter { !suites.contains($0) }
        }
        var groups: [UInt16] = []
        for seen in [examination.groups13.seen, examination.legacyGroups.seen] {
            groups += seen.prefix(4).filter { !groups.contains($0) }
        }
        let schemes = Array(examination.schemes.seen.prefix(6))
        proposal = scene.factory.hello(
            oldest...newest,
            suites: suites,
            groups: groups,
            schemes: schemes + Self.schemes.filter { !schemes.contains($0) }
        )
    }

    /// What every server of TLS 1.3 has (RFC 8446 §9.1), and a few that others have.
    private static let schemes: [UInt16] = [0x0804, 0x0403, 0x0401, 0x0503, 0x0807, 0x0809]

    /// The same hello with one oddity; nil where it cannot have that.
    func with(_ oddity: HelloTolerance.Oddity) -> Proposal? {
        var odd = proposal
        switch oddity {
        case .greaseSuites: odd.hello.suites.insert(CipherSuite(GREASE.values[2]), at: 0)
        case .greaseGroups: odd.hello.groups.insert(NamedGroup(GREASE.values[4]), at: 0)
        case .greaseSignatureSchemes:
            odd.hello.signatureSchemes.insert(SignatureScheme(GREASE.values[6]), at: 0)
        case .greaseExtension:
            odd.hello.extraExtensions.append(RawExtension(ExtensionType(GREASE.values[8]), [0]))
        case .greaseApplicationProtocol:
            // Beside a list that the plain hello is answered with: a server may insist on one of that.
            guard !odd.hello.applicationProtocols.isEmpty else { return nil }
            odd.hello.applicationProtocols.insert("\u{0A}\u{0A}", at: 0)
        case .greaseVersions:
            if odd.hello.supportedVersions.isEmpty {
                odd.hello.supportedVersions = odd.versions.codes
            }
            odd.hello.supportedVersions.insert(GREASE.values[10], at: 0)
        case .unknownExtension:
            odd.hello.extraExtensions.append(RawExtension(ExtensionType(0x3F3F), (0..<17).map { UInt8($0) }))
        case .emptyLastExtension: return odd.hello.endEmpty() ? odd : nil
        case .awkwardLength: return odd.hello.pad(to: 256...511) ? odd : nil
        case .manySuites: odd.hello.suites += Self.filler(160, beside: odd.hello.suites)
        case .longHello: return odd.hello.pad(to: 14_000...14_003) ? odd : nil
        case .version0304: odd.hello.legacyVersion = 0x0304
        case .version0305: odd.hello.legacyVersion = 0x0305
        }
        return odd
    }

    /// Suites that stand in registries, so that their number is all that is odd.
    private static func filler(_ count: Int, beside offered: [CipherSuite]) -> [CipherSuite] {
        let known = Set(offered)
        let more = HelloFactory.suites(for: .tls12).map { CipherSuite($0) }.filter { !known.contains($0) }
        return Array(more.prefix(max(0, count - offered.count)))
    }
}

extension ClosedRange<ProtocolVersion> {
    /// Newest first.
    fileprivate var codes: [UInt16] { ProtocolVersion.allCases.filter(contains).map(\.code).reversed() }
}

extension ClientHello {
    /// Makes the handshake message's length, header included, fall into a range; false where it is longer.
    fileprivate mutating func pad(to lengths: ClosedRange<Int>) -> Bool {
        padding = .none
        guard let length = try? message().count, length <= lengths.upperBound else { return false }
        // The extension has four bytes of its own.
        if !lengths.contains(length) { padding = .bytes(Swift.max(0, lengths.lowerBound - length - 4)) }
        return (try? message().count).map(lengths.contains) ?? false
    }

    /// Puts an extension without a body last, at a length that nobody stumbles over.
    fileprivate mutating func endEmpty() -> Bool {
        padding = .none
        extendedMasterSecret = true
        extensionOrder = [
            .padding, .serverName, .statusRequest, .supportedGroups, .pointFormats, .signatureAlgorithms,
            .applicationProtocols, .signedCertificateTimestamp, .encryptThenMAC, .nextProtocolNegotiation,
            .sessionTicket, .compressCertificate, .recordSizeLimit, .heartbeat, .renegotiationInfo,
            .supportedVersions, .pskKeyExchangeModes, .keyShare,
        ]
        let extra = extraExtensions
        for size in 256..<1024 {
            extraExtensions = extra + [RawExtension(.padding, repeatElement(0, count: size))]
            guard let length = try? message().count else { return false }
            if length > 511, ![10, 14].contains(length % 256) { return true }
        }
        return false
    }
}
