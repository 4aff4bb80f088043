// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import Store

/// What the daemon says of itself in numbers, beside those of the newest cycle.
struct DaemonMetrics {
    let version: String
    let glance: DaemonGlance
    /// Of the configuration in force.
    let endpoints: Int
    let interval: Duration
    /// The newest closed cycle; nil where none was closed yet.
    let cycle: Cycle?
    /// Nil where the store did not answer.
    let statistics: StoreStatistics?
    /// When the newest report was written; nil where none was.
    let reportWritten: Date?
    let serving: ServingTally.Figures
    let process: ProcessFigures

    func families(at now: Date) -> [MetricFamily] {
        daemon + schedule(now) + store + http + kernel
    }

    private var daemon: [MetricFamily] {
        [
            MetricFamily(
                "chancery_daemon",
                .info,
                help: "The version of the running daemon.",
                samples: [.init(labels: ["version": version], value: 1)]
            ),
            Self.one(
                "chancery_configuration_loaded_timestamp_seconds",
                unit: "seconds",
                "When the configuration in force was read.",
                glance.configurationLoaded.timeIntervalSince1970
            ),
            Self.one(
                "chancery_configuration_reload_errors",
                "Errors of the last reload, for which the earlier configuration was kept; 0 where it was taken over.",
                Double(glance.reloadErrors)
            ),
            Self.one(
                "chancery_listed_endpoints",
                "Endpoints of the configuration in force.",
                Double(endpoints)
            ),
            Self.one(
                "chancery_watchdog_alive",
                "1 while work goes on and the watchdog is fed, else 0.",
                glance.isAlive ? 1 : 0
            ),
        ]
    }

    private func schedule(_ now: Date) -> [MetricFamily] {
        [
            Self.one(
                "chancery_cycle_running",
                "1 while a cycle runs, else 0.",
                glance.isWorking ? 1 : 0
            ),
            Self.one(
                "chancery_cycle_interval_seconds",
                unit: "seconds",
                "From the start of one cycle to the start of the next.",
                Double(interval.components.seconds)
            ),
            Self.one(
                "chancery_cycle_age_seconds",
                unit: "seconds",
                "Since the newest cycle was closed; absent where none was.",
                cycle?.finished.map { max(0, now.timeIntervalSince($0)).rounded() }
            ),
            Self.one(
                "chancery_next_cycle_timestamp_seconds",
                unit: "seconds",
                "When the next cycle is due; absent while one runs.",
                glance.nextCycle?.timeIntervalSince1970
            ),
            Self.one(
                "chancery_report_written_timestamp_seconds",
                unit: "seconds",
                "When the newest report was written; absent where none was.",
                reportWritten?.timeIntervalSince1970
            ),
        ]
    }

    private var store: [MetricFamily] {
        [
            Self.one("chancery_store_open", "1 where the store answers, else 0.", statistics == nil ? 0 : 1),
            Self.one(
                "chancery_store_size_bytes",
                unit: "bytes",
                "The store with its log, on the disk.",
                statistics.map { Double($0.bytes) }
            ),
            Self.one("chancery_store_cycles", "Cycles in the store.", statistics.map { Double($0.cycles) }),
            Self.one("chancery_store_facts", "Facts in the store.", statistics.map { Double($0.facts) }),
        ]
    }

    private var http: [MetricFamily] {
        [
            MetricFamily(
                "chancery_http_requests",
                .counter,
                help: "Requests that were answered, by status.",
                samples: serving.answers.sorted { $0.key < $1.key }.map {
                    .init(labels: ["code": "\($0.key)"], value: Double($0.value))
                }
            ),
            Self.one("chancery_http_connections", "Connections that are open.", Double(serving.open)),
            Self.one(
                "chancery_http_connections_turned_away",
                kind: .counter,
                "Connections beyond MaximumConnections=.",
                Double(serving.turnedAway)
            ),
            Self.one(
                "chancery_http_connections_broken_off",
                kind: .counter,
                "Connections that ended before their answer did.",
                Double(serving.brokenOff)
            ),
        ]
    }

    private var kernel: [MetricFamily] {
        [
            Self.one(
                "chancery_open_sockets",
                "Sockets that the daemon has open.",
                process.openSockets.map(Double.init)
            ),
            Self.one("process_open_fds", "Open file descriptors.", process.openFiles.map(Double.init)),
            Self.one("process_max_fds", "The most of them.", process.mostFiles.map(Double.init)),
            Self.one(
                "process_resident_memory_bytes",
                unit: "bytes",
                "Memory that is in use.",
                process.residentMemory.map(Double.init)
            ),
            Self.one(
                "process_cpu_seconds",
                kind: .counter,
                unit: "seconds",
                "Time of the processor.",
                process.processorTime
            ),
            Self.one(
                "process_start_time_seconds",
                unit: "seconds",
                "When the daemon was started.",
                glance.started.timeIntervalSince1970
            ),
        ]
    }

    /// A family of one sample; of none where the value is not known.
    private static func one(
        _ name: String,
        kind: MetricFamily.Kind = .gauge,
        unit: String? = nil,
        _ help: String,
        _ value: Double?
    ) -> MetricFamily {
        MetricFamily(
            name,
            kind,
            unit: unit,
            help: help,
            samples: value.map { [MetricFamily.Sample(labels: [:], value: $0)] } ?? []
        )
    }
}
