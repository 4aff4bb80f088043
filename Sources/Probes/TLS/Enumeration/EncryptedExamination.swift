// SPDX-License-Identifier: Apache-2.0
internal import TLSWire

/// What the answers of TLS 1.3 showed that were decrypted.
struct EncryptedExamination: Sendable {
    /// With which schemes the server proved its key.
    var schemes = ChoiceLog(universe: universe)
    var schemesEnd: EnumerationEnd?
    /// How certificates came compressed (RFC 8879), in the order of the server's choice.
    private(set) var compressions: [UInt16] = []
    private(set) var compressionEnd: EnumerationEnd?
    /// Schemes with whose keys a certificate came that could not be read.
    private var unread: Set<UInt16> = []
    private var read: Set<Kind> = []
    private var flights = 0
    /// Answers one after another that could not be decrypted.
    private var misses = 0
    /// The newest flight showed something that those before had not.
    private var isFruitful = true

    private static let universe = SignatureScheme.all.filter(\.usableInTLS13Handshake).map(\.id)
    private static let patience = 2

    /// Whether the own client reads what this server encrypts.
    var isReadable: Bool { flights > 0 && misses < Self.patience }

    /// Whether an answer that is asked for anyway should be decrypted.
    var isWorthReading: Bool {
        misses < Self.patience && isFruitful && !(schemes.unseen.isEmpty && compressionEnd != nil)
    }

    /// Algorithms that are not known to be used.
    var unseenCompressions: [UInt16] {
        CertificateCompressionAlgorithm.all.map(\.id).filter { !compressions.contains($0) }
    }

    /// Schemes that show certificates which have not been read.
    var unreadSchemes: [UInt16] { unread.filter { !read.contains(Kind($0)) }.sorted() }

    /// A list of schemes for a hello that is to show further ones by the way; certificates may be signed with any.
    func offer(backwards: Bool = false) -> [UInt16] {
        let unseen = backwards ? schemes.unseen.reversed() : schemes.unseen
        return unseen + schemes.seen + HelloFactory.schemes.filter { !Self.universe.contains($0) }
    }

    /// Notes a flight, or that there was none to read.
    mutating func note(_ flight: EncryptedFlight?, to hello: ClientHello) {
        guard let flight, let proof = flight.proof, flight.isProven != false else {
            misses += 1
            return
        }
        flights += 1
        misses = 0
        let before = (schemes.seen.count, compressions.count, read.count)
        schemes.note(proof.scheme.id, of: hello.signatureSchemes.map(\.id))
        noteCompression(flight, hello)
        if flight.certificate == nil {
            unread.insert(proof.scheme.id)
        } else {
            read.insert(Kind(proof.scheme.id))
        }
        isFruitful = before != (schemes.seen.count, compressions.count, read.count)
    }

    private mutating func noteCompression(_ flight: EncryptedFlight, _ hello: ClientHello) {
        if let algorithm = flight.compression {
            if !compressions.contains(algorithm.id) { compressions.append(algorithm.id) }
            if unseenCompressions.isEmpty { compressionEnd = .exhausted }
        } else if Set(hello.certificateCompression).isSuperset(of: unseenCompressions) {
            compressionEnd = .exhausted
        }
    }

    /// Keys that sign with the same schemes have one certificate.
    private struct Kind: Hashable {
        let signature: SignatureScheme.Signature?
        /// Of RSA: the key is bound to PSS.
        let isBound: Bool

        init(_ scheme: UInt16) {
            signature = SignatureScheme(scheme).signature
            isBound = (0x0809...0x080B).contains(scheme)
        }
    }
}

extension Examination {
    /// Notes what an answer of TLS 1.3 encrypts.
    mutating func absorb(_ flight: EncryptedFlight, _ server: ServerHello, to hello: ClientHello) {
        guard flight.isProven != false else { return }
        extensions[.tls13, default: []].formUnion(flight.answered.map(\.id))
        if let content = flight.extensions?.content {
            asked[.tls13, default: []].formUnion(hello.offeredExtensions.map(\.id))
            if let alpn = content.applicationProtocol, !protocols.contains(alpn) { protocols.append(alpn) }
        }
        guard let entries = flight.certificate?.entries, let proof = flight.proof else { return }
        let served = ServedCertificates(
            chain: entries.map(\.certificate),
            staple: entries.first?.ocspResponse.flatMap { $0.isEmpty ? nil : $0 },
            timestamps: entries.first?.signedCertificateTimestamps ?? [],
            asksForStatus: hello.statusRequest
        )
        add(MetChain(served: served, suite: server.suite, scheme: proof.scheme))
    }
}
