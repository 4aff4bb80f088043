// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import HTTPWire
internal import Model
internal import Resolver
internal import Transport

/// Fetches one document over HTTP: resolves, connects, follows redirects within its scheme, all to a deadline.
struct WebFetch: Sendable {
    /// What is asked for.
    struct Request: Hashable, Sendable {
        let address: WebAddress
        let reach: NetworkReach
        /// Posted as `postMedia`; nil for a GET.
        let post: [UInt8]?
        /// Of the body.
        let limit: Int
        var postMedia = "application/ocsp-request"
        /// The media types that are wanted.
        var media = "*/*"
        var mostRedirects = 3
        /// Beside those of every request.
        var fields: [HTTPRequest.Field] = []
    }

    let dialer: Dialer
    /// Nil where hosts are asked straight.
    let proxy: FetchProxy?
    let resolve: @Sendable (String) async -> Resolution
    /// Holds even where endpoints of one's own are asked unpaced.
    let courtesy: AddressBudget
    let userAgent: String
    let limits: DialogueLimits
    let deadline: Duration
    /// The anchors for https; nil where only http is fetched.
    var trust: TrustStore?

    private static let mostAttempts = 3
    private static let longestHead = 16_384
    private static let longestHandshake = 131_072

    /// The body of a response with status 200; throws why there is none.
    func run(_ request: Request) async throws(Unestablished) -> [UInt8] {
        // The wait for a turn is not the server's doing, so only dialogues take from it.
        var left = deadline
        var address = request.address
        for _ in 0...request.mostRedirects {
            let response = try await exchange(request, with: address, left: &left)
            switch response.head.status {
            case 200: return response.body
            case 301, 302, 303, 307, 308:
                guard let location = response.head.values(of: "location").first else {
                    throw Self.reason("\(address.authority) redirects to nowhere")
                }
                guard request.post == nil || response.head.status >= 307 else {
                    throw Self.reason("\(address.authority) redirects a POST")
                }
                address = try Self.next(location, after: address)
            default:
                let way = proxy.map { " through the proxy \($0)" } ?? ""
                throw Self.reason("\(address.authority) answered HTTP \(response.head.status)\(way)")
            }
        }
        let words =
            request.mostRedirects == 0
            ? "a redirect, which is not followed" : "more than \(request.mostRedirects) redirects"
        throw Self.reason("\(address.authority): \(words)")
    }

    /// What a host answers, whatever its status; no redirect is followed.
    ///
    /// - Parameter pinned: asked instead of what the name resolves to; empty for the resolver's answer.
    func answer(to request: Request, at pinned: [IPAddress] = []) async throws(Unestablished) -> (
        status: Int, body: [UInt8]
    ) {
        var left = deadline
        let response = try await exchange(request, with: request.address, at: pinned, left: &left)
        return (response.head.status, response.body)
    }

    /// The whole response, whatever its status; no redirect is followed.
    func response(to request: Request) async throws(Unestablished) -> HTTPResponse {
        var left = deadline
        return try await exchange(request, with: request.address, left: &left)
    }

    private static func next(_ location: String, after address: WebAddress) throws(Unestablished)
        -> WebAddress
    {
        do throws(WebAddress.Fault) {
            return try address.following(location)
        } catch {
            switch error {
            case .otherScheme(let scheme):
                throw reason("\(address.authority) redirects to \(scheme)://, which is not fetched")
            case .malformed: throw reason("\(address.authority) redirects to what is no URL")
            }
        }
    }

    // MARK: One exchange

    /// Tries addresses in turn, a single one twice, until a response comes.
    private func exchange(
        _ request: Request,
        with address: WebAddress,
        at pinned: [IPAddress] = [],
        left: inout Duration
    ) async throws(Unestablished) -> HTTPResponse {
        let found = pinned.isEmpty ? await resolve(address.host).addresses : pinned
        guard !found.isEmpty else {
            throw Unestablished(phase: .resolve, reason: "\(address.host) has no address", attempts: 1)
        }
        let allowed = found.filter(request.reach.allows)
        guard let first = allowed.first else {
            throw Unestablished(
                phase: .vantage,
                reason: "\(address.host) lies in a private network, and what names it does not"
            )
        }
        let candidates = allowed.count == 1 ? [first, first] : Array(allowed.prefix(Self.mostAttempts))
        var trouble = Self.reason("\(address.authority) did not answer in time")
        for candidate in candidates {
            guard left > .zero, !Task.isCancelled else { break }
            do throws(Unestablished) {
                return try await attempt(request, with: address, at: candidate, left: &left)
            } catch {
                trouble = error
            }
        }
        throw trouble
    }

