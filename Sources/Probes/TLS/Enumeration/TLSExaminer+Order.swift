// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

// MARK: Order, application protocols, compression

extension TLSExaminer {
    /// Hellos with suites and groups turned round, where the answers so far fit either side's order; and
    /// turned round once more, where those before had offered less.
    func decideOrder(_ version: ProtocolVersion) async {
        for isAgain in [false, true] {
            if let suites = examination.versions[version]?.suites, suites.order == nil {
                let turned = fitting(isAgain ? suites.turnedBack : suites.turnedRound)
                await settle(orderHello(version, suites: turned, isAgain: isAgain))
            }
            let carriers =
                version == .tls13 ? seen(version) { _ in true } : seen(version, where: \.namesGroup)
            if version > .ssl3, !carriers.isEmpty, groups(of: version).order == nil {
                await settle(orderHello(version, suites: fitting(carriers), isAgain: isAgain))
            }
        }
        await decideChaCha20Priority(version)
    }

    /// One hello that begins with ChaCha20, unless one that was sent for something else did.
    private func decideChaCha20Priority(_ version: ProtocolVersion) async {
        guard let suites = examination.versions[version]?.suites, suites.hasFavouriteBehind,
            suites.putsFavouritesFirst == nil
        else { return }
        await settle(orderHello(version, suites: fitting(suites.revealing), isAgain: false))
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
            groups: groups.order == nil ? turned + groups.unseen : groups.unseenFirst,
            schemes: examination.schemes.unseenFirst
        )
    }

    /// Which application protocols are selected after the first, and whether DEFLATE is, below TLS 1.3.
    func askProtocolsAndCompression() async {
        guard let version = examination.newestLegacy else { return }
        // SSL 3.0 has no extensions, so only TLS 1.3 could select a protocol then.
        if version == .ssl3, !examination.offered.contains(.tls13) { examination.protocolsEnd = .unused }
        var hasExtras = true
        while version > .ssl3, examination.protocolsEnd == nil {
            let left = applicationProtocols.filter { !examination.protocols.contains($0) }
            guard !left.isEmpty else {
                examination.protocolsEnd = .exhausted
                break
            }
            let known = examination.protocols.count
            switch await settleCompressed(version, applicationProtocols: left, hasExtras: hasExtras) {
            case .accepted: if examination.protocols.count == known { examination.protocolsEnd = .exhausted }
            // Without the word for it, the refusal may be for what else was offered.
            case .refused(let refusal) where hasExtras && refusal.alert != Self.noApplicationProtocol: break
            case .refused(let refusal): examination.protocolsEnd = .refused(refusal)
            case .unknown(let reason): examination.protocolsEnd = .unknown(reason)
            }
            hasExtras = false
        }
        if examination.compression == nil {
            await settleCompressed(version, applicationProtocols: [], hasExtras: hasExtras)
        }
        if examination.compression == nil, hasExtras {
            await settleCompressed(version, applicationProtocols: [], hasExtras: false)
        }
        await askWithoutMasterSecret(version)
    }

    /// By a hello of its own, where the one that went without for other questions was not answered.
    private func askWithoutMasterSecret(_ version: ProtocolVersion) async {
        guard knowsMasterSecret(version), examination.withoutMasterSecret == nil else { return }
        var proposal = hello(version, suites: fitting(examination.versions[version]?.suites.seen ?? []))
        proposal.hello.extendedMasterSecret = false
        switch await settle(proposal) {
        case .accepted: examination.withoutMasterSecret = .exhausted
        case .refused(let refusal): examination.withoutMasterSecret = .refused(refusal)
        case .unknown(let reason): examination.withoutMasterSecret = .unknown(reason)
        }
    }

    private func knowsMasterSecret(_ version: ProtocolVersion) -> Bool {
        examination.extensions[version]?.contains(ExtensionType.extendedMasterSecret.id) == true
    }

    /// RFC 7301 §3.2.
    private static let noApplicationProtocol: UInt8 = 120

    /// `hasExtras`: with extensions that are asked for once only, for nobody needs them, and without that which some
    /// servers insist on.
    @discardableResult
    private func settleCompressed(
        _ version: ProtocolVersion,
        applicationProtocols: [String],
        hasExtras: Bool
    ) async -> Settled {
        let suites = examination.versions[version]?.suites
        // Turned round, it may show by the way whose order counts.
        let offered = suites?.order == nil ? suites?.turnedRound : suites?.revealing
        var proposal = orderHello(version, suites: fitting(offered ?? []), isAgain: false)
        proposal.hello.applicationProtocols = applicationProtocols
        proposal.hello.compressionMethods = [1, 64, 0]
        if hasExtras, version > .ssl3 {
            proposal.hello.heartbeatMode = 1
            proposal.hello.extendedMasterSecret = !knowsMasterSecret(version)
            if !examination.offersExtras {
                proposal.hello.maxFragmentLength = 4
                proposal.hello.recordSizeLimit = 16_384
            }
        }
        let settled = await settle(proposal)
        guard case .accepted(let reply) = settled else { return settled }
        examination.compression = reply.serverHello?.compression
        if knowsMasterSecret(version), !proposal.hello.extendedMasterSecret {
            examination.withoutMasterSecret = .exhausted
        }
        return settled
    }
}
