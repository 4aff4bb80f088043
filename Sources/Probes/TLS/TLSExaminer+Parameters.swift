// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

// MARK: Groups and signature schemes

extension TLSExaminer {
    /// The groups of TLS 1.3 that no suite's answer has shown.
    mutating func enumerateGroups13() async {
        let suites = examination.versions[.tls13]?.suites.seen ?? []
        while examination.groups13End == nil {
            let unseen = examination.groups13.unseen
            guard !unseen.isEmpty else {
                examination.groups13End = .exhausted
                return
            }
            let known = examination.groups13.seen.count
            let settled = await settle(factory.hello(.tls13 ... .tls13, suites: suites, groups: unseen))
            examination.groups13End = end(of: settled, isProgress: examination.groups13.seen.count > known)
        }
    }

    /// Groups and signature schemes below TLS 1.3, taken off together until the server refuses, then each
    /// by itself.
    mutating func enumerateLegacyParameters() async {
        let signed = seen(.tls12, where: \.signsKeyExchange)
        let curved = curvedSuites
        if let curved, curved.version == .tls12 {
            let both = curved.suites.filter(signed.contains)
            if !both.isEmpty { _ = await takeOff([.groups, .schemes], at: .tls12, suites: both) }
        }
        examination.legacyGroupsEnd = .unused
        if let curved {
            examination.legacyGroupsEnd = await takeOffGroups(at: curved.version, suites: curved.suites)
        }
        examination.schemesEnd = .unused
        if !signed.isEmpty { examination.schemesEnd = await takeOff([.schemes], at: .tls12, suites: signed) }
    }

    /// The newest version below TLS 1.3 with suites that name a group; one with suites other than of ECDSA
    /// comes first, because these are not bound to the certificate's curve.
    private var curvedSuites: (version: ProtocolVersion, suites: [UInt16])? {
        let versions = [ProtocolVersion.tls12, .tls11, .tls10]
            .map { (version: $0, suites: seen($0, where: \.namesGroup)) }.filter { !$0.suites.isEmpty }
        return versions.first { !Self.areBoundToCurve($0.suites) } ?? versions.first
    }

    private static func areBoundToCurve(_ suites: [UInt16]) -> Bool {
        suites.allSatisfy { CipherSuite($0).authentication == .ecdsa }
    }

    /// Takes groups off, and asks once more where a refusal may be for the certificate's curve.
    ///
    /// Before TLS 1.3 a server does not choose an ECDSA suite where the curve of its certificate is not among
    /// those offered (RFC 8422 §5.1), so a refusal of everything unseen must be asked about again with the
    /// seen at the end. A group that is never chosen then is one that no client gets.
    private mutating func takeOffGroups(at version: ProtocolVersion, suites: [UInt16]) async -> EnumerationEnd
    {
        let end = await takeOff([.groups], at: version, suites: suites)
        guard case .refused = end, Self.areBoundToCurve(suites) else { return end }
        return await takeOff([], at: version, suites: suites)
    }

    /// What a hello is to lack of what was seen.
    private struct Dimensions: OptionSet {
        let rawValue: Int

        static let groups = Dimensions(rawValue: 1)
        static let schemes = Dimensions(rawValue: 2)
    }

    /// Offers only what was not seen in the dimensions named, and in others that before what was seen.
    private mutating func takeOff(
        _ dimensions: Dimensions,
        at version: ProtocolVersion,
        suites: [UInt16]
    ) async -> EnumerationEnd {
        while true {
            let groups = examination.legacyGroups
            let schemes = examination.schemes
            let groupOffer = dimensions.contains(.groups) ? groups.unseen : groups.unseenFirst
            let schemeOffer = dimensions.contains(.schemes) ? schemes.unseen : schemes.unseenFirst
            guard !groupOffer.isEmpty, !schemeOffer.isEmpty else { return .exhausted }
            let proposal = factory.hello(
                version...version,
                suites: fitting(suites),
                groups: groupOffer,
                schemes: schemeOffer
            )
            let settled = await settle(proposal)
            let isProgress =
                examination.legacyGroups.seen.count > groups.seen.count
                || examination.schemes.seen.count > schemes.seen.count
            if let end = end(of: settled, isProgress: isProgress) { return end }
        }
    }

    /// Nil while the search goes on.
    private func end(of settled: Settled, isProgress: Bool) -> EnumerationEnd? {
        switch settled {
        case .accepted where isProgress: nil
        case .accepted(let reply):
            reply.showsKeyExchange || reply.isAbandoned ? .exhausted : .unknown(Self.noKeyExchange)
        case .refused(let refusal): .refused(refusal)
        case .unknown(let reason): .unknown(reason)
        }
    }

