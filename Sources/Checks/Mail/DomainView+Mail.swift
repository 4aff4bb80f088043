// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import MailPolicy
internal import Model

extension DomainView {
    /// The TXT records of a name, each with its strings joined.
    func texts(_ name: DNSName) -> PolicyAnswer<[UInt8]> {
        switch answer(name, .txt) {
        case .found(let data):
            .found(
                data.compactMap { if case .text(let strings) = $0 { strings.flatMap(\.self) } else { nil } }
            )
        case .noData: .noData
        case .noSuchName: .noSuchName
        case .failed(let reason): .failed(reason)
        }
    }

    /// Those of one kind; throws where they are not known.
    func texts(_ name: DNSName, where isRight: ([UInt8]) -> Bool) throws(Unestablished) -> [[UInt8]] {
        try data(name, .txt).compactMap {
            if case .text(let strings) = $0 { strings.flatMap(\.self) } else { nil }
        }
        .filter(isRight)
    }

    /// The tree walk of DMARC; throws where an obstacle leaves open which record speaks for the domain.
    func walk() throws(Unestablished) -> DMARCTreeWalk {
        let walk = DMARCTreeWalk(from: domain, exists: answer(domain, .soa) != .noSuchName) { texts($0) }
        if let obstacle = walk.obstacle, walk.policy?.domain != domain {
            throw Unestablished(phase: .resolve, reason: obstacle.reason, attempts: 1)
        }
        return walk
    }

    /// The SPF record with all that it leads to; throws where the record itself is not known.
    func survey() throws(Unestablished) -> SPFSurvey {
        _ = try set(domain, .txt)
        return SPFSurvey(of: domain) {
            texts($0)
        } hosts: { question in
            switch question.kind {
            case .exchange: presence([answer(question.name, .mx)])
            case .exists: presence([answer(question.name, .a)])
            case .address: presence([answer(question.name, .a), answer(question.name, .aaaa)])
            }
        }
    }

    private func presence(_ answers: [PolicyAnswer<RecordData>]) -> PolicyAnswer<Bool> {
        if answers.contains(where: { !($0.values ?? []).isEmpty }) { return .found([true]) }
        for case .failed(let reason) in answers { return .failed(reason) }
        return answers.contains(.noSuchName) ? .noSuchName : .noData
    }

    /// The keys at each selector that the configuration names.
    func keys() throws(Unestablished) -> [(selector: String, answer: PolicyAnswer<[UInt8]>)] {
        (listed?.selectors ?? []).compactMap { selector in
            guard let labels = DNSName(selector)?.labels,
                let name = DNSName(labels: labels + [Array("_domainkey".utf8)] + domain.labels)
            else { return nil }
            return (selector, texts(name))
        }
    }

    /// Why one of several answers is not known; nil where all are.
    func gap(in answers: [PolicyAnswer<[UInt8]>]) -> Unestablished? {
        for case .failed(let reason) in answers {
            return Unestablished(phase: .resolve, reason: reason, attempts: 1)
        }
        return nil
    }
}
