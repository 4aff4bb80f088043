// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import HTTPWire
internal import Model
internal import Transport

/// The page at `/` of one address, asked for twice: as it is, and with a foreign origin, over one connection where the
/// server keeps it.
struct PageLooks: Sendable {
    let plain: Result<WebTalk.Reply, Unestablished>
    /// Names `foreignOrigin`, and takes codings that this tool cannot undo.
    let foreign: Result<WebTalk.Reply, Unestablished>
    /// What the handshake of `plain` and its answer showed of sessions; nil where nothing is to be told by it.
    let session: TLSSessionOutcome?
    /// Whole answers to what else was asked for over the same connection, by path.
    let beside: [String: WebTalk.Reply]
    /// How many redirects of `plain` may be followed.
    let redirects: Int

    static let foreignOrigin = "https://foreign.invalid"
    /// Codings of `plain`.
    static let ownCodings: Set<String> = ["gzip", "x-gzip", "deflate"]
    private static let patience = 3
    /// Redirects that stay on the address.
    static let mostRedirects = 2

    static let fields = [
        HTTPRequest.Field("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
        HTTPRequest.Field("Accept-Encoding", "gzip, deflate"),
        HTTPRequest.Field("Referer", "\(foreignOrigin)/"),
    ]

    private static let foreignFields = [
        HTTPRequest.Field("Accept", "*/*"),
        HTTPRequest.Field("Accept-Encoding", "gzip, deflate, br, zstd, compress"),
        HTTPRequest.Field("Referer", "\(foreignOrigin)/"),
        HTTPRequest.Field("Origin", foreignOrigin),
    ]

    /// Where nothing comes of the first, the second is not made; nor where the first redirects and no more than one
    /// request is left.
    init(_ scene: TLSScene) async {
        let allowance = scene.shared.requests
        let granted = await allowance.take(Self.looks.count + Self.mostRedirects)
        do throws(Unestablished) {
            guard granted > 0 else { throw PageErrand.isSpent }
            let talk = try await WebTalk(scene)
            let exchange = try await Self.exchange(talk, scene, granted: granted)
            plain = .success(exchange.replies[0])
            session = exchange.session
            let isRedirected = exchange.replies[0].response.head.isRedirect
            let asksForeign = granted > 1 && (!isRedirected || granted > Self.looks.count)
            if exchange.replies.count > 1, asksForeign {
                foreign = .success(exchange.replies[1])
            } else if asksForeign {
                foreign = await talk.fetch(
                    WebURL(root: scene.endpoint),
                    Self.foreignFields,
                    patience: Self.patience
                )
            } else {
                foreign = .failure(PageErrand.isSpent)
            }
            let left = granted - (asksForeign ? 2 : 1)
            redirects = isRedirected ? left : 0
            beside = Self.beside(exchange, scene, after: granted > 1 ? 2 : 1)
            if !isRedirected { await allowance.giveBack(left) }
        } catch {
            (plain, foreign, session, beside, redirects) = (.failure(error), .failure(error), nil, [:], 0)
            await allowance.giveBack(granted - min(1, granted))
        }
    }

    private static let looks = [fields, foreignFields]

    /// The page, with a foreign origin where that may be asked, and what is asked for beside them.
    private static func exchange(_ talk: WebTalk, _ scene: TLSScene, granted: Int) async throws(Unestablished)
        -> WebTalk.Exchange
    {
        let root = WebURL(root: scene.endpoint)
        let asked = looks.prefix(granted)
        let asks =
            asked.map { WebTalk.Ask(url: root, fields: $0) }
            + scene.pathsBesidePage.map { WebTalk.Ask(url: root.at($0), fields: WebExamination.fields) }
        return try await talk.exchange(asks, patience: patience) { position, response in
            if position >= asked.count { return WebExamination.goesOn(response) }
            return position > 0 || granted > looks.count || !response.head.isRedirect
        }.get()
    }

    private static func beside(_ exchange: WebTalk.Exchange, _ scene: TLSScene, after looks: Int)
        -> [String: WebTalk.Reply]
    {
        let others = zip(scene.pathsBesidePage, exchange.replies.dropFirst(looks)).filter { $1.end == nil }
        return Dictionary(others) { first, _ in first }
    }
}

extension WebTalk {
    /// With the peer of a scene, by a client that has something in common with it.
    init(_ scene: TLSScene) async throws(Unestablished) {
        if let gap = scene.handshakeGap { throw gap }
        do {
            var settings = scene.clientSettings
            let silent = try await scene.handshakes.context(settings)
            settings.alpn = ["http/1.1"]
            self.init(
                peer: scene.peer,
                way: .secured(try await scene.handshakes.context(settings), silent: silent),
                serverName: scene.serverName,
                userAgent: scene.introduction.userAgent,
                deadline: scene.interrogator.deadline
            )
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
        }
    }
}

extension WebURL {
    /// `/` of an endpoint, by the name that it is asked for.
    init(root endpoint: Endpoint) {
        let name = endpoint.referenceName
        self.init(scheme: "https", host: name.contains(":") ? "[\(name)]" : name, port: endpoint.port)
    }
}
