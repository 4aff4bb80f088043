// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import MailPolicy
internal import Model

/// What a domain says about its mail: MX, SPF, DMARC, DKIM, MTA-STS, TLS-RPT, DANE and BIMI.
struct MailRecords {
    private let questions: DomainQuestions
    private let files: (any PolicyFileFetching)?
    private let reach: NetworkReach

    init(_ questions: DomainQuestions, files: (any PolicyFileFetching)?, reach: NetworkReach) {
        self.questions = questions
        self.files = files
        self.reach = reach
    }

    func gather(_ domain: DNSName, selectors: [String]) async {
        await exchanges(of: domain)
        await senderPolicy(of: domain)
        await reports(about: domain)
        for selector in selectors {
            guard let labels = DNSName(selector)?.labels,
                let name = DNSName(labels: labels + [Array("_domainkey".utf8)] + domain.labels)
            else { continue }
            _ = await questions.ask(name, .txt)
        }
        for labels in [["_mta-sts"], ["_smtp", "_tls"], ["default", "_bimi"], ["_domainkey"]] {
            guard let name = DNSName(labels: labels.map { Array($0.utf8) } + domain.labels) else { continue }
            _ = await questions.ask(name, .txt)
        }
        await policyFile(of: domain)
    }

    private func exchanges(of domain: DNSName) async {
        for host in await questions.names(domain, .mx).sorted().prefix(DomainProbe.Bounds.hosts)
        where !host.isRoot {
            _ = await questions.ask(host, .cname)
            _ = await questions.addresses(of: host)
            guard let tlsa = host.prepending("_25", "_tcp") else { continue }
            _ = await questions.ask(tlsa, .tlsa)
        }
    }

    /// The SPF record, all that it includes, and the hosts that its mechanisms name.
    private func senderPolicy(of domain: DNSName) async {
        var waiting = [domain]
        var seen: Set<DNSName> = [domain]
        var hosts: Set<SPFQuestion> = []
        while let name = waiting.popLast() {
            let texts = await texts(of: name).values?.filter(SPFRecord.isRecord) ?? []
            guard texts.count == 1, let record = try? SPFRecord(texts[0]) else { continue }
            for next in SPFQuestion.includes(of: record) where seen.count < DomainProbe.Bounds.spfRecords {
                if seen.insert(next).inserted { waiting.append(next) }
            }
            for directive in record.directives where hosts.count < DomainProbe.Bounds.spfHosts {
                if let question = SPFQuestion(directive.mechanism, of: name) { hosts.insert(question) }
            }
        }
        for host in hosts {
            switch host.kind {
            case .exchange: _ = await questions.ask(host.name, .mx)
            case .exists: _ = await questions.ask(host.name, .a)
            case .address: _ = await questions.addresses(of: host.name)
            }
        }
    }

    /// The records of the tree walk, and whether others take the reports.
    private func reports(about domain: DNSName) async {
        var answers: [DNSName: PolicyAnswer<[UInt8]>] = [:]
        for step in DMARCTreeWalk.domains(from: domain) {
            guard let name = DMARCTreeWalk.recordName(of: step) else { continue }
            answers[name] = await texts(of: name)
        }
        let known = answers
        let walk = DMARCTreeWalk(from: domain) { known[$0] ?? .noData }
        guard let policy = walk.policy else { return }
        let uris = policy.record.aggregate + policy.record.failure
        for uri in uris.prefix(DomainProbe.Bounds.destinations) {
            guard let name = uri.authorisationName(for: policy.domain, organization: walk.organization) else {
                continue
            }
            _ = await questions.ask(name, .txt)
        }
    }

    private func policyFile(of domain: DNSName) async {
        guard let name = domain.prepending("_mta-sts"),
            let texts = await texts(of: name).values, texts.contains(where: MTASTSRecord.isRecord)
        else { return }
        guard let files, !questions.isOver else {
            let words = files == nil ? "no reader of HTTPS is there" : DomainQuestions.overtime
            let reason = Unestablished(phase: .notMeasured, reason: words)
            return await questions.keep(.unestablished(Question(MTASTSPolicyFile.self), reason))
        }
        guard let host = domain.prepending("mta-sts") else { return }
        let addresses = await questions.addresses(of: host).filter(reach.allows)
        switch await files.policyFile(of: "\(host)", at: addresses) {
        case .success(let file): await questions.keep(.fact(file))
        case .failure(let reason):
            await questions.keep(.unestablished(Question(MTASTSPolicyFile.self), reason))
        }
    }

    private func texts(of name: DNSName) async -> PolicyAnswer<[UInt8]> {
        switch await questions.data(name, .txt) {
        case .found(let records):
            .found(
                records.compactMap {
                    if case .text(let strings) = $0 { strings.flatMap(\.self) } else { nil }
                }
            )
        case .noData: .noData
        case .noSuchName: .noSuchName
        case .failed(let reason): .failed(reason)
        }
    }
}
