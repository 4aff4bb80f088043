// SPDX-License-Identifier: Apache-2.0
import Model

/// A reason why checks of one endpoint could not say, or were left out.
struct OpenRow {
    let state: String
    /// Of what is unknown; nil for what was left out.
    let phase: String?
    let reason: String
    /// The address in brackets; empty where it is that of no single one.
    let place: String
    let checks: String

    /// One a state and reason, what was asked in vain first.
    static func rows(_ findings: [TrackedFinding], _ site: Site) -> [OpenRow] {
        var order: [Cause] = []
        var titles: [Cause: [String]] = [:]
        for finding in findings {
            guard let cause = Cause(finding.finding) else { continue }
            let title = site.title(of: finding.finding.check)
            if titles[cause] == nil { order.append(cause) }
            titles[cause, default: []].append(title)
        }
        let unknown = order.filter { $0.state == .unknown }
        return (unknown + order.filter { $0.state != .unknown }).map { cause in
            OpenRow(
                state: Words.capitalized(Words.state(cause.state)),
                phase: cause.phase.map(Words.phase),
                reason: cause.reason,
                place: cause.place,
                checks: Words.counted(titles[cause] ?? [], atMost: 4)
            )
        }
    }

    private struct Cause: Hashable {
        let state: Verdict.State
        let phase: Unestablished.Phase?
        let reason: String
        let place: String

        /// Nil where there is a verdict, or the check does not apply.
        init?(_ finding: Finding) {
            state = finding.verdict.state
            place = finding.subject.address.map { " (\($0))" } ?? ""
            switch finding.verdict {
            case .unknown(let gap): (phase, reason) = (gap.phase, gap.reason)
            case .notTested(let because): (phase, reason) = (nil, because)
            case .pass, .fail, .notApplicable: return nil
            }
        }
    }
}
