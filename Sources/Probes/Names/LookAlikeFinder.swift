// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import Identity
internal import Model
internal import Resolver

/// Asks the resolver which names that may be taken for a domain exist; nothing is sent to their hosts.
struct LookAlikeFinder: Sendable {
    private enum Found: Sendable {
        case nothing
        case hit(Set<String>)
        case wildcard
        case unanswered
    }

    /// Names asked about side by side.
    static let parallel = 8

    private let resolver: any Resolving
    private let deadline: ContinuousClock.Instant
    /// A label that nobody has registered.
    private let absent: String

    /// - Parameter deadline: nothing is asked after it.
    init(_ resolver: any Resolving, deadline: ContinuousClock.Instant) {
        self.resolver = resolver
        self.deadline = deadline
        absent = "chancery-" + String(UInt64.random(in: 1 << 60 ... .max), radix: 36)
    }

    /// - Parameter others: names that are the ministry's, too.
    func answer(_ domain: String, _ search: LookAlikeSearch, beside others: [String]) async -> Answer {
        let words = search.words.isEmpty ? LookAlikes.words : search.words
        guard let names = LookAlikes(of: domain, words: words, known: search.known + others) else {
            return Self.gap(.notMeasured, "\(domain) is no name below a top-level domain")
        }
        let suffix = domain.drop { $0 != "." }.dropFirst()
        switch await invents(suffix: String(suffix)) {
        case nil: return Self.gap(.resolve, "the resolver does not say whether a name is absent")
        case true?: return Self.gap(.vantage, "the resolver has an address for names that do not exist")
        case false?: break
        }
        return .fact(await look(Array(names.all.prefix(search.budget)), of: names.all.count))
    }

    private static func gap(_ phase: Unestablished.Phase, _ reason: String) -> Answer {
        .unestablished(
            Question(LookAlikeNames.self),
            Unestablished(phase: phase, reason: reason, attempts: 1)
        )
    }

    private func look(_ names: [LookAlike], of generated: Int) async -> LookAlikeNames {
        var hits: [LookAlikeNames.Hit] = []
        var unanswered: [String] = []
        var wildcards = 0
        await withTaskGroup(of: (LookAlike, Found).self) { group in
            var waiting = names.makeIterator()
            for _ in 0..<Self.parallel {
                guard let name = waiting.next() else { break }
                group.addTask { (name, await find(name.name)) }
            }
            while let (name, found) = await group.next() {
                switch found {
                case .nothing: break
                case .hit(let records):
                    hits.append(
                        LookAlikeNames.Hit(
                            name: name.name,
                            shown: name.shown,
                            change: name.kind.rawValue,
                            records: records
                        )
                    )
                case .wildcard: wildcards += 1
                case .unanswered: unanswered.append(name.name)
                }
                guard let next = waiting.next() else { continue }
                group.addTask { (next, await find(next.name)) }
            }
        }
        return LookAlikeNames(
            generated: generated,
            asked: names.count,
            hits: hits,
            wildcards: wildcards,
            unanswered: unanswered
        )
    }

    /// Most names do not exist, and one question says so.
    private func find(_ name: String) async -> Found {
        let first = await ask(name, .a)
        switch first.outcome {
        case .noSuchName: return .nothing
        case .found, .noData: break
        default: return .unanswered
        }
        var records: Set<String> = first.outcome == .found ? ["A"] : []
        for type in [RecordType.mx, .aaaa, .ns] {
            let answer = await ask(name, type)
            switch answer.outcome {
            case .found: if type != .mx || Self.takesMail(answer) { records.insert(type.description) }
            case .noData, .noSuchName: break
            default: return .unanswered
            }
        }
        guard !records.isEmpty else { return .nothing }
        // Where every name has an address, this one tells nothing.
        guard let dot = name.firstIndex(of: ".") else { return .hit(records) }
        switch await exists(beside: String(name[name.index(after: dot)...])) {
        case true?: return .wildcard
        case false?: return .hit(records)
        case nil: return .unanswered
        }
    }

    /// A null MX takes none (RFC 7505).
    private static func takesMail(_ answer: DNSAnswer) -> Bool {
        answer.records.contains { rdata in
            guard case .exchange(let exchange) = RecordData(type: .mx, rdata: rdata) else { return false }
            return !exchange.host.isRoot
        }
    }

    /// Whether names that nobody has resolve under the domain's own suffix and under another.
    ///
    /// Nil where one did not say. A top-level domain may answer for all names; two that have nothing in common do not.
    private func invents(suffix: String) async -> Bool? {
        guard let here = await exists(beside: suffix) else { return nil }
        guard here else { return false }
        return await exists(beside: suffix == "com" ? "org" : "com")
    }

    /// Whether a name that nobody has has records there; nil where nothing was said.
    private func exists(beside suffix: String) async -> Bool? {
        switch await ask("\(absent).\(suffix)", .a).outcome {
        case .found: true
        case .noData, .noSuchName: false
        default: nil
        }
    }

    private func ask(_ name: String, _ type: RecordType) async -> DNSAnswer {
        guard ContinuousClock.now < deadline else { return DNSAnswer(.timedOut) }
        return await resolver.records(of: name, type: type.rawValue)
    }
}
