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
        guard let version = examination.newestLegacy else { return }
        let suites = examination.versions[version]?.suites.seen ?? []
        let curved = suites.filter(Self.carriesGroup)
        let signed = suites.filter(Self.carriesSignature)
        if curved.isEmpty { examination.legacyGroupsEnd = .exhausted }
        if signed.isEmpty || version < .tls12 { examination.schemesEnd = .exhausted }
        if !curved.isEmpty, version == .tls12 {
            await takeOff(groups: true, schemes: true, version: version, suites: curved)
        }
        if examination.legacyGroupsEnd == nil {
            await takeOff(groups: true, schemes: false, version: version, suites: curved)
        }
        if examination.schemesEnd == nil {
            await takeOff(groups: false, schemes: true, version: version, suites: signed)
        }
    }

    /// Offers only what was not seen in the dimensions named, and everything in the other one.
    private mutating func takeOff(
        groups: Bool,
        schemes: Bool,
        version: ProtocolVersion,
        suites: [UInt16]
    ) async {
        var end: EnumerationEnd?
        while end == nil {
            let groupOffer = groups ? examination.legacyGroups.unseen : examination.legacyGroups.unseenFirst
            let schemeOffer = schemes ? examination.schemes.unseen : examination.schemes.unseenFirst
            guard !groupOffer.isEmpty, !schemeOffer.isEmpty else {
                end = .exhausted
                continue
            }
            let known = examination.legacyGroups.seen.count + examination.schemes.seen.count
            let proposal = factory.hello(
                version...version,
                suites: suites,
                groups: groupOffer,
                schemes: schemeOffer
            )
            let settled = await settle(proposal)
            let found = examination.legacyGroups.seen.count + examination.schemes.seen.count
            end = self.end(of: settled, isProgress: found > known)
        }
        if groups, !schemes { examination.legacyGroupsEnd = end }
        if schemes, !groups { examination.schemesEnd = end }
    }

    /// Nil while the search goes on.
    private func end(of settled: Settled, isProgress: Bool) -> EnumerationEnd? {
        switch settled {
        case .accepted: isProgress ? nil : .exhausted
        case .refused(let refusal): .refused(refusal)
        case .unknown(let reason): .unknown(reason)
        }
    }

    /// Whether a suite's ServerKeyExchange names a curve under a certificate.
    private static func carriesGroup(_ suite: UInt16) -> Bool {
        let suite = CipherSuite(suite)
        return suite.keyExchange == .ecdhe && !suite.isAnonymous
    }

    /// Whether a suite's ServerKeyExchange is signed.
    private static func carriesSignature(_ suite: UInt16) -> Bool {
        let suite = CipherSuite(suite)
        return (suite.keyExchange == .ecdhe || suite.keyExchange == .dhe) && !suite.isAnonymous
    }
}

// MARK: Order, application protocols, compression

extension TLSExaminer {
    /// Hellos with suites and groups turned round, where the answers so far fit either side's order.
    mutating func decideOrder(_ version: ProtocolVersion) async {
        guard let suites = examination.versions[version]?.suites else { return }
        if suites.order == nil {
            await settle(orderHello(version, suites: suites.turnedRound))
        }
        guard version == .tls13 || version == examination.newestLegacy, groups(of: version).order == nil else {
            return
        }
        let carriers = version == .tls13 ? suites.seen : suites.seen.filter(Self.carriesGroup)
        if !carriers.isEmpty { await settle(orderHello(version, suites: carriers)) }
    }

    private func groups(of version: ProtocolVersion) -> ChoiceLog {
        version == .tls13 ? examination.groups13 : examination.legacyGroups
    }

    private func orderHello(_ version: ProtocolVersion, suites: [UInt16]) -> Proposal {
        let groups = groups(of: version)
        return factory.hello(
            version...version,
            suites: suites,
            groups: groups.order == nil ? groups.turnedRound : groups.unseenFirst,
            schemes: examination.schemes.unseenFirst
        )
    }

    /// Which application protocols are selected after the first, and whether DEFLATE is, below TLS 1.3.
    mutating func askProtocolsAndCompression() async {
        guard let version = examination.newestLegacy else { return }
        while true {
            let left = applicationProtocols.filter { !examination.protocols.contains($0) }
            let isOver = examination.protocolsEnd != nil || left.isEmpty
            if isOver, examination.compression != nil { break }
            var proposal = factory.hello(
                version...version,
                suites: examination.versions[version]?.suites.seen ?? [],
                groups: examination.legacyGroups.unseenFirst
            )
            proposal.hello.applicationProtocols = isOver ? [] : left
            proposal.hello.compressionMethods = [1, 0]
            let known = examination.protocols.count
            let settled = await settle(proposal)
            if case .accepted(let reply) = settled { examination.compression = reply.serverHello?.compression }
            if isOver { break }
            if examination.protocols.count == known {
                examination.protocolsEnd = end(of: settled, isProgress: false)
            }
        }
        if examination.protocolsEnd == nil { examination.protocolsEnd = .exhausted }
    }
}
