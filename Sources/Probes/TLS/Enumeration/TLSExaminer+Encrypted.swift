// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

// MARK: What TLS 1.3 encrypts

extension TLSExaminer {
    /// With which schemes a server proves its key in TLS 1.3, and so every chain it has: what no answer has shown
    /// by the way is offered alone, until it is refused.
    func enumerateSchemes13() async {
        while examination.encrypted.isReadable, examination.encrypted.schemesEnd == nil {
            let unseen = examination.encrypted.schemes.unseen
            guard !unseen.isEmpty, let proposal = encryptedHello(schemes: unseen) else {
                examination.encrypted.schemesEnd = unseen.isEmpty ? .exhausted : nil
                return
            }
            let settled = await settle(proposal, needs: .encryptedFlight)
            examination.encrypted.schemesEnd = schemesEnd(of: settled, among: unseen)
        }
    }

    /// Nil while the search goes on.
    private func schemesEnd(of settled: Settled, among schemes: [UInt16]) -> EnumerationEnd? {
        switch settled {
        case .refused(let refusal): return .refused(refusal)
        case .unknown(let reason): return .unknown(reason)
        case .accepted(let reply):
            if let alert = reply.encrypted?.alert, alert.isFatal,
                Reaction.clearRefusals.contains(alert.description.id)
            {
                return .exhausted
            }
            guard let proof = reply.encrypted?.proof, reply.encrypted?.isProven != false else {
                return .unknown(Self.unreadable)
            }
            // Whoever proves with what was not offered has nothing else.
            return schemes.contains(proof.scheme.id) ? nil : .exhausted
        }
    }

    /// Whether the key exchange that reading takes is among the quickest that the server is known to have: one with
    /// P-384 costs as much processor time as several hellos.
    func isCheaplyRead(_ hello: ClientHello) -> Bool {
        let quick = [NamedGroup.x25519.id, NamedGroup.secp256r1.id]
        return hello.groups.contains { quick.contains($0.id) }
            || !examination.groups13.seen.contains(where: quick.contains)
    }

    /// What is left to read: certificates in every compression, and application protocols where no other version
    /// selects them in the clear.
    func askEncryptedRest() async {
        for _ in 0..<Self.mostRests where examination.encrypted.isReadable {
            let asksProtocols = examination.newestLegacy == nil && examination.protocolsEnd == nil
            let left =
                asksProtocols ? applicationProtocols.filter { !examination.protocols.contains($0) } : []
            if asksProtocols, left.isEmpty { examination.protocolsEnd = .exhausted }
            let unread = examination.encrypted.unreadSchemes
            guard !left.isEmpty || !unread.isEmpty || examination.encrypted.compressionEnd == nil,
                var proposal = encryptedHello(schemes: unread.isEmpty ? nil : unread)
            else { return }
            if !left.isEmpty { proposal.hello.applicationProtocols = left }
            let known = examination.protocols.count
            let settled = await settle(proposal, needs: .encryptedFlight)
            if !left.isEmpty { endProtocols(settled, isNew: examination.protocols.count > known) }
            guard case .accepted = settled else { return }
        }
    }

    private func endProtocols(_ settled: Settled, isNew: Bool) {
        switch settled {
        case .accepted(let reply):
            if reply.encrypted?.alert?.description == .noApplicationProtocol {
                examination.protocolsEnd = .exhausted
            } else if reply.encrypted?.extensions != nil, !isNew {
                examination.protocolsEnd = .exhausted
            }
        case .refused(let refusal) where refusal.alert == AlertDescription.noApplicationProtocol.id:
            examination.protocolsEnd = .refused(refusal)
        // Whole handshakes may tell.
        case .refused, .unknown: break
        }
    }

    /// A hello of TLS 1.3 with a share that is answered at once; nil where our client knows nothing of what was seen.
    ///
    /// Without `schemes` it offers all.
    private func encryptedHello(schemes: [UInt16]?) -> Proposal? {
        let revealing = examination.versions[.tls13]?.suites.revealing ?? []
        let suites = revealing.filter { ModernProtection(CipherSuite($0)) != nil }
        let shared = examination.groups13.seen.map { NamedGroup($0) }.filter(EphemeralShare.knows)
        // The shortest share.
        guard !suites.isEmpty,
            let group = shared.min(by: { ($0.clientShareSize ?? 0) < ($1.clientShareSize ?? 0) })
        else { return nil }
        var sharing = factory
        sharing.sendsShare = true
        var proposal = sharing.hello(
            .tls13 ... .tls13,
            suites: fitting(suites),
            groups: [group.id],
            schemes: schemes ?? HelloFactory.schemes
        )
        // How the certificates are signed is another question, and not to stand in the way (RFC 8446 §4.2.3).
        if schemes != nil { proposal.hello.extraExtensions.append(Self.anyCertificate) }
        return proposal
    }

    /// Algorithms of compression, and protocols that servers are asked for.
    private static let mostRests = 12

    private static let anyCertificate: RawExtension = {
        var body = ByteWriter()
        do {
            try body.list16("signature algorithms", SignatureScheme.all.map(\.id))
        } catch {
            return RawExtension(.signatureAlgorithmsCert, [0, 2, 8, 4])
        }
        return RawExtension(.signatureAlgorithmsCert, body.bytes)
    }()

    private static let unreadable = Unestablished(
        phase: .reply,
        reason: "the answer could not be decrypted",
        attempts: 1
    )
}

// MARK: Extensions that nobody needs

extension TLSExaminer {
    /// Offers what shows support and changes nothing that is read, to servers that have answered such a hello.
    func dressed(_ proposal: Proposal) -> Proposal {
        guard examination.offersExtras, proposal.versions.upperBound > .ssl3 else { return proposal }
        var proposal = proposal
        let seen = examination.extensions[proposal.versions.upperBound] ?? []
        proposal.hello.maxFragmentLength = proposal.hello.maxFragmentLength ?? 4
        // Beside it the other is ignored (RFC 8449 §5).
        if !seen.contains(ExtensionType.recordSizeLimit.id) { proposal.hello.recordSizeLimit = 16_384 }
        if proposal.versions.lowerBound < .tls13 {
            proposal.hello.extraExtensions.append(RawExtension(.truncatedHMAC, []))
        }
        if proposal.versions.contains(.tls13) {
            proposal.hello.certificateCompression = examination.encrypted.unseenCompressions
        }
        return proposal
    }
}
