// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import HTTPWire
internal import Model
internal import Transport

/// Asks one host at one address for pages, each over a connection of its own.
struct WebTalk: Sendable {
    /// How connections begin.
    enum Way: Sendable {
        case plain
        /// The client, and the one to take where the peer drops hellos that offer protocols.
        case secured(TLSClientContext, silent: TLSClientContext)
    }

    let peer: any TLSPeer
    let way: Way
    /// Nil where the host is named by an address.
    let serverName: String?
    let userAgent: String
    let deadline: ContinuousClock.Instant
    var pause = Duration.milliseconds(300)
    var limits = HTTPLimits()

    /// A response with a head, and what cut its body short.
    struct Reply: Sendable {
        let response: HTTPResponse
        let end: StreamEnd?
    }

    /// Asks again, more and more slowly, where nothing was to be seen for a cause that may pass.
    ///
    /// - Parameter patience: how many tries may come to nothing.
    func fetch(_ url: WebURL, _ fields: [HTTPRequest.Field] = [], patience: Int = 1) async
        -> Result<Reply, Unestablished>
    {
        guard let request = request(url, fields) else {
            return .failure(Unestablished(phase: .notMeasured, reason: "no request can be made for \(url)"))
        }
        var failures = 0
        while true {
            let reason: Unestablished
            do throws(Unestablished) {
                return .success(try await attempt(request))
            } catch {
                reason = error
            }
            failures += 1
            guard failures <= patience, !reason.isDeliberate, ContinuousClock.now < deadline,
                !Task.isCancelled
            else {
                return .failure(
                    Unestablished(phase: reason.phase, reason: reason.reason, attempts: failures)
                )
            }
            try? await Task.sleep(for: pause * (1 << (failures - 1)))
        }
    }

    private func request(_ url: WebURL, _ fields: [HTTPRequest.Field]) -> HTTPRequest? {
        HTTPRequest(
            target: url.requestTarget,
            authority: url.authority,
            fields: [HTTPRequest.Field("User-Agent", userAgent)] + fields
                + [HTTPRequest.Field("Connection", "close")]
        )
    }

    private func attempt(_ request: HTTPRequest) async throws(Unestablished) -> Reply {
        switch try await converse(request) {
        case .failed(let failure): throw Self.lost(failure.reason, phase: .handshake)
        case .ended(let end): throw Self.lost("the reply ended: \(end.words)")
        case .unreadable(.overlong): throw Self.lost("the head of the reply does not end")
        case .unreadable: throw Self.lost("the reply is no HTTP")
        case .answered(let response, let end):
            guard !response.isTurningAway else {
                throw Self.lost("turned away for now: HTTP \(response.head.status)")
            }
            return Reply(response: response, end: end)
        }
    }

    private func converse(_ request: HTTPRequest) async throws(Unestablished) -> WebReply {
        guard case .secured(let context, let silent) = way else {
            return try await peer.converseInPlain(PlainRequestMachine(request))
        }
        let reply = try await converse(request, context)
        guard case .ended = reply else { return reply }
        return try await converse(request, silent)
    }

    private func converse(_ request: HTTPRequest, _ context: TLSClientContext) async throws(Unestablished)
        -> WebReply
    {
        let machine: WebRequestMachine
        do {
            machine = try WebRequestMachine(context, serverName: serverName, request: request, limits: limits)
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
        }
        return try await peer.converse(machine)
    }

    private static func lost(_ words: String, phase: Unestablished.Phase = .reply) -> Unestablished {
        Unestablished(phase: phase, reason: words, attempts: 1)
    }
}
