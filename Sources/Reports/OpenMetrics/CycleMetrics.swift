// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// Which cycle a report is about, and by what it was measured and judged.
enum CycleMetrics {
    static func families(_ document: ReportDocument) -> [MetricFamily] {
        let cycle = document.cycle
        func single(_ value: Double?) -> [MetricFamily.Sample] {
            value.map { [MetricFamily.Sample(labels: [:], value: $0)] } ?? []
        }
        return [
            MetricFamily(
                "chancery_build",
                .info,
                help: "What measured, and the method by which it was judged.",
                samples: [
                    .init(
                        labels: ["version": cycle.toolVersion, "method": document.posture.model.version],
                        value: 1
                    )
                ]
            ),
            MetricFamily(
                "chancery_cycle_number",
                help: "The newest cycle in the report.",
                samples: single(Double(cycle.id))
            ),
            MetricFamily(
                "chancery_cycle_started_timestamp_seconds",
                unit: "seconds",
                help: "When the cycle began.",
                samples: single(cycle.started.timeIntervalSince1970)
            ),
            MetricFamily(
                "chancery_cycle_finished_timestamp_seconds",
                unit: "seconds",
                help: "When the cycle was closed.",
                samples: single(cycle.finished?.timeIntervalSince1970)
            ),
            MetricFamily(
                "chancery_posture_timestamp_seconds",
                unit: "seconds",
                help: "The instant that the posture holds for.",
                samples: single(document.posture.asOf.timeIntervalSince1970)
            ),
        ]
    }
}
