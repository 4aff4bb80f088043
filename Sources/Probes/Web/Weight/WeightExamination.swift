// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup
internal import Model

/// Fetches a page with what its markup and its style sheets name on listed hosts, to bounds, one connection at a time.
struct WeightExamination {
    let root: WebURL
    let hosts: ListedHosts
    /// Requests that may still be made.
    var left: Int
    /// Bytes that may still be read.
    private var room = WeightLimits.all
    /// Origins of which nothing more is asked, with the reason.
    private var lost: [String: String] = [:]
    private var known: [WebURL: PageWeight.Part] = [:]
    private var isCut = false

    static let questions = [Question(PageWeight.self), Question(LanguageVersions.self)]

    static let pageFields = [
        HTTPRequest.Field("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
        HTTPRequest.Field("Accept-Encoding", "gzip"),
    ]
    private static let partFields = [
        HTTPRequest.Field("Accept", "*/*"), HTTPRequest.Field("Accept-Encoding", "gzip"),
    ]
    /// Servers that have lighter pictures give them to who takes them, as browsers do.
    private static let pictureFields = [
        HTTPRequest.Field("Accept", "image/avif,image/webp,*/*;q=0.8"),
        HTTPRequest.Field("Accept-Encoding", "gzip"),
    ]
    private static let mostRedirects = 2

    init(root: WebURL, hosts: ListedHosts, requests: Int) {
        self.root = root
        self.hosts = hosts
        left = requests
    }

    /// The page's weight, and with the requests that are left its versions in other languages.
    mutating func answers() async -> [Answer] {
        do throws(Unestablished) {
            let (reply, url) = try await page()
            let body = PageBody(reply, limit: WeightLimits.decoded)
            let document = body.isHTML ? body.document : nil
            let weight = await weight(reply, body, document, at: url)
            let versions = await languageVersions(document, reply.response.head, of: url)
            return [.fact(weight), .fact(versions)]
        } catch {
            return Self.questions.map { .unestablished($0, error) }
        }
    }

    private mutating func weight(
        _ reply: WebTalk.Reply,
        _ body: PageBody,
        _ document: HTMLDocument?,
        at url: WebURL
    ) async -> PageWeight {
        let first = document.map { PageParts($0, at: url) }
        isCut = first?.isCut == true
        let page = PageWeight.Part.page(reply, body, at: url)
        room -= page.wire ?? 0
        let sheets = await fetch(first?.parts ?? [], level: 1)
        var second: [PageParts.Part] = []
        for sheet in sheets {
            let parts = PageParts(sheet: StyleReferences(sheet.bytes), at: sheet.part.url)
            if parts.isCut { isCut = true }
            // What a sheet imports holds painting up where the sheet does.
            second += parts.parts.map { $0.under(sheet.part) }.filter { known[$0.url] == nil }
        }
        _ = await fetch(second, level: 2)
        let gap = body.gap ?? (isCut ? "it names more parts than are listed" : nil)
        return PageWeight(parts: [page] + known.values, gap: gap)
    }

    /// Where redirects that stay on the origin lead.
    private mutating func page() async throws(Unestablished) -> (WebTalk.Reply, WebURL) {
        guard var talk = await hosts.talk(to: root.origin), left > 0 else { throw Self.isSpent }
        talk.limits = HTTPLimits(bodyBytes: WeightLimits.wire)
        left -= 1
        var walk = PageWalk(try await talk.fetch(root, Self.pageFields).get(), at: root)
        while let target = walk.next, walk.hops.count <= Self.mostRedirects {
            guard left > 0 else { throw Self.isSpent }
            left -= 1
            walk.take(try await talk.fetch(target, Self.pageFields).get(), at: target)
        }
        return (walk.last, walk.hops[walk.hops.count - 1].url)
    }

    static let spent = "PageCostRequests= allows no more requests"
    private static let isSpent = Unestablished(phase: .notMeasured, reason: spent)

    // MARK: Parts

    private struct Sheet {
        let part: PageParts.Part
        let bytes: [UInt8]
    }

    /// Takes up what became of each; the style sheets among them come back to be read.
    private mutating func fetch(_ parts: [PageParts.Part], level: Int) async -> [Sheet] {
        var sheets: [Sheet] = []
        // What holds painting up matters most, should the bounds be met.
        let ordered =
            parts.filter(\.isBlocking) + parts.filter { !$0.isBlocking && $0.isCertain }
            + parts.filter { !$0.isBlocking && !$0.isCertain }
        var waiting = ordered[...]
        while let part = waiting.first {
            let origin = part.url.origin
            let run = waiting.prefix(WeightLimits.perConnection).prefix { $0.url.origin == origin }
            guard let talk = await hosts.talk(to: origin) else {
                pass(run.prefix(1), level, "not ours")
                waiting = waiting.dropFirst()
                continue
            }
            if let reason = lost[origin] ?? bound {
                pass(run, level, reason)
                waiting = waiting.dropFirst(run.count)
                continue
            }
            let asked = Array(run.prefix(left))
            let replies = await replies(asked, talk)
            for (part, reply) in zip(asked, replies) {
                known[part.url] = .fetched(part, level: level, reply.response)
                room -= reply.response.body.count
                guard part.use == .style, reply.response.head.status == 200 else { continue }
                let content = reply.response.content(limit: WeightLimits.decoded)
                sheets.append(Sheet(part: part, bytes: content.bytes))
            }
            if replies.isEmpty { pass(asked.prefix(1), level, lost[origin] ?? "no answer") }
            waiting = waiting.dropFirst(max(1, replies.count))
        }
        return sheets
    }

    /// Why nothing more is asked of anybody; nil while something may be.
    private var bound: String? {
        if left <= 0 { return Self.spent }
        return room <= 0 ? "\(WeightLimits.all >> 20) MiB were read of the page's parts" : nil
    }

    private mutating func pass(_ parts: some Sequence<PageParts.Part>, _ level: Int, _ gap: String) {
        for part in parts where known[part.url] == nil {
            known[part.url] = .named(part, level: level, gap: gap)
        }
    }

    /// As many as the server answers over one connection; none where it answers nothing, which ends its part in this.
    private mutating func replies(_ parts: [PageParts.Part], _ talk: WebTalk) async -> [WebTalk.Reply] {
        var talk = talk
        talk.limits = HTTPLimits(bodyBytes: min(WeightLimits.wire, max(1, room)))
        let asks = parts.map { part in
            WebTalk.Ask(url: part.url, fields: part.use == .picture ? Self.pictureFields : Self.partFields)
        }
        left -= parts.count
        switch await talk.exchange(asks) {
        case .success(let exchange):
            left += parts.count - exchange.replies.count
            return exchange.replies
        case .failure(let reason):
            left += parts.count - 1
            if let origin = parts.first?.url.origin { lost[origin] = reason.reason }
            return []
        }
    }
}

extension PageParts.Part {
    /// What a style sheet names holds painting up only where the sheet does.
    fileprivate func under(_ sheet: PageParts.Part) -> PageParts.Part {
        PageParts.Part(
            url: url,
            use: use,
            isBlocking: isBlocking && sheet.isBlocking,
            isCertain: isCertain && sheet.isCertain
        )
    }
}
