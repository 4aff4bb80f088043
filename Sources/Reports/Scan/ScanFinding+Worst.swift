// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Model

/// One verdict on an endpoint or on one of its addresses, with what the risk model says of it.
package struct ScanVerdict: Hashable, Sendable {
    package let finding: Finding
    package let identity: CheckIdentity
    /// Nil unless the verdict is a failure.
    package let band: Band?
    /// Control identifiers by framework.
    package let controls: [String: [String]]

    package init(finding: Finding, identity: CheckIdentity, band: Band?, controls: [String: [String]]) {
        self.finding = finding
        self.identity = identity
        self.band = band
        self.controls = controls
    }
}

extension ScanFinding {
    /// One finding a check: the worst of the addresses', named where they differ; worst first.
    static func worst(of verdicts: [ScanVerdict]) -> [ScanFinding] {
        let byCheck = Dictionary(grouping: verdicts, by: \.finding.check)
        // Findings are large, so their ranks are sorted in their stead.
        let ranks = byCheck.values.enumerated().compactMap { group, verdicts -> Rank? in
            guard let worst = verdicts.indices.min(by: { verdicts[$0].isWorse(than: verdicts[$1]) }) else {
                return nil
            }
            let check = verdicts[worst].identity.id
            return Rank(gravity: verdicts[worst].gravity, check: check, group: group, worst: worst)
        }
        let groups = Array(byCheck.values)
        return ranks.sorted { $0.stands(before: $1) }.map { finding(of: groups[$0.group], $0.worst) }
    }

    /// Where the worst verdict of one check stands.
    private struct Rank {
        let gravity: (Int, Int)
        let check: String
        let group: Int
        let worst: Int

        func stands(before other: Rank) -> Bool {
            gravity == other.gravity ? check < other.check : gravity > other.gravity
        }
    }

    private static func finding(of group: [ScanVerdict], _ position: Int) -> ScanFinding {
        let worst = group[position]
        let differs = group.count > 1 && group.contains { $0.finding.verdict != worst.finding.verdict }
        return ScanFinding(
            check: worst.identity.id,
            title: worst.identity.title,
            verdict: differs ? worst.finding.verdict.seen(at: worst.finding.subject) : worst.finding.verdict,
            band: worst.band,
            remedy: worst.identity.remedy,
            controls: worst.controls
        )
    }
}

extension ScanVerdict {
    fileprivate var gravity: (Int, Int) { (finding.verdict.state.severity, band?.rank ?? -1) }

    fileprivate func isWorse(than other: ScanVerdict) -> Bool {
        gravity == other.gravity ? finding.subject < other.finding.subject : gravity > other.gravity
    }
}

extension Verdict {
    /// The same verdict with the address said before what was seen.
    fileprivate func seen(at subject: Subject) -> Verdict {
        guard let address = subject.address else { return self }
        switch self {
        case .pass: return self
        case .fail(let level, let seen, let expected):
            return .fail(level: level, seen: "\(address): \(seen)", expected: expected)
        case .notApplicable(let reason): return .notApplicable(because: "\(address): \(reason)")
        case .notTested(let reason): return .notTested(because: "\(address): \(reason)")
        case .unknown(let gap):
            let reason = "\(address): \(gap.reason)"
            return .unknown(because: Unestablished(phase: gap.phase, reason: reason, attempts: gap.attempts))
        }
    }
}

extension Verdict.State {
    /// Failures before what could not be seen, before what was left out, before what is fine.
    var severity: Int {
        switch self {
        case .fail: 4
        case .unknown: 3
        case .notTested: 2
        case .pass: 1
        case .notApplicable: 0
        }
    }

    /// In words, for people.
    var words: String { rawValue.replacing("_", with: " ") }
}
