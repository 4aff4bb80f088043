// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import HTTPWire
internal import Markup
internal import Model

/// What one endpoint is asked once, at one of its addresses: port 80, security.txt, a page that it does not have.
struct WebExamination: Sendable {
    let root: WebURL
    let secured: WebTalk
    /// Nil where no port of plain HTTP belongs to it.
    let plain: WebTalk?
    let plainPort: UInt16
    /// Requests that may still be made of the endpoint, those apart whose answers are known.
    let allowance: WebAllowance
    var accounts = AccountInquiries.none
    var signingKeys = ListedSigningKeys.none
    /// Answers that came over the connection of the page, by path.
    var known: [String: WebTalk.Reply] = [:]

    static let securityPath = "/.well-known/security.txt"
    /// Always the same, so that the answer is.
    static let absentPath = "/chancery-asks-for-a-page-that-is-not-there"
    private static let longestErrorPage = 65_536
    private static let mostFileRedirects = 2

    static let questions = [
        Question(PlainRedirects.self), Question(SecurityTextFile.self), Question(SecurityTextSignature.self),
        Question(ErrorPage.self),
    ]

    /// Those of one endpoint; hosts of statements are asked for their feed and for pictures, too, and sites for the public
    /// for their rules for crawlers.
    ///
    /// - Parameter accounts: the register.
    static func questions(of endpoint: Endpoint, _ accounts: [Account]) -> [Question] {
        questions
            + (endpoint.role == .statementHost
                ? [Question(StatementFeed.self), Question(ProvenanceMarks.self)] : [])
            + AccountInquiries(endpoint, accounts).questions
            + (asksCrawlerRules(endpoint) ? [Question(CrawlerRules.self)] : [])
    }

    static func asksCrawlerRules(_ endpoint: Endpoint) -> Bool {
        switch endpoint.role {
        case .publicWebsite, .statementHost, .consularPortal: true
        case .mail, .conference, .fileExchange, .api, .dataPortal, .vpn, .directory, .other: false
        }
    }

    /// - Parameter links: what the page points to, where a feed is looked for; nil where none is.
    func answers(_ links: Result<PageLinks, Unestablished>?) async -> [Answer] {
        var answers = [await redirects()]
        if let links { answers.append(await statementFeed(links)) }
        let (file, beside) = await securityText()
        answers += file
        answers += await accountRecords()
        answers.append(await errorPage(beside.absent))
        if accounts.asksTrustFile { answers.append(await trustFile(beside.trust)) }
        return answers
    }

    private func fetch(_ url: WebURL) async -> Result<WebTalk.Reply, Unestablished> {
        await fetch(url, url.scheme == "http" ? PageLooks.fields : Self.fields)
    }

    func fetch(_ url: WebURL, _ fields: [HTTPRequest.Field], _ limits: HTTPLimits = HTTPLimits()) async
        -> Result<WebTalk.Reply, Unestablished>
    {
        let isPlain = url.scheme == "http"
        guard url.host == root.host, var talk = isPlain ? plain : secured,
            url.effectivePort == (isPlain ? plainPort : root.effectivePort)
        else { return .failure(Unestablished(phase: .notOurs, reason: "\(url.origin) is not asked")) }
        guard await allowance.take() else { return .failure(PageErrand.isSpent) }
        talk.limits = limits
        return await talk.fetch(url, fields)
    }

    static let fields = [
        HTTPRequest.Field("Accept", "text/html,text/plain,*/*;q=0.8"),
        HTTPRequest.Field("Accept-Encoding", "gzip, deflate"),
    ]

    // MARK: Port 80

    private func redirects() async -> Answer {
        guard plain != nil else {
            let reason = "its port is not 443, so no port of plain HTTP belongs to it"
            return .unestablished(
                Question(PlainRedirects.self),
                Unestablished(phase: .notMeasured, reason: reason)
            )
        }
        let first = WebURL(scheme: "http", host: root.host, port: plainPort)
        switch await fetch(first) {
        case .failure(let reason) where reason.isRefusal: return .fact(PlainRedirects(state: .refused))
        case .failure(let reason): return .unestablished(Question(PlainRedirects.self), reason)
        case .success(let reply):
            var walk = PageWalk(reply, at: first)
            let end = await follow(&walk)
            let isAsked = end == .page || end == .malformed
            return .fact(
                PlainRedirects(
                    state: .answered,
                    hops: walk.hops.map { PageResponse.Hop($0.response.head, at: $0.url) },
                    leadsTo: isAsked ? nil : walk.target?.withoutQuery,
                    end: end
                )
            )
        }
    }

    private func follow(_ walk: inout PageWalk) async -> PlainRedirects.End {
        while walk.last.response.head.isRedirect {
            guard let target = walk.target, target.isWeb else { return .malformed }
            if target == root { return .endpoint }
            if walk.hops.contains(where: { $0.url == target }) { return .loop }
            guard walk.hops.count <= 3 else { return .tooMany }
            switch await fetch(target) {
            case .failure(let reason): return reason.phase == .notOurs ? .elsewhere : .lost
            case .success(let reply): walk.take(reply, at: target)
            }
        }
        return .page
    }

