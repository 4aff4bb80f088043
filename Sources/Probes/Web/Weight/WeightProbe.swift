// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
internal import Foundation
internal import HTTPWire
package import Model
package import Transport

/// Weighs the page of an endpoint whose owner said so: what it needs of hosts whose owner said so, too, is fetched.
package struct WeightProbe: Sendable {
    private let dialer: Dialer
    private let limits: TLSProbeLimits
    private let addresses: @Sendable (Endpoint) async -> [IPAddress]
    private let handshakes = HandshakeContexts()

    /// For all of it.
    private static let longest = Duration.seconds(120)

    /// - Parameter addresses: those of another endpoint that may be asked.
    package init(
        dialer: Dialer,
        limits: TLSProbeLimits,
        addresses: @escaping @Sendable (Endpoint) async -> [IPAddress]
    ) {
        self.dialer = dialer
        self.limits = limits
        self.addresses = addresses
    }

    /// Whether parts of pages may be fetched of an endpoint.
    package static func mayAsk(_ endpoint: Endpoint, tier: ProbeTier) -> Bool {
        endpoint.authorisation.pageRequests != nil && endpoint.service == .https && tier >= .active
    }

    /// Adds its answers to the measurement of an endpoint that allows it.
    ///
    /// - Parameters:
    ///   - addresses: all that it has; one of them is asked.
    ///   - hosts: the endpoints that allow it, this one among them or not.
    ///   - visits: to its addresses, as far as they were made in this run.
    ///   - began: when the endpoint's visits began, from which its deadline counts.
    package func complete(
        _ measurement: Visit,
        of endpoint: Endpoint,
        at addresses: [IPAddress],
        tier: ProbeTier,
        among hosts: [Endpoint],
        after visits: [Visit],
        since began: ContinuousClock.Instant
    ) async -> Visit {
        guard Self.mayAsk(endpoint, tier: tier), let first = addresses.first else { return measurement }
        let reached = visits.firstWithPage
        // A run that goes on with a cycle may find the addresses visited already.
        guard let address = visits.isEmpty ? first : reached?.subject.address else {
            guard let reason = visits.whyNoPage else { return measurement }
            let answers = WeightExamination.questions.map { Answer.unestablished($0, reason) }
            return measurement.with(answers, cost: Cost(), transcriptSHA256: nil)
        }
        let end = min(began + limits.endpointDeadline, ContinuousClock.now + Self.longest)
        let peer = peer(endpoint, at: address, until: end)
        do {
            let settings = reached.map { WebProbe.settings(after: $0) } ?? TLSClientSettings()
            let own = try await talk(endpoint, peer, settings: settings, until: end)
            let ways = ListedHosts(hosts, own: (WebURL(root: endpoint).origin, own)) {
                await open($0, until: end)
            }
            var examination = WeightExamination(
                root: WebURL(root: endpoint),
                hosts: ways,
                requests: endpoint.authorisation.pageRequests ?? 0
            )
            let answers = await examination.answers()
            var cost = await peer.cost
            cost += await ways.cost
            let before = measurement.transcriptSHA256.map { Array($0.utf8) } ?? []
            let transcript = before + (await peer.transcript) + (await ways.transcript)
            return measurement.with(answers, cost: cost, transcriptSHA256: SHA256.hex(transcript))
        } catch {
            let reason = Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
            let answers = WeightExamination.questions.map { Answer.unestablished($0, reason) }
            return measurement.with(answers, cost: await peer.cost, transcriptSHA256: nil)
        }
    }

    private func open(_ endpoint: Endpoint, until end: ContinuousClock.Instant) async -> (
        talk: WebTalk, peer: DialedPeer?
    )? {
        guard let address = await addresses(endpoint).first else { return nil }
        let peer = peer(endpoint, at: address, until: end)
        guard let talk = try? await talk(endpoint, peer, settings: TLSClientSettings(), until: end) else {
            return nil
        }
        return (talk, peer)
    }

    func talk(
        _ endpoint: Endpoint,
        _ peer: any TLSPeer,
        settings: TLSClientSettings,
        until end: ContinuousClock.Instant
    ) async throws -> WebTalk {
        var settings = settings
        let silent = try await handshakes.context(settings)
        settings.alpn = ["http/1.1"]
        return WebTalk(
            peer: peer,
            way: .secured(try await handshakes.context(settings), silent: silent),
            serverName: IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil,
            userAgent: limits.introduction.userAgent,
            deadline: end,
            sessions: SessionSlot()
        )
    }

    private func peer(_ endpoint: Endpoint, at address: IPAddress, until end: ContinuousClock.Instant)
        -> DialedPeer
    {
        var dialogue = limits.dialogue
        dialogue.maximumBytes = WeightLimits.wire * 2
        dialogue.deadline = max(dialogue.deadline, .seconds(40))
        return DialedPeer(
            dialer: dialer,
            target: SocketTarget(address: address, port: endpoint.port),
            serverName: IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil,
            limits: dialogue,
            deadline: end,
            handshakes: handshakes
        )
    }
}
