// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire

/// Asks what a hello without a server name gets, and one with a foreign name.
///
/// One connection each, and one more to tell another name's certificate from another of the right name's. With
/// TLS 1.3 alone the certificate comes by whole handshakes, of which the right name needs one, too.
struct ServerNameInquiry: TLSInquiry {
    let tier = ProbeTier.active

    let questions: [Question] =
        ServerNameConduct.Name.allCases.map { Question(ServerNameConduct.self, $0.rawValue) }

    /// Nobody's, and never anybody's (RFC 2606 §2).
    private static let foreignName = "foreign.invalid"

    func answers(about scene: TLSScene) async -> [Answer] {
        guard scene.serverName != nil else { return unestablished(Self.nameless) }
        guard let asker = Self.asker(scene) else {
            return unestablished(Self.noCertificate)
        }
        var answers: [Answer] = []
        var usual: Set<[UInt8]> = Set([scene.examination.served?.chain.first].compactMap { $0 })
        var isControlled = false
        for name in ServerNameConduct.Name.allCases {
            let question = Question(ServerNameConduct.self, name.rawValue)
            switch await asker.ask(for: name == .absent ? nil : Self.foreignName) {
            case .unknown(let reason): answers.append(.unestablished(question, reason))
            case .refused(let alert):
                answers.append(.fact(ServerNameConduct(name: name, answer: .refused, alert: alert)))
            case .served(let served, let warning):
                guard let leaf = served.chain.first else {
                    answers.append(.unestablished(question, Self.noCertificate))
                    continue
                }
                if !usual.contains(leaf), !isControlled {
                    isControlled = true
                    guard case .served(let own, _) = await asker.ask(for: scene.serverName),
                        let first = own.chain.first
                    else {
                        answers.append(.unestablished(question, Self.uncontrolled))
                        continue
                    }
                    usual.insert(first)
                }
                let isUsual = usual.contains(leaf)
                answers.append(
                    .fact(
                        ServerNameConduct(
                            name: name,
                            answer: isUsual ? .sameCertificate : .otherCertificate,
                            alert: warning
                        )
                    )
                )
                if name == .absent, !isUsual { 
                    answers += scene.certificates.answers(served, aspect: CertificateChain.withoutName)
                }
            }
        }
        return answers
    }

    private static func asker(_ scene: TLSScene) -> (any CertificateAsker)? {
        if let asker = HelloAsker(scene) { return asker }
        return HandshakeAsker(scene)
    }

    private func unestablished(_ reason: Unestablished) -> [Answer] {
        questions.map { .unestablished($0, reason) }
    }

    private static let nameless = Unestablished(
        phase: .notMeasured,
        reason: "the endpoint is named by an address, which no hello says"
    )
    private static let noCertificate = Unestablished(
        phase: .notMeasured,
        reason: "no suite that was seen shows a certificate"
    )
    private static let uncontrolled = Unestablished(
        phase: .handshake,
        reason: "the same hello with the right name got no certificate"
    )
}

/// What a hello with some name or none came to.
private enum NameAnswer {
    /// With the warning alert that came before it, nil for none.
    case served(ServedCertificates, warning: UInt8?)
    case refused(alert: UInt8?)
    case unknown(Unestablished)
}

/// Gets the certificate of a name.
private protocol CertificateAsker {
    func ask(for serverName: String?) async -> NameAnswer
}

/// Reads the certificate in the clear, up to TLS 1.2.
private struct HelloAsker: CertificateAsker {
    private let scene: TLSScene
    private let version: ProtocolVersion
    private let suites: [UInt16]

    /// Nil where no version shows one.
    init?(_ scene: TLSScene) {
        guard let version = scene.examination.newestLegacy, version > .ssl3 else { return nil }
        suites = (scene.examination.versions[version]?.suites.seen ?? []).filter { id in
            let suite = CipherSuite(id)
            let bare: [KeyExchange?] = [.psk, .dhePSK, .ecdhePSK]
            return !suite.isAnonymous && !bare.contains(suite.keyExchange)
        }
        guard !suites.isEmpty else { return nil }
        self.scene = scene
        self.version = version
    }

    func ask(for serverName: String?) async -> NameAnswer {
        var factory = scene.factory
        factory.serverName = serverName
        let limit = scene.examination.suitesPerHello ?? suites.count
        let proposal = factory.hello(
            version...version,
            suites: Array(suites.prefix(max(1, limit - HelloFactory.signals))),
            groups: scene.examination.legacyGroups.unseenFirst,
            schemes: scene.examination.schemes.unseenFirst
        )
        switch await scene.interrogator.settle(proposal, needs: .throughServerHelloDone) {
        case .unknown(let reason): return .unknown(reason)
        case .accepted(let reply):
            let warning = reply.alerts.first.map(\.description.id)
            return .served(ServedCertificates(reply.flight), warning: warning)
        case .refused(let refusal):
            await scene.interrogator.confirm([refusal])
            guard await scene.interrogator.stands(refusal) else {
                return .unknown(
                    Unestablished(
                        phase: .handshake,
                        reason: "refused (\(refusal.manner)), and it is not sure that this means no",
                        attempts: 1
                    )
                )
            }
            return .refused(alert: refusal.alert)
        }
    }
}

/// Gets it by whole handshakes, where TLS 1.3 encrypts it.
private struct HandshakeAsker: CertificateAsker {
    private let scene: TLSScene

    init?(_ scene: TLSScene) {
        guard scene.examination.offered.contains(.tls13) else { return nil }
        self.scene = scene
    }

    func ask(for serverName: String?) async -> NameAnswer {
        let talk = SessionTalk(
            scene,
            at: .tls13 ... .tls13,
            protocols: scene.applicationProtocols,
            serverName: serverName
        )
        switch await talk.shakeHands() {
        case .success(let facts): return .served(ServedCertificates(facts), warning: nil)
        case .failure(let failure):
            guard let alert = failure.alert else { return .unknown(failure.reason) }
            return .refused(alert: alert)
        }
    }
}

extension ServedCertificates {
    fileprivate init(_ flight: ServerFlight?) {
        self.init(
            chain: flight?.certificates ?? [],
            staple: flight?.certificateStatus?.responses.first.flatMap { $0.isEmpty ? nil : $0 },
            timestamps: flight?.serverHello.content.signedCertificateTimestamps ?? []
        )
    }
}
