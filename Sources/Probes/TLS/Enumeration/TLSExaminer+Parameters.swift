// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

// MARK: Groups and signature schemes

extension TLSExaminer {
    /// The groups of TLS 1.3 that no suite's answer has shown.
    ///
    /// They are offered last first, so that a server which follows the client shows others here than to the hellos
    /// that go out beside; and the suites turned round, which by the way shows whose order counts.
    func enumerateGroups13() async {
        while examination.groups13End == nil {
            let unseen = Array(examination.groups13.unseen.reversed())
            guard !unseen.isEmpty else {
                examination.groups13End = .exhausted
                return
            }
            let log = examination.versions[.tls13]?.suites
            let suites = log?.hasFavouriteBehind == true ? log?.revealing : log?.turnedRound
            let schemes = examination.encrypted.offer(backwards: true)
            let settled = await settle(
                factory.hello(.tls13 ... .tls13, suites: suites ?? [], groups: unseen, schemes: schemes)
            )
            examination.groups13End = end(of: settled) { $0.shows(groupAmong: unseen) }
        }
    }

    /// Groups and signature schemes below TLS 1.3.
    ///
    /// A server that follows its own order shows another value only if those before are not offered: both kinds
    /// are taken off together until it refuses, and then each by itself. One that follows the client's shows a new
    /// one of either kind in each answer.
    func enumerateLegacyParameters() async {
        let signed = seen(.tls12, where: \.signsKeyExchange)
        let curved = curvedSuites
        if let curved, curved.version == .tls12,
            !examination.legacyGroups.followsOffers, !examination.schemes.followsOffers
        {
            let both = curved.suites.filter(signed.contains)
            if !both.isEmpty { _ = await takeOff([.groups, .schemes], at: .tls12, suites: both) }
        }
        async let groupsEnd = takeOffGroups(of: curved)
        async let schemesEnd = signed.isEmpty ? .unused : takeOff([.schemes], at: .tls12, suites: signed)
        examination.legacyGroupsEnd = await groupsEnd
        examination.schemesEnd = await schemesEnd
    }

    /// Further keys of ephemeral Diffie-Hellman, where the suites alone showed too few to tell whether they are new.
    func collectPublicValues() async {
        for exchange in EphemeralKeyReuse.Exchange.allCases {
            guard let (version, suites) = carriers(of: exchange) else { continue }
            let groups = examination.legacyGroups.seen + examination.legacyGroups.unseen
            for _ in 1..<PublicValueLog.enough {
                guard examination.publicValues.mostValues(exchange) != nil,
                    examination.publicValues.isReused(exchange) == nil
                else { break }
                let hello = factory.hello(
                    version...version,
                    suites: fitting(suites),
                    groups: exchange == .ellipticCurve ? groups : examination.legacyGroups.unseenFirst,
                    schemes: examination.schemes.unseenFirst
                )
                await settle(hello)
            }
        }
    }

    private func carriers(
        of exchange: EphemeralKeyReuse.Exchange
    ) -> (version: ProtocolVersion, suites: [UInt16])? {
        func carries(_ suite: CipherSuite) -> Bool {
            guard !suite.isExport else { return false }
            guard exchange == .ellipticCurve else { return suite.isEphemeralFiniteField }
            return suite.keyExchange == .ecdhe || suite.keyExchange == .ecdhePSK
        }
        return [ProtocolVersion.tls12, .tls11, .tls10, .ssl3]
            .map { (version: $0, suites: seen($0, where: carries)) }
            .first { !$0.suites.isEmpty }
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
    /// seen at the end. A group that is never chosen then is one that no client gets, if the refusal was none by
    /// chance.
    private func takeOffGroups(
        of curved: (version: ProtocolVersion, suites: [UInt16])?
    ) async -> EnumerationEnd {
        guard let (version, suites) = curved else { return .unused }
        let end = await takeOff([.groups], at: version, suites: suites)
        guard case .refused = end, Self.areBoundToCurve(suites) else { return end }
        let endAgain = await takeOff([], at: version, suites: suites)
        if case .exhausted = endAgain { return end }
        return endAgain
    }

    /// What a hello is to lack of what was seen.
    private struct Dimensions: OptionSet {
        let rawValue: Int

        static let groups = Dimensions(rawValue: 1)
        static let schemes = Dimensions(rawValue: 2)
    }

    /// Offers only what was not seen in the dimensions named, and in others that before what was seen.
    private func takeOff(
        _ dimensions: Dimensions,
        at version: ProtocolVersion,
        suites: [UInt16]
    ) async -> EnumerationEnd {
        while true {
            let groups = offer(
                of: examination.legacyGroups,
                lacksSeen: dimensions.contains(.groups),
                dimensions
            )
            let schemes = offer(of: examination.schemes, lacksSeen: dimensions.contains(.schemes), dimensions)
            guard !groups.isEmpty, !schemes.isEmpty else { return .exhausted }
            let newGroups = examination.legacyGroups.unseen
            let newSchemes = examination.schemes.unseen
            var proposal = factory.hello(
                version...version,
                suites: fitting(suites),
                groups: groups,
                schemes: schemes
            )
            // ALPN would hide what NPN there is.
            proposal.hello.applicationProtocols = []
            let settled = await settle(proposal)
            let ended = end(of: settled) { reply in
                dimensions != .schemes && reply.shows(groupAmong: newGroups)
                    || dimensions.contains(.schemes) && reply.shows(schemeAmong: newSchemes)
            }
            if let ended { return ended }
        }
    }

    /// Two searches side by side begin at different ends of each list, so that they show different values.
    private func offer(of log: ChoiceLog, lacksSeen: Bool, _ dimensions: Dimensions) -> [UInt16] {
        if lacksSeen { return log.unseen }
        return dimensions.isEmpty ? log.unseenFirst : log.unseen.reversed() + log.seen
    }

    /// Nil while the search goes on.
    private func end(of settled: Settled, showsMore: (HelloReply) -> Bool) -> EnumerationEnd? {
        switch settled {
        case .accepted(let reply) where showsMore(reply): nil
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
    func seen(_ version: ProtocolVersion, where matches: (CipherSuite) -> Bool) -> [UInt16] {
        (examination.versions[version]?.suites.seen ?? []).filter { matches(CipherSuite($0)) }
    }
}

extension CipherSuite {
    /// Whether its ServerKeyExchange names a curve.
    var namesGroup: Bool {
        switch authentication {
        case .sm2, .identityBased: false
        default: keyExchange == .ecdhe || keyExchange == .ecdhePSK
        }
    }

    /// Whether its ServerKeyExchange carries a Diffie-Hellman value made for the handshake.
    var isEphemeralFiniteField: Bool {
        keyExchange == .dhe || keyExchange == .dhePSK || keyExchange == .dh && isAnonymous
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

    fileprivate func shows(groupAmong groups: [UInt16]) -> Bool {
        group.map { groups.contains($0.id) } ?? false
    }

    fileprivate func shows(schemeAmong schemes: [UInt16]) -> Bool {
        flight?.keyExchange?.signature?.scheme.map { schemes.contains($0.id) } ?? false
    }

    /// Whether the server gave up after its ServerHello in words that mean *no*: some choose the suite first, and
    /// then find that they have no group or signature scheme for it.
    fileprivate var isAbandoned: Bool {
        guard let flight, !flight.isDone, flight.fault == nil else { return false }
        return alerts.contains { $0.isFatal && Reaction.clearRefusals.contains($0.description.id) }
    }
}
