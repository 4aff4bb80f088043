// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Model
package import Risk
internal import Standards
package import Store

/// Puts a plan together from the store and the method alone.
package struct PlanAssembly: Sendable {
    private let store: any Store
    private let method: Method

    package init(store: any Store, method: Method) {
        self.store = store
        self.method = method
    }

    /// The plan for the newest closed cycle, as of its posture; nil where none was closed yet.
    package func plan(steps: Int, questions: Int) async throws(StoreError) -> (plan: Plan, estate: Estate)? {
        guard let cycle = try await store.cycles(limit: 1).first,
            let posture = try await store.posture(of: cycle.id)
        else { return nil }
        let estate = try await store.estate(of: cycle)
        let plan = method.model.plan(
            findings: try await store.findings(FindingFilter()),
            estate: estate,
            at: posture.asOf,
            shared: SharedPlaces(try await store.measurements(in: cycle)),
            steps: steps,
            questions: questions
        )
        return (plan, estate)
    }

    /// Configuration lines for the failures of a bundle, by program and check; programs without any are left out.
    package func lines(for bundle: FixBundle, in estate: Estate) -> [PlannedLines] {
        let programs = Self.programs(of: bundle, in: estate)
        let subjects = Dictionary(grouping: bundle.findings, by: \.check).mapValues { $0.map(\.subject) }
        return bundle.checks.flatMap { check -> [PlannedLines] in
            let first = subjects[check]?.first
            let host = first?.endpointID.flatMap { id in estate.endpoints.first { $0.id == id }?.host }
            let domain = first?.scope == .domain ? first?.name : nil
            return method.standards.remedies.lines(for: check, host: host, domain: domain)
                .filter { programs.contains($0.key) }
                .sorted { $0.key.rawValue < $1.key.rawValue }
                .map { PlannedLines(check: check, program: $0.key.rawValue, lines: $0.value) }
        }
    }

    /// What may run there, by the services of its endpoints; names need no program of their own.
    private static func programs(of bundle: FixBundle, in estate: Estate) -> Set<ConfiguredProgram> {
        let ids = Set(bundle.endpoints)
        let services = estate.endpoints.filter { ids.contains($0.id) }.map(\.service)
        return services.reduce(into: [.dns]) { programs, service in
            switch service {
            case .https: programs.formUnion([.nginx, .apache, .haproxy])
            case .smtp, .submission, .submissions, .lmtp: programs.insert(.postfix)
            case .imap, .imaps, .pop3, .pop3s, .sieve: programs.insert(.dovecot)
            case .tls: programs.insert(.haproxy)
            case .ldap, .ldaps, .ftp, .xmppClient, .xmppServer, .postgresql, .mysql, .rdp, .nntp, .telnet,
                .irc,
                .turns, .sips:
                break
            }
        }
    }
}

/// Lines of one program for one check.
package struct PlannedLines: Hashable, Codable, Sendable {
    package let check: String
    package let program: String
    package let lines: [String]
}

extension SharedPlaces {
    /// The certificates that endpoints were seen to serve.
    fileprivate init(_ visits: [Visit]) {
        var seen: [String: Set<String>] = [:]
        for visit in visits {
            guard let id = visit.subject.endpointID else { continue }
            for case .fact(let record) in visit.answers where record.question.kind == CertificateChain.kind {
                guard record.question.aspect != CertificateChain.withoutName,
                    let leaf = (try? record.decode(CertificateChain.self))?.leaf
                else { continue }
                seen[id, default: []].insert(leaf.sha256)
            }
        }
        self.init(certificates: seen.mapValues { $0.sorted() })
    }
}
