// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import Reports
import Store

/// Whether the daemon lives, and whether what it says is of use.
enum Health {
    /// That this is answered is the answer.
    static let alive = answer(["status": "alive"], status: 200)

    static func answer(_ document: JSONValue, status: Int) -> WebAnswer {
        .instant(document.canonicalBytes, type: "application/json", status: status)
    }

    /// Why what is served is not to be relied upon; empty where it is.
    ///
    /// - Parameters:
    ///   - isEmpty: whether nothing is listed to measure.
    ///   - cycle: the newest closed one; nil where none was closed yet.
    ///   - opens: whether the store answers.
    static func reasons(
        opens: Bool,
        isEmpty: Bool,
        cycle: Cycle?,
        interval: Duration,
        glance: DaemonGlance,
        now: Date
    ) -> [String] {
        guard opens else { return ["the store does not answer"] }
        var reasons: [String] = []
        if !glance.isAlive { reasons.append("the running cycle makes no progress") }
        if isEmpty { return reasons + ["nothing is listed to measure"] }
        guard let finished = cycle?.finished else { return reasons + ["no cycle was closed yet"] }
        let age = now.timeIntervalSince(finished)
        let most = Double(interval.components.seconds) * 2
        if age > most {
            reasons.append(
                "the newest cycle was closed \(Int(age)) s ago, which is more than two intervals (\(Int(most)) s)"
            )
        }
        return reasons
    }
}

extension Website {
    func readiness() async -> WebAnswer {
        let glance = await source.glance()
        let running = await source.running()
        var cycle: Cycle?
        var opens = true
        do { cycle = try await snapshots.newestCycle() } catch { opens = false }
        let reasons = Health.reasons(
            opens: opens,
            isEmpty: running.estate.isEmpty,
            cycle: cycle,
            interval: running.settings.interval,
            glance: glance,
            now: Date()
        )
        return Health.answer(
            ["status": reasons.isEmpty ? "ready" : "not ready", "reasons": JSONValue(reasons)],
            status: reasons.isEmpty ? 200 : 503
        )
    }

    /// In the format of OpenMetrics where the caller takes it, as Prometheus does; else in the older one.
    func metrics(accept: String) async throws -> WebAnswer {
        let isOpen = accept.lowercased().contains("application/openmetrics-text")
        let running = await source.running()
        let daemon = DaemonMetrics(
            version: version,
            glance: await source.glance(),
            endpoints: running.estate.endpoints.count,
            interval: running.settings.interval,
            cycle: try? await snapshots.newestCycle(),
            statistics: try? await snapshots.currentStatistics(),
            reportWritten: try? await store.reports(limit: 1).first?.written,
            serving: tally.figures,
            process: ProcessFigures()
        )
        let figures = try? await snapshots.currentFigures()
        var bytes = (isOpen ? figures?.openMetrics : figures?.prometheus) ?? []
        for family in daemon.families(at: Date()) {
            family.write(onto: &bytes, as: isOpen ? .openMetrics : .prometheus)
        }
        if isOpen { bytes += "# EOF\n".utf8 }
        let type =
            isOpen
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8"
        return .instant(bytes, type: type)
    }
}
