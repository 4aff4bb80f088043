// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import TLSWire
internal import Transport

/// A hello whose answer is read on into what TLS 1.3 encrypts, up to the server's proof of its key.
///
/// It answers a HelloRetryRequest with a key of its own, and puts one in the place of whatever share the hello has. It
/// never finishes a handshake. Where nothing of TLS 1.3 comes, or what comes cannot be decrypted, the outcome is that
/// of a ``HelloMachine``.
struct EncryptedHelloMachine: DialogueMachine, ~Copyable {
    private var hello: ClientHello
    private var share: EphemeralShare?
    private var dialogue: HelloDialogue
    /// The same bytes once more, across both hellos, for the transcript and the records.
    private var stream = WireStream()
    private let first: [UInt8]
    private let certificates: CertificateReader
    private let shares: EphemeralShares
    /// Every handshake message so far, as it is hashed.
    private var transcript: [UInt8]
    private var retried: HelloReply?
    private var opener: ModernOpener?
    private var hash = HashFunction.sha256
    private var reader = EncryptedFlightReader()

    /// - Parameter shares: where keys are taken from.
    init(
        _ hello: ClientHello,
        shares: EphemeralShares = EphemeralShares(),
        _ certificates: CertificateReader = CertificateReader()
    ) throws(WireError) {
        let share = hello.keyShares?.first.flatMap { shares.share($0.group) }
        try self.init(hello, share: share, shares: shares, certificates)
    }

    /// With a key that somebody else made.
    init(
        _ hello: ClientHello,
        share: EphemeralShare?,
        shares: EphemeralShares = EphemeralShares(),
        _ certificates: CertificateReader = CertificateReader()
    ) throws(WireError) {
        self.shares = shares
        self.certificates = certificates
        let entry = share?.entry
        var sent = hello
        if let entry { sent.keyShares = [entry] }
        let message = try sent.message()
        let records = try sent.records(of: message)
        self.share = share
        self.hello = sent
        first = records
        transcript = message
        dialogue = HelloDialogue(hello: sent, needs: .encryptedFlight, sent: records)
    }

    mutating func start() -> [UInt8] { first }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        stream.append(bytes)
        var output: [UInt8] = []
        _ = dialogue.receive(bytes)
        while !reader.isDone, let event = stream.next() {
            if opener == nil { output += greet(event) } else { open(event) }
        }
        let isReading = opener != nil && !reader.isDone
        guard !isReading, dialogue.progress == .done else { return output.isEmpty ? .wait : .send(output) }
        return output.isEmpty ? .finish : .sendAndFinish(output)
    }

    mutating func ended(_ end: Transport.StreamEnd) { dialogue.end(end) }

    func outcome() -> HelloReply {
        var reply = dialogue.reply
        var flight = reader.flight
        if let retried {
            if reply.flight == nil { flight.alert = reply.alerts.first(where: \.endsDialogue) }
            if reply.flight == nil || !reply.acceptsOffer { reply = retried }
        }
        guard opener != nil || retried != nil else { return reply }
        flight.isProven = isProven(flight)
        reply.encrypted = flight
        return reply
    }
}

// MARK: In the clear

extension EncryptedHelloMachine {
    private mutating func greet(_ event: WireEvent) -> [UInt8] {
        switch event {
        // For the sake of middleboxes, and no change of anything (RFC 8446 appendix D.4).
        case .changeCipherSpec: stream.isEncrypted = false
        case .message(let message) where message.type == .serverHello:
            guard let server = try? ServerHello(body: message.body), server.protocolVersion == .tls13 else {
                return []
            }
            let bytes = PlainRecord.message(message.type, message.body)
            if server.isHelloRetryRequest { return retry(after: server, bytes) }
            derive(server, bytes)
        default: break
        }
        return []
    }

