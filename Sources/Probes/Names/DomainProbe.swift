// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Facts
internal import Foundation
package import Model
package import Resolver
package import Transport

/// Measures one domain: its names, its name servers and what it says about its mail.
package struct DomainProbe: Sendable {
    /// How much of what a domain leads to is looked at.
    enum Bounds {
        static let hosts = 16
        static let servers = 16
        static let parents = 2
        static let spfRecords = 64
        static let spfHosts = 64
        static let destinations = 16
        static let sites = 64
        static let aliases = 8
        static let services = 8
    }

    private let plain: any Resolving
    private let servers: (any NameServerAsking)?
    private let files: (any PolicyFileFetching)?
    private let registries: (any RegistrationFetching)?
    private let marks: (any MarkCertificateFetching)?
    private let vantage: String
    private let deadline: Duration

    /// - Parameters:
    ///   - plain: a resolver that does not validate, for what a bogus zone has.
    ///   - servers: nil where no server but the resolver may be asked.
    ///   - files: nil where MTA-STS policies cannot be read.
    ///   - registries: nil where no registry can be asked.
    ///   - marks: nil where certificates of BIMI cannot be read.
    ///   - deadline: of a domain; a question under way then is still waited for.
    package init(
        plain: any Resolving,
        servers: (any NameServerAsking)?,
        files: (any PolicyFileFetching)? = nil,
        registries: (any RegistrationFetching)? = nil,
        marks: (any MarkCertificateFetching)? = nil,
        vantage: String,
        deadline: Duration = .seconds(120)
    ) {
        self.plain = plain
        self.servers = servers
        self.files = files
        self.registries = registries
        self.marks = marks
        self.vantage = vantage
        self.deadline = deadline
    }

    /// The visit to a domain; `resolver` validates, and may be a cache that lives for a cycle.
    ///
    /// - Parameters:
    ///   - sites: host and port of its listed pages, of which the HTTPS records are asked for.
    ///   - others: domains that the ministry has, too, which are nobody's look-alikes.
    ///   - handles: host names of accounts of atproto, of which those in the domain are looked at.
    package func visit(
        _ domain: ListedDomain,
        sites: [(host: String, port: UInt16)] = [],
        beside others: [String] = [],
        handles: [String] = [],
        through resolver: any Resolving
    ) async -> Visit {
        let started = Date()
        let questions = DomainQuestions(resolver, deadline: .now + deadline)
        if let name = DNSName(domain.name), !name.isRoot {
            await gather(name, domain, sites, handles, others, questions)
            await registration(of: domain, questions)
            if let search = domain.lookAlikes {
                let finder = LookAlikeFinder(resolver, deadline: .now + deadline)
                await questions.keep(await finder.answer(domain.name, search, beside: others))
            }
        }
        let finished = Date()
        return Visit(
            subject: .domain(domain.name),
            vantage: vantage,
            started: started,
            finished: finished,
            cost: Cost(milliseconds: Int(max(0, finished.timeIntervalSince(started)) * 1000)),
            transcriptSHA256: nil,
            answers: await questions.answers
        )
    }
}

extension DomainProbe {
    private func gather(
        _ name: DNSName,
        _ domain: ListedDomain,
        _ sites: [(host: String, port: UInt16)],
        _ handles: [String],
        _ others: [String],
        _ questions: DomainQuestions
    ) async {
        // Where the resolver is silent, a hundred further questions would be waited for in vain.
        let first = await questions.ask(name, .soa)
        guard first.outcome != .timedOut, first.outcome != .cancelled else {
            let reason = Unestablished(phase: .resolve, reason: "\(name) \(first.outcome.words)", attempts: 1)
            return await questions.keep(.unestablished(Question(ZoneCut.self), reason))
        }
        let zone = await NameRecords(questions, plain: plain).gather(name)
        let reach = await questions.reach(of: zone.servers)
        await MailRecords(questions, files: files, reach: reach).gather(name, selectors: domain.selectors)
        let own = ([domain.name] + others).compactMap { DNSName($0) }
        await MarkRecords(questions, marks: marks, reach: reach).gather(name, within: own)
        await Self.identify(handles, in: domain.name, questions)
        let bindings = ServiceBindings(questions)
        for site in sites.prefix(Bounds.sites) {
            guard let host = DNSName(site.host) else { continue }
            await bindings.gather(host, port: site.port)
        }
        guard let servers else { return }
        await NameServers(questions, servers: servers)
            .gather(zone, within: reach, transfer: domain.allowsTransfer)
    }

    /// What the registry says, where the operator names one.
    private func registration(of domain: ListedDomain, _ questions: DomainQuestions) async {
        guard let registry = domain.registry else { return }
        guard let registries, !questions.isOver else {
            let words = registries == nil ? "no reader of RDAP is there" : DomainQuestions.overtime
            let reason = Unestablished(phase: .notMeasured, reason: words)
            return await questions.keep(.unestablished(Question(DomainRegistration.self), reason))
        }
        switch await registries.registration(of: domain.name, from: registry) {
        case .success(let fact): await questions.keep(.fact(fact))
        case .failure(let reason):
            await questions.keep(.unestablished(Question(DomainRegistration.self), reason))
        }
    }

    /// What the domain says of accounts that bear its names.
    private static func identify(_ handles: [String], in domain: String, _ questions: DomainQuestions) async {
        for handle in Set(handles).sorted() where handle == domain || handle.hasSuffix(".\(domain)") {
            guard let name = DNSName(handle)?.prepending("_atproto") else { continue }
            _ = await questions.ask(name, .txt)
        }
    }
}