    // MARK: Files

    /// A page that was not there.
    private struct Missing {
        let path: String
        let reply: WebTalk.Reply
    }

    /// What was met on the way to a file.
    private struct Beside {
        var absent: Missing?
        /// The answer at `trustPath`; nil where it was not asked for.
        var trust: Result<WebTalk.Reply, Unestablished>?
    }

    /// The file, and what was met on the way.
    private func securityText() async -> ([Answer], Beside) {
        let first = root.at(Self.securityPath)
        var (result, beside) = await fileAndNext(first)
        var url = first
        var addresses: [String] = []
        while true {
            switch result {
            case .failure(let reason):
                return (Self.fileAnswers(lacking: reason), Beside(trust: beside.trust))
            case .success(let reply):
                addresses.append(url.withoutQuery)
                let target = PageWalk(reply, at: url).target
                if let target, target.origin == root.origin, addresses.count <= Self.mostFileRedirects,
                    !addresses.contains(target.withoutQuery)
                {
                    url = target
                    result = await fetch(url)
                    continue
                }
                if reply.response.isAbsence {
                    beside.absent = Missing(path: Self.securityPath, reply: reply)
                }
                return (file(reply, addresses, leadsTo: target?.withoutQuery), beside)
            }
        }
    }

    /// The file, and over the same connection a page that is not there, unless the file's absence shows one.
    ///
    /// Where a file of trust is wanted, that is asked for in its stead: where it is absent, it is such a page.
    private func fileAndNext(_ url: WebURL) async -> (Result<WebTalk.Reply, Unestablished>, Beside) {
        let next = Self.next(accounts)
        if let file = known[Self.securityPath] {
            return (.success(file), beside(known[next], at: next))
        }
        let asks = [url, root.at(next)].map { WebTalk.Ask(url: $0, fields: Self.fields) }
        let granted = await allowance.take(asks.count)
        guard granted == asks.count else {
            await allowance.giveBack(granted)
            return (await fetch(url), Beside())
        }
        let exchange = await secured.exchange(asks) { _, response in Self.goesOn(response) }
        let replies = (try? exchange.get())?.replies ?? []
        if replies.count < asks.count { await allowance.giveBack(1) }
        return (exchange.map { $0.replies[0] }, beside(replies.dropFirst().first, at: next))
    }

    /// - Parameter reply: to what is asked for after the file; nil where it was not.
    private func beside(_ reply: WebTalk.Reply?, at path: String) -> Beside {
        guard let reply else { return Beside() }
        let isMissing = !accounts.asksTrustFile || reply.response.isAbsence
        return Beside(
            absent: isMissing ? Missing(path: path, reply: reply) : nil,
            trust: accounts.asksTrustFile ? .success(reply) : nil
        )
    }

    private static func next(_ accounts: AccountInquiries) -> String {
        accounts.asksTrustFile ? trustPath : absentPath
    }

    /// What may be asked for over a connection that is there already, in this order.
    static func pathsBesidePage(_ accounts: AccountInquiries) -> [String] {
        [securityPath, next(accounts)]
    }

    /// Whether a page that is not there is still wanted after the answer to a request for the file.
    static func goesOn(_ response: HTTPResponse) -> Bool { !response.head.isRedirect && !response.isAbsence }

    /// - Parameter absent: nil where none was met.
    private func errorPage(_ absent: Missing?) async -> Answer {
        if let absent { return .fact(Self.reading(absent.reply, at: absent.path)) }
        switch await fetch(root.at(Self.absentPath)) {
        case .failure(let reason): return .unestablished(Question(ErrorPage.self), reason)
        case .success(let reply): return .fact(Self.reading(reply, at: Self.absentPath))
        }
    }

    private static func reading(_ reply: WebTalk.Reply, at path: String) -> ErrorPage {
        let body = PageBody(reply, limit: longestErrorPage)
        let raw = String(decoding: body.bytes, as: UTF8.self)
        let document = body.isHTML ? body.document : nil
        let seen = document.map { "\($0.title ?? "") \($0.text)" } ?? raw
        return ErrorPage(
            path: path,
            status: reply.response.head.status,
            software: ErrorMarks.software(in: seen),
            traces: ErrorMarks.traces(in: seen)
        )
    }
}

extension HTTPResponse {
    /// Whether it says that there is nothing (RFC 9110 §15.5.5, §15.5.11).
    fileprivate var isAbsence: Bool { head.status == 404 || head.status == 410 }
}

extension WebURL {
    /// Another path on the same host.
    func at(_ path: String) -> WebURL { WebURL(scheme: scheme, host: host, port: port, path: path) }
}