    private func attempt(
        _ request: Request,
        with address: WebAddress,
        at candidate: IPAddress,
        left: inout Duration
    ) async throws(Unestablished) -> HTTPResponse {
        guard let asked = asked(request, of: address) else {
            throw Unestablished(phase: .notMeasured, reason: "no request can be made for \(address)")
        }
        let target = try await target(candidate, port: address.port)
        do {
            try await courtesy.acquire(candidate)
        } catch {
            throw Self.reason("stopped")
        }
        var limits = limits
        limits.deadline = left
        // The head and the framing of chunks and records come on top of the body.
        limits.maximumBytes = request.limit + request.limit / 8 + 2 * Self.longestHead
        if address.scheme == .https { limits.maximumBytes += Self.longestHandshake }
        let bounds = HTTPLimits(headBytes: Self.longestHead, bodyBytes: request.limit, wantsAll: true)
        let told: Told
        do {
            told = try await converse(asked, with: address, at: target, bounds, limits)
        } catch {
            left -= error.cost.duration
            await courtesy.release(candidate, after: .refused)
            let reason = Unestablished(error)
            throw Unestablished(
                phase: proxy == nil ? reason.phase : .vantage,
                reason: "\(proxy.map { "the proxy \($0)" } ?? address.authority): \(reason.reason)",
                attempts: reason.attempts
            )
        }
        left -= told.cost.duration
        await courtesy.release(candidate, after: told.reply.sign)
        if told.session != nil { try vouch(for: told, with: 0, address) }
        let response: HTTPResponse
        do throws(WebFault) {
            response = try told.whole()
        } catch {
            throw Self.reason("\(address.authority) \(error.words(request.limit))")
        }
        try vouch(for: told, with: response.head.status, address)
        return response
    }

    /// What is dialled: the host itself, or the proxy for it.
    private func target(_ host: IPAddress, port: UInt16) async throws(Unestablished) -> SocketTarget {
        guard let proxy else { return SocketTarget(address: host, port: port) }
        guard let address = await resolve(proxy.host).addresses.first else {
            throw Unestablished(phase: .vantage, reason: "the proxy \(proxy) has no address", attempts: 1)
        }
        return SocketTarget(address: address, port: proxy.port)
    }

    private func asked(_ request: Request, of address: WebAddress) -> HTTPRequest? {
        var fields = [
            HTTPRequest.Field("User-Agent", userAgent), HTTPRequest.Field("Accept", request.media),
            HTTPRequest.Field("Accept-Encoding", "identity"), HTTPRequest.Field("Connection", "close"),
        ]
        if request.post != nil {
            fields.append(HTTPRequest.Field("Content-Type", request.postMedia))
        }
        fields += request.fields
        return HTTPRequest(
            request.post == nil ? .get : .post,
            // A proxy is given the whole URL (RFC 9112 §3.2.2), unless it only makes way.
            target: proxy == nil || address.scheme == .https ? address.target : address.description,
            authority: address.authority,
            fields: fields,
            body: request.post
        )
    }

    static func reason(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}

extension WebFault {
    /// Behind the name of the server.
    fileprivate func words(_ limit: Int) -> String {
        switch self {
        case .notHTTP: "does not answer in HTTP"
        case .malformed: "answers in malformed HTTP"
        case .tooLong, .ended(.byteLimit): "sends more than \(limit) bytes"
        case .truncated, .ended(.closed): "closed the connection before its answer was whole"
        case .handshake(let failure): "does not come to an end with its handshake: \(failure.reason)"
        case .ended(.reset): "tore the connection down"
        case .ended(.timedOut): "did not answer in time"
        }
    }
}
