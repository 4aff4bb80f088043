// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

// MARK: Groups of RFC 7919 below TLS 1.3

extension TLSFacts {
    /// Says nothing where no hello could tell.
    mutating func addFiniteFieldNegotiation() async {
        switch examination.finiteFields {
        case nil: return
        case .prime(let isOffered)?:
            answers.add(FiniteFieldNegotiation(conduct: isOffered ? .named : .ignored))
        case .ended(let end)?:
            if let reason = await openEnd(of: end, at: []) {
                answers.add(Question(FiniteFieldNegotiation.self), unestablished: reason)
            } else {
                answers.add(FiniteFieldNegotiation(conduct: .refused))
            }
        }
    }
}

// MARK: Extended master secret

extension TLSFacts {
    /// Says nothing of a server that has none.
    mutating func addMasterSecretDemand() async {
        guard let version = examination.newestLegacy, let end = examination.withoutMasterSecret else {
            return
        }
        if let reason = await openEnd(of: end, at: []) {
            answers.add(Question(MasterSecretDemand.self), unestablished: reason)
        } else {
            let isRefused = if case .refused = end { true } else { false }
            answers.add(MasterSecretDemand(version: version, isRefusedWithout: isRefused))
        }
    }
}

// MARK: What ChaCha20 first is worth

extension TLSFacts {
    /// Says nothing where it could make no difference.
    mutating func addChaCha20Priority(_ version: ProtocolVersion, _ suites: ChoiceLog) {
        guard suites.hasFavouriteBehind else { return }
        guard let isGiven = suites.putsFavouritesFirst else {
            answers.add(
                Question(ChaCha20Priority.self, version.rawValue),
                unestablished: Unestablished(
                    phase: .handshake,
                    reason: "the hello that begins with ChaCha20 got no answer"
                )
            )
            return
        }
        answers.add(ChaCha20Priority(version: version, isGiven: isGiven))
    }
}

// MARK: Compression and application protocols

extension TLSFacts {
    mutating func addCompression() async {
        if let method = examination.compression {
            answers.add(CompressionOffer(method: method))
        } else if examination.newestLegacy != nil {
            answers.add(
                Question(CompressionOffer.self),
                unestablished: Unestablished(
                    phase: .handshake,
                    reason: "the hello with DEFLATE got no answer"
                )
            )
        } else if let reason = await openEnd(of: .unused, at: Self.legacyVersions) {
            answers.add(Question(CompressionOffer.self), unestablished: reason)
        } else {
            // TLS 1.3 has no compression (RFC 8446 §4.1.2).
            answers.add(CompressionOffer(method: 0))
        }
    }

    /// As far as a version below TLS 1.3 selects them in the clear.
    mutating func addProtocols() async {
        guard let end = examination.protocolsEnd else { return }
        var versions: [ProtocolVersion] = []
        // Below TLS 1.3 nothing can select one, so it depends on whether there is none above.
        if case .unused = end { versions = [.tls13] }
        if let reason = await openEnd(of: end, at: versions) {
            answers.add(Question(ApplicationProtocols.self), unestablished: reason)
        } else {
            answers.add(ApplicationProtocols(protocols: examination.protocols))
        }
    }

    /// Of NPN, which rode on the hellos below TLS 1.3.
    mutating func addNextProtocols() {
        guard let protocols = examination.nextProtocols else {
            let reason =
                examination.newestLegacy == nil
                ? "TLS 1.3 has no NPN" : "ALPN was selected each time, which comes before NPN"
            answers.add(
                Question(NextProtocols.self),
                unestablished: Unestablished(phase: .notMeasured, reason: reason)
            )
            return
        }
        answers.add(NextProtocols(protocols: protocols))
    }
}