    private static let noKeyExchange = Unestablished(
        phase: .reply,
        reason: "the answer ended before its key exchange",
        attempts: 1
    )

    /// The suites seen at a version that have a property.
    private func seen(_ version: ProtocolVersion, where matches: (CipherSuite) -> Bool) -> [UInt16] {
        (examination.versions[version]?.suites.seen ?? []).filter { matches(CipherSuite($0)) }
    }
}

extension CipherSuite {
    /// Whether its ServerKeyExchange names a curve.
    fileprivate var namesGroup: Bool {
        switch authentication {
        case .sm2, .identityBased: false
        default: keyExchange == .ecdhe || keyExchange == .ecdhePSK
        }
    }

    /// Whether its ServerKeyExchange is signed; export suites sign a temporary RSA key.
    fileprivate var signsKeyExchange: Bool {
        guard authentication == .rsa || authentication == .ecdsa || authentication == .dss else {
            return false
        }
        return keyExchange == .ecdhe || keyExchange == .dhe || keyExchange == .rsa && isExport
    }
}

extension HelloReply {
    /// Whether an accepted answer came as far as the group and the signature.
    fileprivate var showsKeyExchange: Bool { serverHello?.keyShareGroup != nil || flight?.keyExchange != nil }

    /// Whether the server gave up in words after its ServerHello: some choose the suite first, and then find that
    /// they have no group or signature scheme for it.
    fileprivate var isAbandoned: Bool {
        guard let flight, !flight.isDone, flight.fault == nil else { return false }
        return alerts.contains(where: \.isFatal)
    }
}

// MARK: Order, application protocols, compression

extension TLSExaminer {
    /// Hellos with suites and groups turned round, where the answers so far fit either side's order; and
    /// turned round once more, where those before had offered less.
    mutating func decideOrder(_ version: ProtocolVersion) async {
        for isAgain in [false, true] {
            if let suites = examination.versions[version]?.suites, suites.order == nil {
                let turned = fitting(suites.turnedRound)
                await settle(
                    orderHello(version, suites: isAgain ? turned.reversed() : turned, isAgain: isAgain)
                )
            }
            let carriers =
                version == .tls13 ? seen(version) { _ in true } : seen(version, where: \.namesGroup)
            if version > .ssl3, !carriers.isEmpty, groups(of: version).order == nil {
                await settle(orderHello(version, suites: fitting(carriers), isAgain: isAgain))
            }
        }
    }

    private func groups(of version: ProtocolVersion) -> ChoiceLog {
        version == .tls13 ? examination.groups13 : examination.legacyGroups
    }

    private func orderHello(_ version: ProtocolVersion, suites: [UInt16], isAgain: Bool) -> Proposal {
        let groups = groups(of: version)
        let turned = isAgain ? groups.turnedRound.reversed() : groups.turnedRound
        return factory.hello(
            version...version,
            suites: suites,
            groups: groups.order == nil ? turned : groups.unseenFirst,
            schemes: examination.schemes.unseenFirst
        )
    }

    /// Which application protocols are selected after the first, and whether DEFLATE is, below TLS 1.3.
    mutating func askProtocolsAndCompression() async {
        guard let version = examination.newestLegacy else { return }
        // SSL 3.0 has no extensions, so only TLS 1.3 could select a protocol then.
        if version == .ssl3, !examination.offered.contains(.tls13) { examination.protocolsEnd = .unused }
        while version > .ssl3, examination.protocolsEnd == nil {
            let left = applicationProtocols.filter { !examination.protocols.contains($0) }
            guard !left.isEmpty else {
                examination.protocolsEnd = .exhausted
                break
            }
            let known = examination.protocols.count
            switch await settleCompressed(version, applicationProtocols: left) {
            case .accepted: if examination.protocols.count == known { examination.protocolsEnd = .exhausted }
            case .refused(let refusal): examination.protocolsEnd = .refused(refusal)
            case .unknown(let reason): examination.protocolsEnd = .unknown(reason)
            }
        }
        if examination.compression == nil { await settleCompressed(version, applicationProtocols: []) }
    }

    @discardableResult
    private mutating func settleCompressed(
        _ version: ProtocolVersion,
        applicationProtocols: [String]
    ) async -> Settled {
        var proposal = factory.hello(
            version...version,
            suites: fitting(examination.versions[version]?.suites.seen ?? []),
            groups: examination.legacyGroups.unseenFirst
        )
        proposal.hello.applicationProtocols = applicationProtocols
        proposal.hello.compressionMethods = [1, 0]
        let settled = await settle(proposal)
        if case .accepted(let reply) = settled { examination.compression = reply.serverHello?.compression }
        return settled
    }
}
