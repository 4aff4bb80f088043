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
    let begins = ExaminationStage.suites

    let questions: [Question] =
        ServerNameConduct.Name.allCases.map { Question(ServerNameConduct.self, $0.rawValue) }

    /// Nobody's, and never anybody's (RFC 2606 §2).
    private static let foreignName = "foreign.invalid"

    func answers(about scene: TLSScene) async -> [Answer] {
        guard scene.serverName != nil else { return unestablished(Self.nameless) }
        guard let asker = Self.asker(scene) else { return unestablished(Self.noCertificate) }
        var usual = UsualCertificates(scene.examination.chains)
        var answers: [Answer] = []
        for name in ServerNameConduct.Name.allCases {
            let question = Question(ServerNameConduct.self, name.rawValue)
            switch await name == .absent ? asker.ask(for: nil) : Self.foreignName(scene) {
            case .unknown(let reason): answers.append(.unestablished(question, reason))
            case .refused(let alert):
                answers.append(.fact(ServerNameConduct(name: name, answer: .refused, alert: alert)))
            case .served(let served, let warning):
                switch await usual.contains(served.chain.first, asker, scene.serverName) {
                case .failure(let reason): answers.append(.unestablished(question, reason))
                case .success(let isUsual):
                    let answer: ServerNameConduct.Answer = isUsual ? .sameCertificate : .otherCertificate
                    answers.append(.fact(ServerNameConduct(name: name, answer: answer, alert: warning)))
                    guard name == .absent, !isUsual else { continue }
                    answers += scene.certificates.answers(served, aspect: CertificateChain.withoutName)
                }
            }
        }
        return answers
    }

    /// What a hello with a foreign name gets; asked for once a visit.
    static func foreignName(_ scene: TLSScene) async -> NameAnswer {
        await scene.shared.foreignName {
            guard let asker = asker(scene) else { return .unknown(noCertificate) }
            return await asker.ask(for: foreignName)
        }
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
    fileprivate static let noCertificate = Unestablished(
        phase: .notMeasured,
        reason: "no suite that was seen shows a certificate"
    )
}

/// The leaf certificates that the right name gets, one for each type of key.
private struct UsualCertificates {
    private var leaves: Set<[UInt8]>
    /// The very hello that is varied has been sent with the right name.
    private var isControlled = false

    init(_ met: [MetChain]) { leaves = Set(met.compactMap(\.served.chain.first)) }

    /// Whether a certificate is one of them; asks once for the right name's before it says no.
    mutating func contains(_ leaf: [UInt8]?, _ asker: any CertificateAsker, _ name: String?) async
        -> Result<Bool, Unestablished>
    {
        guard let leaf else { return .failure(ServerNameInquiry.noCertificate) }
        if leaves.contains(leaf) || isControlled { return .success(leaves.contains(leaf)) }
        guard case .served(let own, _) = await asker.ask(for: name), let first = own.chain.first else {
            let reason = "the same hello with the right name got no certificate"
            return .failure(Unestablished(phase: .handshake, reason: reason))
        }
        isControlled = true
        leaves.insert(first)
        return .success(leaves.contains(leaf))
    }
}

/// What a hello with some name or none came to.
enum NameAnswer: Sendable {
    /// With the warning alert that came before it, nil for none.
    case served(ServedCertificates, warning: UInt8?)
    case refused(alert: UInt8?)
    case unknown(Unestablished)
}

/// Gets the certificate of a name.
private protocol CertificateAsker: Sendable {
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
        let seen = (scene.examination.versions[version]?.suites.seen ?? []).filter(Self.showsCertificate)
        guard !seen.isEmpty else { return nil }
        // The certificate of another name may have a key of another type, and so need other suites.
        let others = HelloFactory.suites(for: version).filter { !seen.contains($0) }
        suites = seen + others.filter(Self.showsCertificate).reversed()
        self.scene = scene
        self.version = version
    }

    private static func showsCertificate(_ id: UInt16) -> Bool {
        let suite = CipherSuite(id)
        let bare: [KeyExchange?] = [.psk, .dhePSK, .ecdhePSK]
        return !suite.isAnonymous && !bare.contains(suite.keyExchange)
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
        var answer = await talk.shakeHands()
        if case .failure(let failure) = answer, failure.alert == nil, !scene.applicationProtocols.isEmpty {
            // Some stacks drop every hello that offers protocols.
            answer = await SessionTalk(scene, at: .tls13 ... .tls13, protocols: [], serverName: serverName)
                .shakeHands()
        }
        switch answer {
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
