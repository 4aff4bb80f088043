// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import MailPolicy
internal import Model
internal import Resolver

/// Asks for the records of one domain, each question once, and keeps what came of it as answers.
actor DomainQuestions {
    private let resolver: any Resolving
    private let deadline: ContinuousClock.Instant
    private var kept: [Question: Answer] = [:]

    /// - Parameter deadline: nothing is asked after it.
    init(_ resolver: any Resolving, deadline: ContinuousClock.Instant) {
        self.resolver = resolver
        self.deadline = deadline
    }

    static let overtime = "not asked: the domain had taken all of its time"

    nonisolated var isOver: Bool { ContinuousClock.now >= deadline }

    /// One answer a question; where one was kept already, the first stays.
    func keep(_ answer: Answer) {
        if kept[answer.question] == nil { kept[answer.question] = answer }
    }

    var answers: [Answer] { kept.values.sorted { $0.question < $1.question } }

    /// The records, malformed ones left out.
    func data(_ name: DNSName, _ type: RecordType) async -> PolicyAnswer<RecordData> {
        let answer = await ask(name, type)
        switch answer.outcome {
        case .found:
            return .found(
                answer.records.map { RecordData(type: type, rdata: $0) }.filter { data in
                    if case .malformed = data { false } else { true }
                }
            )
        case .noData: return .noData
        case .noSuchName: return .noSuchName
        default: return .failed(answer.outcome.words)
        }
    }

    /// The answer itself, which is kept as a fact or as a reason.
    func ask(_ name: DNSName, _ type: RecordType) async -> DNSAnswer {
        let answer = await resolved(name, type)
        keep(Self.kept(answer, name, type))
        return answer
    }

    private func resolved(_ name: DNSName, _ type: RecordType) async -> DNSAnswer {
        guard !isOver else { return DNSAnswer(.failed(Self.overtime)) }
        return await resolver.records(of: name.description, type: type.rawValue)
    }

    /// The same, but of a bogus answer what a resolver that does not validate gives, and marked so.
    func ask(_ name: DNSName, _ type: RecordType, whereBogus plain: any Resolving) async -> DNSAnswer {
        let answer = await resolved(name, type)
        guard case .bogus = answer.outcome, !isOver else { return await ask(name, type) }
        let raw = await plain.records(of: name.description, type: type.rawValue)
        guard raw.outcome == .found else { return await ask(name, type) }
        // A start of authority that does not validate is none for whoever asks.
        guard type != .soa else { return raw }
        keep(
            .fact(DNSRecords(name: name, type: type, outcome: .found, records: raw.records, security: .bogus))
        )
        return raw
    }

    private static func kept(_ answer: DNSAnswer, _ name: DNSName, _ type: RecordType) -> Answer {
        let outcome: DNSRecords.Outcome
        switch answer.outcome {
        case .found: outcome = .found
        case .noData: outcome = .noData
        case .noSuchName: outcome = .noSuchName
        default:
            let reason = "\(type) of \(name) \(answer.outcome.words)"
            let gap = Unestablished(phase: .resolve, reason: reason, attempts: 1)
            return .unestablished(DNSRecords.question(name, type), gap)
        }
        return .fact(
            DNSRecords(
                name: name,
                type: type,
                outcome: outcome,
                canonicalName: answer.canonicalName.flatMap { DNSName($0) },
                records: answer.records,
                security: DNSSecurity(answer.validation)
            )
        )
    }

    /// The name servers of a zone, those of a bogus one included.
    func servers(of zone: DNSName, whereBogus plain: any Resolving) async -> [DNSName] {
        let answer = await ask(zone, .ns, whereBogus: plain)
        guard answer.outcome == .found else { return [] }
        return answer.records.compactMap { rdata in
            if case .nameServer(let host) = RecordData(type: .ns, rdata: rdata) { host } else { nil }
        }
    }

    func names(_ name: DNSName, _ type: RecordType) async -> [DNSName] {
        (await data(name, type).values ?? []).compactMap { data in
            switch data {
            case .nameServer(let host), .alias(let host), .pointer(let host): host
            case .exchange(let exchange): exchange.host
            default: nil
            }
        }
    }

    func addresses(of host: DNSName) async -> [IPAddress] {
        let both = [await data(host, .a), await data(host, .aaaa)]
        return both.flatMap { $0.values ?? [] }.compactMap { data in
            if case .address(let address) = data { address } else { nil }
        }
    }

    /// A zone that is served from a private network alone may lead into it; others may not send us there.
    func reach(of servers: [DNSName]) async -> NetworkReach {
        var known: [IPAddress] = []
        for host in servers.prefix(DomainProbe.Bounds.hosts) { known += await addresses(of: host) }
        return NetworkReach(ofServersAt: known)
    }
}

extension DNSSecurity {
    init(_ validation: DNSValidation) {
        switch validation {
        case .secure: self = .secure
        case .insecure: self = .insecure
        case .bogus: self = .bogus
        case .notValidated: self = .indeterminate
        }
    }
}
