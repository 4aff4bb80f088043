// SPDX-License-Identifier: Apache-2.0
package import DNSWire

/// The walk up the tree that finds a domain's record and its organizational domain (RFC 9989 §4.10).
package struct DMARCTreeWalk: Hashable, Sendable {
    /// A record, and the domain for which it stands.
    package struct Step: Hashable, Sendable {
        package let domain: DNSName
        package let record: DMARCRecord
    }

    /// What did not let the walk be finished.
    package struct Obstacle: Hashable, Sendable {
        package let domain: DNSName
        package let reason: String
    }

    /// The domains with a record, from the start upwards.
    package let steps: [Step]
    package let organization: DNSName
    /// The record that speaks for the start; nil where there is none.
    package let policy: Step?
    package let standing: DMARCStanding
    /// Domains that have several records, which then count as none, or one that cannot be read.
    package let discarded: [DNSName: String]
    /// Nil where every question was answered.
    package let obstacle: Obstacle?

    /// The domains whose records may be asked for, in order, at most eight.
    package static func domains(from start: DNSName) -> [DNSName] {
        guard !start.isRoot else { return [] }
        let longest = min(start.labels.count - 1, 7)
        return [start] + (0..<longest).map { start.suffix(longest - $0) }
    }

    /// Where the record of a domain stands; nil for a name that is too long to have one.
    package static func recordName(of domain: DNSName) -> DNSName? { domain.prepending("_dmarc") }

    /// - Parameters:
    ///   - exists: whether the start exists; what is not known counts as existing.
    ///   - texts: the TXT records of a name; asked in order, and no further than the walk goes.
    package init(from start: DNSName, exists: Bool = true, texts: (DNSName) -> PolicyAnswer<[UInt8]>) {
        var steps: [Step] = []
        var discarded: [DNSName: String] = [:]
        var obstacle: Obstacle?
        for domain in Self.domains(from: start) {
            guard let name = Self.recordName(of: domain) else { continue }
            let answer = texts(name)
            if case .failed(let reason) = answer {
                obstacle = Obstacle(domain: domain, reason: reason)
                break
            }
            switch Self.record(in: answer.values ?? []) {
            case .success(let record?):
                steps.append(Step(domain: domain, record: record))
            case .success(nil): continue
            case .failure(let error):
                discarded[domain] = error.problem
                continue
            }
            if steps.last?.record.suffix != .unknown { break }
        }
        self.steps = steps
        self.discarded = discarded
        self.obstacle = obstacle
        organization = Self.organization(of: start, steps)
        policy = Self.policy(for: start, organization, steps)
        let isOwn = policy.map { $0.domain == start } ?? true
        standing = isOwn ? .own : exists ? .below : .absent
    }

    private static func record(in texts: [[UInt8]]) -> Result<DMARCRecord?, PolicySyntaxError> {
        let candidates = texts.filter(DMARCRecord.isRecord)
        guard let text = candidates.first else { return .success(nil) }
        guard candidates.count == 1 else {
            return .failure(PolicySyntaxError("\(candidates.count) records, which count as none"))
        }
        do throws(PolicySyntaxError) {
            return .success(try DMARCRecord(text))
        } catch {
            return .failure(error)
        }
    }

    /// RFC 9989 §4.10.2.
    private static func organization(of start: DNSName, _ steps: [Step]) -> DNSName {
        if let own = steps.first(where: { $0.record.suffix == .no }) { return own.domain }
        if let suffix = steps.first(where: { $0.record.suffix == .yes && $0.domain != start }) {
            return start.suffix(suffix.domain.labels.count + 1)
        }
        return steps.last?.domain ?? start
    }

    /// The record of the domain itself, else of its organization, else of the public suffix above that.
    private static func policy(for start: DNSName, _ organization: DNSName, _ steps: [Step]) -> Step? {
        let places = [start, organization, organization.parent].compactMap(\.self)
        for (index, place) in places.enumerated() {
            guard let step = steps.first(where: { $0.domain == place }) else { continue }
            if index < 2 || step.record.suffix == .yes { return step }
        }
        return nil
    }

    /// What is asked of receivers for mail of the start; nil where no record speaks for it or it is not applied.
    package var requested: DMARCPolicy? { policy?.record.policy(for: standing) }

    /// The same with `t=y` taken into account.
    package var effective: DMARCPolicy? {
        guard let requested, let record = policy?.record else { return nil }
        return record.isTesting ? requested.milder : requested
    }
}

extension ReportURI {
    /// Where its host must say that it takes reports about a domain (RFC 9990 §4); nil where that is not needed.
    package func authorisationName(for domain: DNSName, organization: DNSName) -> DNSName? {
        guard !host.isWithin(organization) else { return nil }
        return DNSName(labels: domain.labels + [Array("_report".utf8), Array("_dmarc".utf8)] + host.labels)
    }

    /// Whether the TXT records there say so.
    package static func isAuthorised(by texts: [[UInt8]]) -> Bool {
        texts.contains { DMARCRecord.isRecord($0) && (try? TagList($0)) != nil }
    }
}
