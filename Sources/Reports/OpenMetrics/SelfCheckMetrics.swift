// SPDX-License-Identifier: Apache-2.0
import Model

/// Whether the installation saw what it should before the newest cycle.
enum SelfCheckMetrics {
    static func families(_ document: ReportDocument) -> [MetricFamily] {
        let check = document.selfCheck
        let state = check?.state.rawValue ?? "not-made"
        let states = SelfCheck.State.allCases.map(\.rawValue) + ["not-made"]
        return [
            MetricFamily(
                "chancery_self_check",
                help: "1 for the state of the self-check before the newest cycle, 0 for the others.",
                samples: states.map { .init(labels: ["state": $0], value: $0 == state ? 1 : 0) }
            ),
            MetricFamily(
                "chancery_self_check_differences",
                help:
                    "Checks that judged the self-check's servers otherwise than they were made for; absent where none was made.",
                samples: check.map { [.init(labels: [:], value: Double($0.differences.count))] } ?? []
            ),
        ]
    }
}
