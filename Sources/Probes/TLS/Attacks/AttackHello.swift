// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire
internal import Transport

/// The hellos by which attacks are looked for: ordinary ones of a version up to TLS 1.2, with suites that the
/// server is known to have.
struct AttackHello: Sendable {
    let version: ProtocolVersion
    let suites: [UInt16]
    let serverName: String?
    /// Those of our own client, unless the server has none of them.
    var groups = KeyAgreement.Curve.groups

    /// A hello at the newest version below TLS 1.3 at which a suite of the kind was seen; nil where none was.
    init?(_ scene: TLSScene, where isMeant: (CipherSuite) -> Bool) {
        let candidates = Self.candidates(scene, where: isMeant)
        guard let first = candidates.first else { return nil }
        self = first
    }

    init(version: ProtocolVersion, suites: [UInt16], serverName: String?) {
        self.version = version
        self.suites = suites
        self.serverName = serverName
    }

    /// One for each version, newest first; SSL 3.0 is left out, whose stacks are not worth a probe of their own.
    static func candidates(_ scene: TLSScene, where isMeant: (CipherSuite) -> Bool) -> [AttackHello] {
        let known = scene.examination.legacyGroups.seen.map { NamedGroup($0) }
        return scene.examination.offered.filter { $0 > .ssl3 && $0 < .tls13 }.compactMap { version in
            let seen = scene.examination.versions[version]?.suites.seen ?? []
            let suites = seen.filter { isMeant(CipherSuite($0)) }
            guard !suites.isEmpty else { return nil }
            var hello = AttackHello(version: version, suites: suites, serverName: scene.serverName)
            if !known.isEmpty, Set(known).isDisjoint(with: hello.groups) { hello.groups = known }
            return hello
        }
    }

    /// With a random of its own; without secure renegotiation where a legacy client is to be played.
    func make(signalsRenegotiation: Bool = true) -> ClientHello {
        var hello = ClientHello(
            versions: version...version,
            suites: suites.map { CipherSuite($0) },
            random: RandomBytes.made(32)
        )
        hello.serverName = serverName
        hello.groups = groups
        hello.pointFormats = [0]
        if version >= .tls12 { hello.signatureSchemes = HelloFactory.schemes.map { SignatureScheme($0) } }
        if signalsRenegotiation { hello.renegotiationInfo = [] }
        return hello
    }
}

extension CipherSuite {
    /// Whether the classic client can complete a handshake with it.
    var isClassic: Bool { ClassicProtection(self) != nil }

    /// Whether the client encrypts the premaster secret to the certificate's RSA key.
    var encryptsToCertificate: Bool { keyExchange == .rsa && !isExport }
}

extension TLSScene {
    /// One handshake by hand and what came of it; why there was no connection.
    func classic(
        _ hello: ClientHello,
        question: @escaping @Sendable (inout ClassicClient) -> [UInt8] = { _ in [] },
        isAnswer: @escaping @Sendable (ClassicClient.Event) -> Bool = { _ in true }
    ) async throws(Unestablished) -> ClassicMachine.Outcome {
        let client = ClassicClient(hello: hello, random: RandomBytes.made(512))
        return try await peer.converse(ClassicMachine(client, question: question, isAnswer: isAnswer))
    }

    /// One hello, something malformed behind the server's flight, and the response.
    ///
    /// `times` is told how long the peer took, and says how long its silence is borne.
    func intrude(
        _ hello: ClientHello,
        times: ResponseTimes? = nil,
        isHurried: Bool = false,
        _ intrusion: @escaping @Sendable (ServerFlight) -> [UInt8]?
    ) async throws(Unestablished) -> IntrusionMachine.Outcome {
        let machine: IntrusionMachine
        do {
            machine = try IntrusionMachine(
                hello,
                patience: isHurried ? times?.patience : nil,
                intrusion: intrusion
            )
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "our hello cannot be made: \(error)")
        }
        let timed = try await peer.converse(TimedMachine(machine))
        times?.note(timed.longestWait)
        return timed.value
    }

    /// Why there may be more below TLS 1.3 than was seen; nil where there is not.
    func doubtBelowTLS13() async -> Unestablished? {
        for version in [ProtocolVersion.ssl3, .tls10, .tls11, .tls12] {
            for end in examination.versions[version]?.ends ?? [] {
                switch end {
                case .exhausted, .unused: continue
                case .unknown(let reason): return reason
                case .refused(let refusal):
                    guard await interrogator.stands(refusal) else {
                        return Unestablished(
                            phase: .handshake,
                            reason: "a refusal at \(version.title) was not confirmed",
                            attempts: 1
                        )
                    }
                }
            }
        }
        return nil
    }

    /// Where our own client is too small for what was seen.
    func noSuite(_ attack: NamedAttack, _ what: String) async -> [Answer] {
        if let doubt = await doubtBelowTLS13() { return [.unestablished(attack.question, doubt)] }
        return attack.unknown("no suite that was seen serves to \(what)", phase: .handshake)
    }
}

extension ClassicMachine.Outcome {
    /// The reason why the handshake was not completed; nil where it was.
    var failure: String? {
        switch state {
        case .established: nil
        case .failed(let reason, _): reason
        case .greeting, .finishing: "the handshake ended: \((end ?? .closed).words)"
        }
    }

    /// The first response after the handshake that is an alert or of a kind, else how the connection ended.
    func response(where isMeant: (ClassicClient.Event) -> Bool = { _ in false }) -> PeerResponse? {
        for event in events {
            switch event {
            case .alert(let alert) where alert.endsDialogue || isMeant(event):
                return .alert(alert.description.id)
            case .handshake where isMeant(event): return .record(.handshake)
            case .heartbeat where isMeant(event): return .record(.heartbeat)
            case .applicationData where isMeant(event): return .record(.applicationData)
            case .unreadable where isMeant(event): return .foreign
            default: break
            }
        }
        return end.map { PeerResponse($0) }
    }
}
