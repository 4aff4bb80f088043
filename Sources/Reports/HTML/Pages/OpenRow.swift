// SPDX-License-Identifier: Apache-2.0
import Model

/// A reason why checks of one endpoint could not say, or were left out.
struct OpenRow {
    let state: String
    let reason: String
    let checks: String

    /// One a state and reason, what was asked in vain first.
    static func rows(_ findings: [TrackedFinding], _ site: Site) -> [OpenRow] {
        struct Cause: Hashable {
            let state: Verdict.State
            let reason: String
        }
        var order: [Cause] = []
        var titles: [Cause: [String]] = [:]
        for finding in findings {
            guard let reason = reason(of: finding.finding) else { continue }
            let cause = Cause(state: finding.finding.verdict.state, reason: reason)
            let title = site.title(of: finding.finding.check)
            if titles[cause] == nil { order.append(cause) }
            titles[cause, default: []].append(title)
        }
        let unknown = order.filter { $0.state == .unknown }
        return (unknown + order.filter { $0.state != .unknown }).map { cause in
            OpenRow(
                state: Words.capitalized(cause.state.words),
                reason: cause.reason,
                checks: Words.counted(titles[cause] ?? [], atMost: 4)
            )
        }
    }

    /// Nil where there is a verdict, or the check does not apply.
    private static func reason(of finding: Finding) -> String? {
        let place = finding.subject.address.map { " (\($0))" } ?? ""
        switch finding.verdict {
        case .unknown(let gap): return "\(Words.phase(gap.phase)): \(gap.reason)\(place)"
        case .notTested(let reason): return reason + place
        case .pass, .fail, .notApplicable: return nil
        }
    }
}
