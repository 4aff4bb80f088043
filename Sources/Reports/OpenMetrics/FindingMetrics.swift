// SPDX-License-Identifier: Apache-2.0
import Model

/// Findings counted: by category, band and state; the unknown ones by reason.
enum FindingMetrics {
    private struct Group: Hashable {
        let category: String
        /// `none` for what is not open.
        let band: String
        let state: String
    }

    static func families(_ index: ExportIndex) -> [MetricFamily] {
        var groups = empty(index.document)
        var reasons: [Unestablished.Phase: Int] = [:]
        var overdue = index.document.categories.reduce(into: [String: Int]()) { $0[$1.id] = 0 }
        var borne = overdue
        for tracked in index.findings {
            let finding = ExportedFinding(tracked, in: index)
            let category = finding.category ?? "none"
            let state = tracked.isOpen ? Verdict.State.fail : finding.verdict.state
            let band = tracked.isOpen ? finding.open?.band.rawValue ?? "none" : "none"
            groups[Group(category: category, band: band, state: state.rawValue), default: 0] += 1
            if case .unknown(let gap) = finding.verdict { reasons[gap.phase, default: 0] += 1 }
            if finding.open?.isBorne == true { borne[category, default: 0] += 1 }
            if finding.open?.isBorne == false, finding.open?.isOverdue(on: index.today) == true {
                overdue[category, default: 0] += 1
            }
        }
        return [
            findings(groups),
            MetricFamily(
                "chancery_unknown_checks",
                help: "Questions without an answer, by what stood in the way.",
                samples: reasons.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    .init(labels: ["reason": $0.key.rawValue], value: Double($0.value))
                }
            ),
            byCategory(
                "chancery_findings_overdue",
                "Open findings past their deadline that nobody bears.",
                overdue
            ),
            byCategory(
                "chancery_findings_borne",
                "Open findings that an acceptance or an upheld dispute bears.",
                borne
            ),
        ]
    }

    /// Zero for every combination that there can be, so that a series does not end with its last finding.
    private static func empty(_ document: ReportDocument) -> [Group: Int] {
        var groups: [Group: Int] = [:]
        for category in document.categories {
            for band in Band.allCases {
                groups[Group(category: category.id, band: band.rawValue, state: "fail")] = 0
            }
            for state in Verdict.State.allCases where state != .fail {
                groups[Group(category: category.id, band: "none", state: state.rawValue)] = 0
            }
        }
        return groups
    }

    private static func findings(_ groups: [Group: Int]) -> MetricFamily {
        let sorted = groups.sorted {
            ($0.key.category, $0.key.state, $0.key.band) < ($1.key.category, $1.key.state, $1.key.band)
        }
        return MetricFamily(
            "chancery_findings",
            help: "Findings; failures have a band, and what is mended and not confirmed counts as failing.",
            samples: sorted.map { group, count in
                .init(
                    labels: ["category": group.category, "band": group.band, "state": group.state],
                    value: Double(count)
                )
            }
        )
    }

    private static func byCategory(_ name: String, _ help: String, _ counts: [String: Int]) -> MetricFamily {
        MetricFamily(
            name,
            help: help,
            samples: counts.sorted { $0.key < $1.key }.map {
                .init(labels: ["category": $0.key], value: Double($0.value))
            }
        )
    }
}
