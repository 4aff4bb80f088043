// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup

extension PageWeight {
    private static let longestAddress = 300

    /// Of the page at `url` alone.
    ///
    /// - Parameters:
    ///   - document: nil where the content is no HTML.
    ///   - gap: why not all of it was read.
    init(_ reply: WebTalk.Reply, _ body: PageBody, _ document: HTMLDocument?, at url: WebURL, gap: String?) {
        let parts = document.map { PageParts($0, at: url) }
        self.init(
            parts: [.page(reply, body, at: url)]
                + (parts?.parts ?? []).map { .named($0, level: 1, gap: Self.unasked) },
            gap: gap ?? (parts?.isCut == true ? "it names more parts than are listed" : nil)
        )
    }
}

extension PageWeight.Part {
    static func page(_ reply: WebTalk.Reply, _ body: PageBody, at url: WebURL) -> Self {
        let wire = reply.response.wireLength
        return Self(
            address: String(url.withoutQuery.prefix(300)),
            origin: url.origin,
            use: "page",
            isBlocking: true,
            level: 0,
            wire: PageWeight.steady(wire.bytes),
            decoded: PageWeight.steady(body.bytes.count),
            isCompressed: !reply.response.contentCodings.isEmpty,
            isReusable: reply.response.isReusable,
            gap: body.gap ?? wire.gap
        )
    }

    /// One that was not fetched, for a reason.
    static func named(_ part: PageParts.Part, level: Int, gap: String) -> Self {
        Self(
            address: String(part.url.withoutQuery.prefix(300)),
            origin: part.url.origin,
            use: part.use.rawValue,
            isBlocking: part.isBlocking,
            isCertain: part.isCertain,
            level: level,
            gap: gap
        )
    }

    /// One that was.
    static func fetched(_ part: PageParts.Part, level: Int, _ response: HTTPResponse) -> Self {
        let wire = response.wireLength
        let content = response.content(limit: WeightLimits.decoded)
        let isRedirect = response.head.isRedirect
        return Self(
            address: String(part.url.withoutQuery.prefix(300)),
            origin: part.url.origin,
            use: part.use.rawValue,
            isBlocking: part.isBlocking,
            isCertain: part.isCertain,
            level: level,
            wire: wire.bytes,
            decoded: content.obstacle == nil && content.isWhole ? content.bytes.count : nil,
            isCompressed: !response.contentCodings.isEmpty,
            isReusable: response.isReusable,
            gap: isRedirect ? "it redirects, which was not followed" : wire.gap
        )
    }
}

extension HTTPResponse {
    /// Bytes of the body over the wire: as read, or where reading stopped, as promised.
    fileprivate var wireLength: (bytes: Int, gap: String?) {
        switch bodyEnd {
        case .none, .complete, .closed: return (body.count, nil)
        case .limit, .cutShort:
            let promised = head.values(of: "content-length").first.flatMap { Int($0) }
            if bodyEnd == .limit, let promised, promised > body.count, promised < 1 << 40 {
                return (promised, nil)
            }
            return (body.count, "only its beginning was read")
        }
    }

    /// Whether a cache may keep it and can tell how long, or ask whether it changed (RFC 9111 §4.2, §4.3, §5.2.2).
    fileprivate var isReusable: Bool {
        let control = head.tokens(of: "cache-control")
        guard !control.contains("no-store") else { return false }
        let isFresh =
            control.contains("immutable")
            || control.contains { $0.hasPrefix("max-age=") && (Int($0.dropFirst(8)) ?? 0) > 0 }
        let hasDate = head.values(of: "expires").contains { $0.count > 4 }
        return isFresh || hasDate || !head.values(of: "etag").isEmpty
            || !head.values(of: "last-modified").isEmpty
    }
}

/// How much is fetched of a page's parts.
enum WeightLimits {
    /// Bytes of one part over the wire.
    static let wire = 2 << 20
    /// Of one part without its coding.
    static let decoded = 8 << 20
    /// Of all parts together over the wire.
    static let all = 16 << 20
    /// Parts that are asked for over one connection.
    static let perConnection = 8
}
