// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
internal import Foundation
internal import HTTPWire
package import Model
internal import TLSWire
package import Transport

/// Asks an endpoint once what does not depend on the address: port 80, security.txt, a page that it does not have.
///
/// The page at `/` is asked for by the TLS probe at every address, whose connections these questions share.
package struct WebProbe: Sendable {
    private let dialer: Dialer
    private let limits: TLSProbeLimits
    private let plainPort: UInt16?
    private let remains: PageRemains
    private let signingKeys: ListedSigningKeys
    private let handshakes = HandshakeContexts()

    /// For all of it: an endpoint must be through within a minute of its deadline.
    private static let longest = Duration.seconds(45)

    /// - Parameters:
    ///   - plainPort: of plain HTTP, for servers of one's own; nil for 80 beside 443, and none beside others.
    ///   - remains: what visits to addresses leave of their pages.
    ///   - signingKeys: who may have signed security.txt.
    package init(
        dialer: Dialer,
        limits: TLSProbeLimits,
        plainPort: UInt16? = nil,
        remains: PageRemains = PageRemains(),
        signingKeys: ListedSigningKeys = .none
    ) {
        self.dialer = dialer
        self.limits = limits
        self.plainPort = plainPort
        self.remains = remains
        self.signingKeys = signingKeys
    }

    /// What the visit to one address may ask for of pages: at the first of all addresses also what is asked of the
    /// endpoint once.
    package static func errand(
        of endpoint: Endpoint,
        at address: IPAddress,
        among addresses: [IPAddress],
        _ accounts: [Account]
    ) -> PageErrand {
        guard endpoint.service == .https else { return .none }
        let subjects = Set(addresses.map { Subject.address($0, of: endpoint.id) }).sorted()
        let place = subjects.firstIndex(of: .address(address, of: endpoint.id)) ?? 0
        let paths = WebExamination.pathsBesidePage(AccountInquiries(endpoint, accounts))
        return PageErrand(
            paths: place == 0 ? paths : [],
            requests: PageErrand.share(of: place, among: subjects.count)
        )
    }

    /// Adds its answers to the measurement of an endpoint.
    ///
    /// - Parameters:
    ///   - addresses: all that it has.
    ///   - accounts: the register of official accounts.
    ///   - visits: to its addresses, as far as they were made in this run.
    package func complete(
        _ measurement: Visit,
        of endpoint: Endpoint,
        at addresses: [IPAddress],
        tier: ProbeTier,
        accounts: [Account] = [],
        after visits: [Visit]
    ) async -> Visit {
        let remains = remains.take(endpoint)
        guard endpoint.service == .https, tier >= .active, let first = addresses.first else {
            return measurement
        }
        let reached = visits.firstWithPage
        // A run that goes on with a cycle may find the addresses visited already.
        guard let address = visits.isEmpty ? first : reached?.subject.address else {
            let answers = Self.unasked(endpoint, visits, accounts)
            return measurement.with(answers, cost: Cost(), transcriptSHA256: nil)
        }
        let secured = peer(endpoint, at: address, port: endpoint.port)
        let plain = port(beside: endpoint).map { peer(endpoint, at: address, port: $0) }
        let answers = await answers(
            endpoint,
            secured: secured,
            plain: plain,
            requests: Self.requests(of: endpoint, among: addresses, remains),
            settings: reached.map { Self.settings(after: $0) } ?? TLSClientSettings(),
            links: Self.fact(PageLinks.self, of: reached),
            published: Self.fact(PublishedFiles.self, of: reached),
            accounts: accounts,
            remains: remains[address]
        )
        var cost = await secured.cost
        var transcript = await secured.transcript
        if let plain {
            cost += await plain.cost
            transcript = SHA256.digest(transcript + (await plain.transcript))
        }
        let digest = transcript.map { String(format: "%02x", $0) }.joined()
        return measurement.with(answers, cost: cost, transcriptSHA256: digest)
    }

    func answers(
        _ endpoint: Endpoint,
        secured: any TLSPeer,
        plain: (any TLSPeer)?,
        requests: Int = PageErrand.mostRequests,
        settings: TLSClientSettings = TLSClientSettings(),
        links: Result<PageLinks, Unestablished> = .success(PageLinks(feeds: [])),
        published: Result<PublishedFiles, Unestablished> = .success(PublishedFiles()),
        accounts: [Account] = [],
        remains: PageRemains.Remains? = nil
    ) async -> [Answer] {
        let deadline = ContinuousClock.now + min(limits.endpointDeadline, Self.longest)
        let serverName = IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil
        let talk: (any TLSPeer, WebTalk.Way, SessionSlot?) -> WebTalk = { peer, way, sessions in
            WebTalk(
                peer: peer,
                way: way,
                serverName: serverName,
                userAgent: limits.introduction.userAgent,
                deadline: deadline,
                sessions: sessions
            )
        }
        do {
            var settings = settings
            let silent = try await handshakes.context(settings)
            settings.alpn = ["http/1.1"]
            let context = try await handshakes.context(settings)
            let examination = WebExamination(
                root: WebURL(root: endpoint),
                secured: talk(secured, .secured(context, silent: silent), SessionSlot(remains?.session)),
                plain: plain.map { talk($0, .plain, nil) },
                plainPort: port(beside: endpoint) ?? 80,
                allowance: WebAllowance(max(0, requests - (remains?.beside.count ?? 0))),
                accounts: AccountInquiries(endpoint, accounts),
                signingKeys: signingKeys,
                known: remains?.beside ?? [:]
            )
            return await examination.answers(of: endpoint, links, published)
        } catch {
            let reason = Unestablished(
                phase: .notMeasured,
                reason: "no handshake can be made: \(error)"
            )
            return WebExamination.questions(of: endpoint, accounts).map { .unestablished($0, reason) }
        }
    }

    /// What the visits to an endpoint's addresses left; where one is not known, its whole share is gone.
    private static func requests(
        of endpoint: Endpoint,
        among addresses: [IPAddress],
        _ remains: [IPAddress: PageRemains.Remains]
    ) -> Int {
        let spent = Set(addresses).map { address in
            remains[address]?.requests ?? errand(of: endpoint, at: address, among: addresses, []).requests
        }
        return max(0, PageErrand.mostRequests - spent.reduce(0, +))
    }

    /// What the page of a visit told; a run that goes on with a cycle may not have seen it.
    private static func fact<F: Fact>(_ kind: F.Type, of visit: Visit?) -> Result<F, Unestablished> {
        for answer in visit?.answers ?? [] where answer.question == Question(kind) {
            switch answer {
            case .unestablished(_, let reason): return .failure(reason)
            case .fact(let record): if let fact = try? record.decode(kind) { return .success(fact) }
            }
        }
        return .failure(Unestablished(phase: .notMeasured, reason: "the page at / was not read in this run"))
    }

    /// A client that has something in common with what a visit saw.
    static func settings(after visit: Visit) -> TLSClientSettings {
        let records = visit.answers.compactMap { answer -> FactRecord? in
            if case .fact(let record) = answer { record } else { nil }
        }
        let suites = records.filter { $0.question.kind == SuiteOffer.kind }
            .compactMap { try? $0.decode(SuiteOffer.self) }
        let legacy = suites.filter { $0.version < .tls13 }.flatMap(\.suites).map { CipherSuite($0) }
        let groups = records.filter { $0.question == Question(GroupOffer.self, GroupEra.legacy.rawValue) }
            .compactMap { try? $0.decode(GroupOffer.self) }
        return TLSScene.clientSettings(
            for: legacy,
            groups: groups.flatMap(\.groups),
            offersTLS13: suites.contains { $0.version == .tls13 }
        )
    }

    private func port(beside endpoint: Endpoint) -> UInt16? {
        plainPort ?? (endpoint.port == Service.https.defaultPort ? 80 : nil)
    }

    private func peer(_ endpoint: Endpoint, at address: IPAddress, port: UInt16) -> DialedPeer {
        DialedPeer(
            dialer: dialer,
            target: SocketTarget(address: address, port: port),
            serverName: IPAddress(endpoint.referenceName) == nil ? endpoint.referenceName : nil,
            limits: limits.dialogue,
            deadline: ContinuousClock.now + min(limits.endpointDeadline, Self.longest),
            handshakes: handshakes
        )
    }

    /// What is said where no address showed a page.
    private static func unasked(_ endpoint: Endpoint, _ visits: [Visit], _ accounts: [Account]) -> [Answer] {
        guard let reason = visits.whyNoPage else { return [] }
        return WebExamination.questions(of: endpoint, accounts).map { .unestablished($0, reason) }
    }
}

