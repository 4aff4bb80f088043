// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import Facts
internal import Foundation
package import Model
internal import Preambles
internal import TLSWire
package import Transport

/// Measures the TLS of one endpoint on one address.
package struct TLSProbe: Sendable {
    private let dialer: Dialer
    private let material: TrustMaterial
    private let limits: TLSProbeLimits
    private let vantage: String
    /// Nil where nothing is fetched from third parties.
    private let revocation: RevocationProbe?
    private let remains: PageRemains
    private let handshakes = HandshakeContexts()
    private let shares = EphemeralShares()

    /// - Parameter remains: where pages leave what serves the rest that is asked of an endpoint.
    package init(
        dialer: Dialer,
        material: TrustMaterial,
        limits: TLSProbeLimits,
        vantage: String,
        revocation: RevocationProbe? = nil,
        remains: PageRemains = PageRemains()
    ) {
        self.dialer = dialer
        self.material = material
        self.limits = limits
        self.vantage = vantage
        self.revocation = revocation
        self.remains = remains
    }

    /// With a public trust store alone.
    package init(dialer: Dialer, trust: TrustStore, limits: TLSProbeLimits, vantage: String) {
        self.init(
            dialer: dialer,
            material: TrustMaterial(publicStore: trust),
            limits: limits,
            vantage: vantage
        )
    }

    /// One visit.
    ///
    /// Never throws for what the peer does: what could not be seen stands among the answers.
    ///
    /// - Parameter errand: what is asked for of pages; the rest is ``WebProbe``'s.
    package func visit(
        _ endpoint: Endpoint,
        at address: IPAddress,
        tier: ProbeTier,
        asking errand: PageErrand = .none
    ) async -> Visit {
        let started = Date()
        let deadline = ContinuousClock.now + limits.endpointDeadline
        let peer = peer(endpoint, at: address, until: deadline)
        let certificates = CertificateFacts(serverName: endpoint.referenceName, material: material)
        let shared = SharedAnswers(requests: errand.requests)
        var answers = await answers(
            endpoint,
            peer: peer,
            certificates: certificates,
            tier: tier,
            shared: shared,
            paths: errand.paths
        )
        let spent = errand.requests - (await shared.requests.left)
        remains.keep(await shared.pageLooks, requests: spent, of: endpoint, at: address)
        if let revocation {
            answers += await revocation.answers(
                about: certificates.chains.all,
                servedBy: address,
                material: material,
                deadline: deadline
            )
        }
        let finished = Date()
        var cost = await peer.cost
        cost.milliseconds = Int(max(0, finished.timeIntervalSince(started)) * 1000)
        return Visit(
            subject: .address(address, of: endpoint.id),
            vantage: vantage,
            started: started,
            finished: finished,
            cost: cost,
            transcriptSHA256: await peer.transcriptSHA256,
            answers: answers
        )
    }

    private func peer(
        _ endpoint: Endpoint,
        at address: IPAddress,
        until deadline: ContinuousClock.Instant
    ) -> DialedPeer {
        DialedPeer(
            dialer: dialer,
            target: SocketTarget(address: address, port: endpoint.port),
            serverName: IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil,
            limits: limits.dialogue,
            deadline: deadline,
            handshakes: handshakes,
            certificates: material.reader,
            shares: shares,
            preamble: PreambleSession(
                endpoint.service,
                introduction: PreambleIntroduction(
                    clientName: limits.introduction.hostName,
                    serverName: endpoint.referenceName
                )
            )
        )
    }

    func answers(_ endpoint: Endpoint, peer: any TLSPeer, tier: ProbeTier) async -> [Answer] {
        let certificates = CertificateFacts(serverName: endpoint.referenceName, material: material)
        return await answers(
            endpoint,
            peer: peer,
            certificates: certificates,
            tier: tier,
            shared: SharedAnswers(),
            paths: []
        )
    }

    private func answers(
        _ endpoint: Endpoint,
        peer: any TLSPeer,
        certificates: CertificateFacts,
        tier: ProbeTier,
        shared: SharedAnswers,
        paths: [String]
    ) async -> [Answer] {
        let protocols = endpoint.service.applicationProtocols
        let answers =
            tier >= .active
            ? await examine(
                endpoint,
                peer: peer,
                certificates: certificates,
                protocols: protocols,
                tier: tier,
                shared: shared,
                paths: paths
            )
            : await OrdinaryHandshake(peer: peer, certificates: certificates, protocols: protocols).answers()
        let settlement = StartTLSSettlement(peer: peer, pause: limits.pause)
        return await settlement.settle(answers)
    }

    private func examine(
        _ endpoint: Endpoint,
        peer: any TLSPeer,
        certificates: CertificateFacts,
        protocols: [String],
        tier: ProbeTier,
        shared: SharedAnswers,
        paths: [String]
    ) async -> [Answer] {
        let interrogator = Interrogator(
            peer: peer,
            pause: limits.pause,
            deadline: ContinuousClock.now + limits.endpointDeadline
        )
        let serverName = IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil
        let factory = HelloFactory(serverName: serverName, applicationProtocols: protocols)
        let examiner = TLSExaminer(interrogator: interrogator, factory: factory)
        do {
            try await examiner.makeContact()
        } catch {
            return Self.unreached(error)
        }
        let (asksRobustness, introduction) = (limits.robustness, limits.introduction)
        let handshakes = handshakes
        let inquired = await TLSInquiries.answers(beside: examiner, tier: tier) { examiner in
            TLSScene(
                endpoint: endpoint,
                serverName: serverName,
                peer: peer,
                interrogator: interrogator,
                factory: await examiner.factory,
                examination: await examiner.examination,
                certificates: certificates,
                applicationProtocols: protocols,
                handshakes: handshakes,
                asksRobustness: asksRobustness,
                shared: shared,
                introduction: introduction,
                pathsBesidePage: paths
            )
        }
        let examination = await examiner.examination
        // What came between may have made refusals doubtful again.
        await interrogator.confirm(examination.refusals)
        var facts = TLSFacts(examination, interrogator: interrogator)
        let encrypted = EncryptedParameters(peer: peer, certificates: certificates, protocols: protocols)
        return await facts.collect() + encrypted.answers(beside: examination) + inquired
    }

    /// What is said of an address that answered no hello: one reason, which every check falls back on.
    private static func unreached(_ reason: Unestablished) -> [Answer] {
        [.unestablished(Question(Reachability.self), reason)]
    }
}

/// The bounds and manners of one visit.
package struct TLSProbeLimits: Sendable {
    package var dialogue: DialogueLimits
    /// For the whole visit of one address.
    package var endpointDeadline: Duration
    /// The first wait before a hello is tried again.
    package var pause: Duration
    /// Whether hellos with oddities are sent, too, which cost a few connections and show no weakness.
    package var robustness = false
    package var introduction: ClientIntroduction

    package init(
        dialogue: DialogueLimits = DialogueLimits(),
        endpointDeadline: Duration = .seconds(600),
        pause: Duration = .milliseconds(200),
        introduction: ClientIntroduction = ClientIntroduction()
    ) {
        self.dialogue = dialogue
        self.endpointDeadline = endpointDeadline
        self.pause = pause
        self.introduction = introduction
    }
}
