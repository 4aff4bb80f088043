// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
internal import Foundation
internal import HTTPWire
internal import Markup
package import Model
package import Resolver
package import Transport
internal import WebPolicy

/// Takes a light look at one endpoint: its name, one handshake an address, its page once.
package struct GlimpseProbe: Sendable {
    /// What one look came to.
    package struct Look: Sendable {
        package let glimpse: EndpointGlimpse
        /// To its addresses, for what they say of the vantage.
        package let visits: [Visit]
        /// Seconds by which this clock is ahead of the server's `Date`; nil where it named none.
        package let clock: Int?
    }

    private let dialer: Dialer
    private let tls: TLSProbe
    private let limits: TLSProbeLimits
    private let resolve: @Sendable (String) async -> Resolution
    private let handshakes = HandshakeContexts()

    private static let mostAddresses = 16
    private static let longestPage = 1 << 20
    /// For the page with its redirects.
    private static let longest = Duration.seconds(45)
    /// Of a text from the network, in characters; a bundle takes 1024 bytes.
    private static let longestText = 200

    package init(
        dialer: Dialer,
        tls: TLSProbe,
        limits: TLSProbeLimits,
        resolve: @escaping @Sendable (String) async -> Resolution
    ) {
        self.dialer = dialer
        self.tls = tls
        self.limits = limits
        self.resolve = resolve
    }

    /// One look; what could not be seen stands in it with phase and reason.
    package func look(at endpoint: Endpoint) async -> Look {
        let names = await names(of: endpoint)
        var visits: [Visit] = []
        // One after another: nobody is in a hurry here.
        for address in names.addresses.prefix(Self.mostAddresses) {
            visits.append(await tls.visit(endpoint, at: address, tier: .passive))
        }
        let handshakes = visits.compactMap(Self.handshake)
        let first = zip(visits, handshakes).first { $0.1.gap == nil }?.0
        let page = await page(of: endpoint, after: first, handshakes)
        return Look(
            glimpse: EndpointGlimpse(
                of: endpoint,
                seen: Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)),
                names: names,
                handshakes: handshakes,
                page: page.page,
                gap: page.gap.map(Self.short)
            ),
            visits: visits,
            clock: page.clock
        )
    }

    // MARK: Names

    private func names(of endpoint: Endpoint) async -> EndpointGlimpse.Names {
        if !endpoint.addresses.isEmpty {
            return EndpointGlimpse.Names(.given, Set(endpoint.addresses).sorted())
        }
        if let literal = IPAddress(endpoint.host) { return EndpointGlimpse.Names(.given, [literal]) }
        let found = await resolve(endpoint.host)
        guard found.addresses.isEmpty else {
            return EndpointGlimpse.Names(.found, Array(Set(found.addresses).sorted().prefix(64)))
        }
        let outcomes = [found.ipv4, found.ipv6]
        let isAbsent = outcomes.allSatisfy { $0 == .noData || $0 == .noSuchName }
        let words = outcomes.map(\.words)
        let reason = words[0] == words[1] ? "the name \(words[0])" : "IPv4 \(words[0]), IPv6 \(words[1])"
        return EndpointGlimpse.Names(isAbsent ? .absent : .failed, [], reason: Self.short(reason))
    }

    // MARK: Handshakes

    private static func handshake(_ visit: Visit) -> EndpointGlimpse.Handshake? {
        guard let address = visit.subject.address else { return nil }
        for answer in visit.answers where answer.question == Question(Reachability.self) {
            if case .unestablished(_, let gap) = answer {
                return EndpointGlimpse.Handshake(address, gap: short(gap))
            }
        }
        let leaf = fact(CertificateChain.self, CertificateChain.served, of: visit)?.leaf
        return EndpointGlimpse.Handshake(
            address,
            key: leaf?.spkiSHA256,
            issuer: leaf.map { short($0.issuer) },
            trust: fact(ChainTrust.self, CertificateChain.served, of: visit)?.outcome
        )
    }

    private static func fact<F: Fact>(_ kind: F.Type, _ aspect: String, of visit: Visit) -> F? {
        for answer in visit.answers where answer.question == Question(kind, aspect) {
            if case .fact(let record) = answer { return try? record.decode(kind) }
        }
        return nil
    }

    // MARK: The page

    private typealias Seen = (page: EndpointGlimpse.Page?, gap: Unestablished?, clock: Int?)

    private func page(
        of endpoint: Endpoint,
        after visit: Visit?,
        _ handshakes: [EndpointGlimpse.Handshake]
    ) async -> Seen {
        guard endpoint.service == .https else { return (nil, nil, nil) }
        guard let visit, let address = visit.subject.address else {
            let gap = handshakes.lazy.compactMap(\.gap).first
            return (nil, gap ?? Unestablished(phase: .resolve, reason: "there is no address"), nil)
        }
        do throws(Unestablished) {
            let talk = try await talk(with: endpoint, at: address, after: visit)
            let root = WebURL(root: endpoint)
            var walk = PageWalk(try await talk.fetch(root, PageLooks.fields).get(), at: root)
            let clock = Self.clock(walk.last.response.head)
            while let target = walk.next, walk.hops.count <= PageLooks.mostRedirects {
                walk.take(try await talk.fetch(target, PageLooks.fields).get(), at: target)
            }
            return (Self.page(walk), nil, clock)
        } catch {
            return (nil, error, nil)
        }
    }

    private func talk(with endpoint: Endpoint, at address: IPAddress, after visit: Visit)
        async throws(Unestablished)
        -> WebTalk
    {
        let serverName = IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil
        let deadline = ContinuousClock.now + min(limits.endpointDeadline, Self.longest)
        do {
            var settings = WebProbe.settings(after: visit)
            let silent = try await handshakes.context(settings)
            settings.alpn = ["http/1.1"]
            let peer = DialedPeer(
                dialer: dialer,
                target: SocketTarget(address: address, port: endpoint.port),
                serverName: serverName,
                limits: limits.dialogue,
                deadline: deadline,
                handshakes: handshakes
            )
            return WebTalk(
                peer: peer,
                way: .secured(try await handshakes.context(settings), silent: silent),
                serverName: serverName,
                userAgent: limits.introduction.userAgent,
                deadline: deadline
            )
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
        }
    }

    private static func page(_ walk: PageWalk) -> EndpointGlimpse.Page {
        let head = walk.last.response.head
        let body = PageBody(walk.last, limit: longestPage)
        let title = body.isHTML ? body.document?.title : nil
        let place = walk.target ?? walk.hops[walk.hops.count - 1].url
        return EndpointGlimpse.Page(
            status: head.status,
            host: String(place.host.filter { $0 != "[" && $0 != "]" }.prefix(253)),
            digest: SHA256.hex(Array(body.bytes)),
            title: title.map(short),
            challenge: BotChallenge.mark(of: head, body.bytes)
        )
    }

    /// By `Date` of a response (RFC 9110 §6.6.1) in its preferred form.
    static func clock(_ head: HTTPHead, now: Date = Date()) -> Int? {
        guard let text = head.values(of: "date").first, text.utf8.count == 29,
            let date = CookieDate.parse(text)
        else { return nil }
        return Int(exactly: now.timeIntervalSince(date).rounded(.down))
    }

    private static func short(_ text: String) -> String { String(text.prefix(longestText)) }

    private static func short(_ gap: Unestablished) -> Unestablished {
        Unestablished(phase: gap.phase, reason: short(gap.reason), attempts: gap.attempts)
    }
}
