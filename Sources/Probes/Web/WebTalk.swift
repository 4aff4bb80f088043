// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import HTTPWire
internal import Model
internal import Transport

/// Asks one host at one address for pages.
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
    /// What is resumed where the peer takes it up; nil for whole handshakes alone.
    var sessions: SessionSlot?

    /// A response with a head, and what cut its body short.
    struct Reply: Sendable {
        let response: HTTPResponse
        let end: StreamEnd?
    }

    /// A page to be asked for.
    struct Ask: Sendable {
        let url: WebURL
        var fields: [HTTPRequest.Field] = []
    }

    /// What came over one connection.
    struct Exchange: Sendable {
        /// In the order of what was asked for; one at least, fewer than were asked for where the connection was not kept.
        let replies: [Reply]
        /// Nil without TLS, and where the peer had to be met without ALPN.
        let session: TLSSessionOutcome?
    }

    /// One page, over a connection of its own; see ``exchange(_:patience:)``.
    func fetch(_ url: WebURL, _ fields: [HTTPRequest.Field] = [], patience: Int = 1) async
        -> Result<Reply, Unestablished>
    {
        await exchange([Ask(url: url, fields: fields)], patience: patience).map { $0.replies[0] }
    }

    /// Asks for pages over one connection, as far as the server keeps it.
    ///
    /// Asks again, more and more slowly, where nothing was to be seen of the first for a cause that may pass.
    ///
    /// - Parameters:
    ///   - patience: how many tries may come to nothing.
    ///   - goesOn: whether the others are still wanted after the response to the request of a position, from 0.
    func exchange(
        _ asks: [Ask],
        patience: Int = 1,
        goesOn: @escaping @Sendable (Int, HTTPResponse) -> Bool = { _, _ in true }
    ) async -> Result<Exchange, Unestablished> {
        let requests = asks.enumerated().compactMap { request($1, isLast: $0 == asks.count - 1) }
        guard requests.count == asks.count, let first = requests.first else {
            return .failure(
                Unestablished(phase: .notMeasured, reason: "no request can be made for \(asks.map(\.url))")
            )
        }
        var failures = 0
        while true {
            let reason: Unestablished
            do throws(Unestablished) {
                return .success(try await attempt(Course(first, Array(requests.dropFirst()), goesOn)))
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

    private func request(_ ask: Ask, isLast: Bool) -> HTTPRequest? {
        HTTPRequest(
            target: ask.url.requestTarget,
            authority: ask.url.authority,
            fields: [HTTPRequest.Field("User-Agent", userAgent)] + ask.fields
                + [HTTPRequest.Field("Connection", isLast ? "close" : "keep-alive")]
        )
    }

    private func attempt(_ course: Course) async throws(Unestablished) -> Exchange {
        let (outcome, session) = try await converse(course)
        var replies: [Reply] = []
        for reply in outcome {
            do throws(Unestablished) {
                replies.append(try Self.legible(reply))
            } catch {
                // What comes of a later one is found out over a connection of its own.
                if replies.isEmpty { throw error }
                break
            }
        }
        return Exchange(replies: replies, session: session)
    }

    private static func legible(_ reply: WebReply) throws(Unestablished) -> Reply {
        switch reply {
        case .failed(let failure): throw lost(failure.reason, phase: .handshake)
        case .ended(let end): throw lost("the reply ended: \(end.words)")
        case .unreadable(.overlong): throw lost("the head of the reply does not end")
        case .unreadable: throw lost("the reply is no HTTP")
        case .answered(let response, let end):
            guard !response.isTurningAway else {
                throw lost("turned away for now: HTTP \(response.head.status)")
            }
            return Reply(response: response, end: end)
        }
    }

    private func converse(_ course: Course) async throws(Unestablished)
        -> (replies: [WebReply], session: TLSSessionOutcome?)
    {
        guard case .secured(let context, let silent) = way else {
            return ([try await peer.converseInPlain(PlainRequestMachine(course.first))], nil)
        }
        let outcome = try await converse(course, context)
        guard case .ended = outcome.replies.first else { return (outcome.replies, outcome.session) }
        return (try await converse(course, silent).replies, nil)
    }

    /// A session that comes to nothing is not offered again.
    private func converse(_ course: Course, _ context: TLSClientContext) async throws(Unestablished)
        -> WebRequestMachine.Outcome
    {
        let machine: WebRequestMachine
        do {
            machine = try WebRequestMachine(
                context,
                serverName: serverName,
                resuming: sessions?.take(),
                first: course.first,
                others: course.others,
                goesOn: course.goesOn,
                limits: limits
            )
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
        }
        let outcome = try await peer.converse(machine)
        sessions?.put(outcome.session?.session)
        return outcome
    }

    private static func lost(_ words: String, phase: Unestablished.Phase = .reply) -> Unestablished {
        Unestablished(phase: phase, reason: words, attempts: 1)
    }
}

/// What is asked over one connection, in order.
private struct Course: Sendable {
    let first: HTTPRequest
    let others: [HTTPRequest]
    /// Whether the others are still wanted after the response to the request of a position.
    let goesOn: @Sendable (Int, HTTPResponse) -> Bool

    init(
        _ first: HTTPRequest,
        _ others: [HTTPRequest],
        _ goesOn: @escaping @Sendable (Int, HTTPResponse) -> Bool
    ) {
        self.first = first
        self.others = others
        self.goesOn = goesOn
    }
}
