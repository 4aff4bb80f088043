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

    static let foreignOrigin = "https://foreign.invalid"
    /// Codings of `plain`.
    static let ownCodings: Set<String> = ["gzip", "x-gzip", "deflate"]
    private static let patience = 3

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

    /// Where nothing comes of the first, the second is not made.
    init(_ scene: TLSScene) async {
        do throws(Unestablished) {
            let talk = try await WebTalk(scene)
            let root = WebURL(root: scene.endpoint)
            let looks = [Self.fields, Self.foreignFields].map { WebTalk.Ask(url: root, fields: $0) }
            let paths = scene.pathsBesidePage
            let asks = looks + paths.map { WebTalk.Ask(url: root.at($0), fields: WebExamination.fields) }
            let exchange = try await talk.exchange(asks, patience: Self.patience) { position, response in
                position < looks.count || WebExamination.goesOn(response)
            }.get()
            let others = zip(paths, exchange.replies.dropFirst(looks.count)).filter { $1.end == nil }
            beside = Dictionary(others) { first, _ in first }
            plain = .success(exchange.replies[0])
            session = exchange.session
            if exchange.replies.count > 1 {
                foreign = .success(exchange.replies[1])
            } else {
                foreign = await talk.fetch(root, Self.foreignFields, patience: Self.patience)
            }
        } catch {
            (plain, foreign, session, beside) = (.failure(error), .failure(error), nil, [:])
        }
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
                deadline: scene.interrogator.deadline,
                tally: scene.shared.requests
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
