// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
package import Facts
internal import Foundation
package import Model
package import Resolver
package import Transport

/// Establishes what the place of measuring can see, before anything is measured from it: routes by the kernel's
/// table, the resolver's honesty by names whose right answer is known.
package struct VantageProbe: Sendable {
    private let routes: any RouteFinding
    private let plain: any Resolving
    private let validating: any Resolving
    private let bogusName: String?
    private let absent: String

    /// Of the root servers a and l: no packet goes there, but whoever has a way to the internet has one to them.
    package static let faraway = [IPAddress("198.41.0.4"), IPAddress("2001:500:9f::42")]

    /// - Parameters:
    ///   - plain: a resolver that does not validate, for a lie that is not signed is a lie, too.
    ///   - bogusName: whose signatures are known to be broken; nil where none is known.
    ///   - absent: a label that nobody has registered; made at random.
    package init(
        routes: any RouteFinding,
        plain: any Resolving,
        validating: any Resolving,
        bogusName: String? = nil,
        absent: String = "chancery-" + String(UInt64.random(in: 1 << 60 ... .max), radix: 36)
    ) {
        self.routes = routes
        self.plain = plain
        self.validating = validating
        self.bogusName = bogusName
        self.absent = absent
    }

    /// One answer a question.
    ///
    /// - Parameter names: those that will be resolved, below whose top-level domains a name is asked for that is not
    ///   there; empty where the resolver is of no account, and is not asked.
    package func answers(names: [String]) async -> [Answer] {
        async let routes = routes()
        async let resolver = resolver(names)
        return await [routes, resolver]
    }

    // MARK: Routes

    private func routes() async -> Answer {
        var found: [IPAddress.Family: Bool] = [:]
        for target in Self.faraway.compactMap(\.self) {
            do throws(DialFailure) {
                let source = try await routes.source(towards: target)
                // An address of this network alone leads nowhere beyond it; a translator of IPv4 is usual.
                found[target.family] = target.family == .v4 ? !source.isLoopback : source.isGlobal
            } catch {
                switch error.reason {
                case .noRoute, .familyUnsupported, .unreachable: found[target.family] = false
                default:
                    let gap = Unestablished(phase: .vantage, reason: "the kernel says: \(error.detail)")
                    return .unestablished(Question(VantageRoutes.self), gap)
                }
            }
        }
        return .fact(VantageRoutes(ipv4: found[.v4] ?? false, ipv6: found[.v6] ?? false))
    }

    // MARK: The resolver

    private func resolver(_ names: [String]) async -> Answer {
        guard !names.isEmpty else {
            return gap(.notMeasured, "nothing is resolved")
        }
        async let root = plain.records(of: absent, type: RecordType.a.rawValue)
        async let newRoot = plain.records(of: absent, type: RecordType.aaaa.rawValue)
        async let text = plain.records(of: absent, type: RecordType.txt.rawValue)
        async let below = below(Self.tops(of: names))
        async let keys = validating.records(of: ".", type: RecordType.dnskey.rawValue)
        async let bogus = bogus()
        let answers = await [root, newRoot, text] + below
        guard answers.contains(where: { $0.isWord }) else {
            return gap(.resolve, "the resolver says nothing of names that do not exist")
        }
        let everywhere = Self.addresses(await root) + Self.addresses(await newRoot)
        let wide = Set(everywhere).union(Self.common(await below.map { Set(Self.addresses($0)) }))
        let proven = await keys
        let isValidated = proven.outcome == .found && proven.validation == .secure
        return .fact(
            ResolverConduct(
                inventedAddresses: wide,
                inventsTexts: await text.outcome == .found,
                validation: isValidated ? .possible : .stripped,
                refusesBogus: isValidated ? await bogus : nil
            )
        )
    }

    private func gap(_ phase: Unestablished.Phase, _ reason: String) -> Answer {
        .unestablished(
            Question(ResolverConduct.self),
            Unestablished(phase: phase, reason: reason, attempts: phase == .resolve ? 1 : 0)
        )
    }

    /// The first three top-level domains of the names.
    private static func tops(of names: [String]) -> [String] {
        var tops: [String] = []
        for name in names {
            let labels = name.split(separator: ".")
            guard labels.count > 1, let last = labels.last.map(String.init), !tops.contains(last) else {
                continue
            }
            tops.append(last)
        }
        return Array(tops.prefix(3))
    }

    /// Liars often spare names that no browser would ask for, so these look like websites.
    private func below(_ tops: [String]) async -> [DNSAnswer] {
        await withTaskGroup(of: DNSAnswer.self) { group in
            for top in tops {
                group.addTask { await plain.records(of: "www.\(absent).\(top)", type: RecordType.a.rawValue) }
            }
            var answers: [DNSAnswer] = []
            for await answer in group { answers.append(answer) }
            return answers
        }
    }

    /// A zone may answer for every name in it; two zones that give the same do not.
    private static func common(_ sets: [Set<IPAddress>]) -> Set<IPAddress> {
        let all = sets.flatMap { Array($0) }
        return Set(all.filter { address in all.count { $0 == address } > 1 })
    }

    private static func addresses(_ answer: DNSAnswer) -> [IPAddress] {
        answer.outcome == .found ? answer.records.compactMap { IPAddress(bytes: $0) } : []
    }

    /// Nil where no such name is known, or nobody said anything of it.
    private func bogus() async -> Bool? {
        guard let bogusName else { return nil }
        switch await validating.records(of: bogusName, type: RecordType.a.rawValue).outcome {
        case .bogus: return true
        // A resolver that validates by itself hands no more on than that it failed.
        case .failed(let words): return words.uppercased().contains("SERVFAIL") ? true : nil
        case .found, .noData: return false
        case .noSuchName, .timedOut, .cancelled: return nil
        }
    }
}

extension DNSAnswer {
    /// Whether anybody said what there is.
    fileprivate var isWord: Bool {
        switch outcome {
        case .found, .noData, .noSuchName: true
        case .failed, .timedOut, .bogus, .cancelled: false
        }
    }
}