extension WebExamination {
    /// Pictures come last, with what is left of the requests.
    fileprivate func answers(
        of endpoint: Endpoint,
        _ links: Result<PageLinks, Unestablished>,
        _ published: Result<PublishedFiles, Unestablished>
    ) async -> [Answer] {
        let isOfStatements = endpoint.role == .statementHost
        var answers = await answers(isOfStatements ? links : nil)
        if Self.asksCrawlerRules(endpoint) { answers.append(await crawlerRules()) }
        if isOfStatements { answers.append(await provenanceMarks(published)) }
        return answers
    }
}

extension [Visit] {
    /// The first one that saw a page; nil where none did.
    var firstWithPage: Visit? {
        sorted { $0.subject < $1.subject }.first { visit in
            !visit.answers.contains { $0.isGap(of: PageResponse.self) || $0.isGap(of: Reachability.self) }
        }
    }

    /// Why the first one that saw no page did not.
    var whyNoPage: Unestablished? {
        let reasons = flatMap(\.answers).compactMap { answer -> Unestablished? in
            guard answer.isGap(of: PageResponse.self) || answer.isGap(of: Reachability.self),
                case .unestablished(_, let reason) = answer
            else { return nil }
            return reason
        }
        return reasons.first
    }
}

extension Answer {
    fileprivate func isGap<F: Fact>(of kind: F.Type) -> Bool {
        guard case .unestablished(let question, _) = self else { return false }
        return question == Question(kind)
    }
}

extension Visit {
    /// With what was asked later.
    func with(_ more: [Answer], cost: Cost, transcriptSHA256: String?) -> Visit {
        var total = self.cost
        total += cost
        return Visit(
            subject: subject,
            vantage: vantage,
            started: started,
            finished: Date(),
            cost: total,
            transcriptSHA256: transcriptSHA256 ?? self.transcriptSHA256,
            answers: answers + more
        )
    }
}