    /// The second hello; nothing where a first retry was asked for already, or the group is none of ours.
    private mutating func retry(after request: ServerHello, _ bytes: [UInt8]) -> [UInt8] {
        guard retried == nil, let group = request.keyShareGroup, hello.groups.contains(group),
            hello.keyShares?.contains(where: { $0.group == group }) != true,
            let protection = ModernProtection(request.suite), let made = shares.share(group)
        else { return [] }
        let second = hello.retry(after: request, share: made.entry)
        guard let message = try? second.message(), let flight = try? second.secondFlight(of: message) else {
            return []
        }
        retried = dialogue.reply
        // RFC 8446 §4.4.1.
        let digest = protection.hash.digest(transcript)
        transcript = PlainRecord.message(HandshakeType(254), digest) + bytes + message
        share = made
        hello = second
        dialogue = HelloDialogue(
            hello: second,
            needs: .encryptedFlight,
            isSecondHello: true,
            sent: flight
        )
        _ = dialogue.receive(stream.pending)
        return flight
    }

    private mutating func derive(_ server: ServerHello, _ bytes: [UInt8]) {
        stream.isEncrypted = true
        guard let protection = ModernProtection(server.suite), hello.offers(server.suite),
            let peer = server.keyShare, server.keyShareGroup == share?.entry.group,
            let secret = share?.secret(with: peer)
        else { return }
        transcript += bytes
        hash = protection.hash
        let keys = HandshakeTrafficKeys(
            protection.cipher,
            protection.hash,
            shared: secret,
            transcriptHash: protection.hash.digest(transcript)
        )
        opener = ModernOpener(protection.cipher, keys)
    }
}

// MARK: Encrypted

extension EncryptedHelloMachine {
    private mutating func open(_ event: WireEvent) {
        switch event {
        case .changeCipherSpec: break
        case .opaque(.applicationData, let payload):
            guard let plaintext = opener?.open(payload) else {
                return reader.fail(.invalid(field: "record", reason: "not made with the handshake's keys"))
            }
            reader.receive(plaintext)
        case .opaque(.alert, let payload) where payload.count == 2:
            reader.end(with: Alert(level: payload[0], description: AlertDescription(payload[1])))
        case .limit(let limit):
            reader.fail(.invalid(field: "flight", reason: "too much of it: \(limit.rawValue)"))
        default: reader.fail(.invalid(field: "record", reason: "in the clear within the flight"))
        }
    }

    private func isProven(_ flight: EncryptedFlight) -> Bool? {
        guard let proof = flight.proof, let leaf = flight.certificate?.entries.first?.certificate,
            let verification = SignatureVerification(proof.scheme), let leaf = try? certificates.read(leaf)
        else { return nil }
        let digest = hash.digest(transcript + reader.provenMessages)
        let content = CertificateVerify.content(transcriptHash: digest)
        return verification.isMade(by: leaf, proof.signature, over: content)
    }
}

extension SignatureVerification {
    /// Nil for a scheme that OpenSSL does not verify in this way.
    fileprivate init?(_ scheme: SignatureScheme) {
        switch (scheme.signature, scheme.hash) {
        case (.rsaPSS, .sha256): self.init(digest: "SHA256", isPSS: true)
        case (.rsaPSS, .sha384): self.init(digest: "SHA384", isPSS: true)
        case (.rsaPSS, .sha512): self.init(digest: "SHA512", isPSS: true)
        case (.ecdsa, .sha256): self.init(digest: "SHA256", isPSS: false)
        case (.ecdsa, .sha384): self.init(digest: "SHA384", isPSS: false)
        case (.ecdsa, .sha512): self.init(digest: "SHA512", isPSS: false)
        case (.eddsa, _), (.mldsa, _): self.init(digest: nil, isPSS: false)
        default: return nil
        }
    }
}

extension HelloDialogue {
    /// How the transport saw the stream end, in the dialogue's words.
    mutating func end(_ end: Transport.StreamEnd) {
        switch end {
        case .closed: ended(.closed)
        case .reset: ended(.reset)
        // Past the byte limit nothing more is read, which leaves the answer as unfinished as silence does.
        case .timedOut, .byteLimit: ended(.timedOut)
        }
    }
}
