// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import HTTPWire
internal import Model
internal import Transport

/// One dialogue of a fetch: plain, over TLS, or over TLS through a proxy.
extension WebFetch {
    /// What came of it.
    struct Told: Sendable {
        let reply: WebReply
        let cost: DialogueCost
        /// Nil without TLS, or where its handshake was not completed.
        let session: TLSSessionOutcome?
        /// Whether a body without a length ended where the peer meant it to.
        let isClosedInOrder: Bool
        /// Whether the proxy answered and not the host.
        var isProxys = false

        func whole() throws(WebFault) -> HTTPResponse {
            let response = try reply.whole()
            guard response.bodyEnd != .closed || isClosedInOrder else { throw .truncated }
            return response
        }
    }

    func converse(
        _ asked: HTTPRequest,
        with address: WebAddress,
        at target: SocketTarget,
        _ bounds: HTTPLimits,
        _ limits: DialogueLimits
    ) async throws(DialFailure) -> Told {
        guard address.scheme == .https else {
            let machine = PlainRequestMachine(asked, limits: bounds)
            let dialogue = try await dialer.run(machine, to: target, limits: limits)
            return Told(
                reply: dialogue.outcome,
                cost: dialogue.cost,
                session: nil,
                isClosedInOrder: true
            )
        }
        let machine = try Self.machine(asked, to: address.host, bounds, trust)
        guard proxy != nil, let connect = connect(to: address) else {
            let dialogue = try await dialer.run(machine, to: target, limits: limits)
            return Self.told(dialogue.outcome, dialogue.cost)
        }
        let tunnel = TunnelMachine(machine, after: connect, limits: HTTPLimits(headBytes: 16_384))
        let dialogue = try await dialer.run(tunnel, to: target, limits: limits)
        switch dialogue.outcome {
        case .reached(let outcome): return Self.told(outcome, dialogue.cost)
        case .refused(let reply):
            return Told(
                reply: reply,
                cost: dialogue.cost,
                session: nil,
                isClosedInOrder: true,
                isProxys: true
            )
        }
    }

    /// Throws unless the one who answered over TLS is who was asked.
    func vouch(for told: Told, with status: Int, _ address: WebAddress) throws(Unestablished) {
        guard address.scheme == .https else { return }
        guard !told.isProxys else {
            throw Unestablished(
                phase: .vantage,
                reason: "no way to \(address.authority): HTTP \(status) from the proxy",
                attempts: 1
            )
        }
        guard let trust else {
            throw Unestablished(phase: .notMeasured, reason: "no authorities are there to trust")
        }
        guard try ServerTrust.holds(for: told.session, host: address.host, by: trust) else {
            throw Self.reason("the certificate of \(address.authority) is not trusted")
        }
    }

    private static func machine(
        _ asked: HTTPRequest,
        to host: String,
        _ bounds: HTTPLimits,
        _ trust: TrustStore?
    ) throws(DialFailure) -> WebRequestMachine {
        do {
            var settings = TLSClientSettings()
            settings.alpn = ["http/1.1"]
            return try WebRequestMachine(
                try TLSClientContext(settings),
                serverName: IPAddress(host) == nil ? host : nil,
                first: asked,
                admits: { session in
                    trust.map { (try? ServerTrust.holds(for: session, host: host, by: $0)) == true } ?? false
                },
                limits: bounds
            )
        } catch {
            throw DialFailure(
                reason: .other,
                detail: "no handshake can be made: \(error)",
                cost: DialogueCost()
            )
        }
    }

    private static func told(_ outcome: WebRequestMachine.Outcome, _ cost: DialogueCost) -> Told {
        Told(
            reply: outcome.replies[0],
            cost: cost,
            session: outcome.session,
            isClosedInOrder: outcome.isClosedInOrder
        )
    }

    private func connect(to address: WebAddress) -> HTTPRequest? {
        let name = address.host.contains(":") ? "[\(address.host)]" : address.host
        let authority = "\(name):\(address.port)"
        return HTTPRequest(
            .connect,
            target: authority,
            authority: authority,
            fields: [HTTPRequest.Field("User-Agent", userAgent)]
        )
    }
}
