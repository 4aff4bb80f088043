// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
internal import Foundation
internal import HTTPWire
package import Model
package import Transport

/// Asks an endpoint of the owner's, who said so, for what should not be on the web: plain requests, one a second.
///
/// What the page at `/` names comes first, so that a server which shuts us out for the rest has told about it by then.
package struct ExposureProbe: Sendable {
    private let dialer: Dialer
    private let limits: TLSProbeLimits
    private let pace: Duration
    private let handshakes = HandshakeContexts()

    /// For all of it.
    private static let longest = Duration.seconds(300)

    static let questions = PageExposure.questions + ExposureExamination.questions

    /// - Parameter pace: between two requests; other than a second for servers of one's own.
    package init(dialer: Dialer, limits: TLSProbeLimits, pace: Duration = .seconds(1)) {
        self.dialer = dialer
        self.limits = limits
        self.pace = pace
    }

    /// Adds its answers to the measurement of an endpoint that allows it.
    ///
    /// - Parameters:
    ///   - addresses: all that it has; one of them is asked.
    ///   - visits: to its addresses, as far as they were made in this run.
    ///   - began: when the endpoint's visits began, from which its deadline counts.
    package func complete(
        _ measurement: Visit,
        of endpoint: Endpoint,
        at addresses: [IPAddress],
        tier: ProbeTier,
        after visits: [Visit],
        since began: ContinuousClock.Instant
    ) async -> Visit {
        guard endpoint.authorisation.exposure, endpoint.service == .https, tier >= .active,
            let first = addresses.first
        else { return measurement }
        let reached = visits.firstWithPage
        // A run that goes on with a cycle may find the addresses visited already.
        guard let address = visits.isEmpty ? first : reached?.subject.address else {
            guard let reason = visits.whyNoPage else { return measurement }
            return measurement.with(
                Self.questions.map { .unestablished($0, reason) },
                cost: Cost(),
                transcriptSHA256: nil
            )
        }
        let end = min(began + limits.endpointDeadline, ContinuousClock.now + Self.longest)
        let serverName = IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil
        let peer = DialedPeer(
            dialer: dialer,
            target: SocketTarget(address: address, port: endpoint.port),
            serverName: serverName,
            limits: limits.dialogue,
            deadline: end,
            handshakes: handshakes
        )
        let answers = await answers(
            endpoint,
            peer,
            settings: reached.map { WebProbe.settings(after: $0) } ?? TLSClientSettings(),
            until: end
        )
        let before = measurement.transcriptSHA256.map { Array($0.utf8) } ?? []
        return measurement.with(
            answers,
            cost: await peer.cost,
            transcriptSHA256: SHA256.hex(before + (await peer.transcript))
        )
    }

    func answers(
        _ endpoint: Endpoint,
        _ peer: any TLSPeer,
        settings: TLSClientSettings = TLSClientSettings(),
        until deadline: ContinuousClock.Instant
    ) async -> [Answer] {
        do {
            var settings = settings
            let silent = try await handshakes.context(settings)
            settings.alpn = ["http/1.1"]
            let talk = WebTalk(
                peer: peer,
                way: .secured(try await handshakes.context(settings), silent: silent),
                serverName: IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil,
                userAgent: limits.introduction.userAgent,
                deadline: deadline,
                sessions: SessionSlot()
            )
            let slow = ExposureTalk(talk, pace: pace)
            let root = WebURL(root: endpoint)
            let page = await PageExposure(root: root, talk: slow).answers()
            return page + (await ExposureExamination(root: root, talk: slow).answers())
        } catch {
            let reason = Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
            return Self.questions.map { .unestablished($0, reason) }
        }
    }
}
