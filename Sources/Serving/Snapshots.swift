// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Pipeline
import Reports
import Store

/// What the newest closed cycle says, read from the store once a cycle, however many ask.
actor Snapshots {
    /// What lists are made of.
    struct Listing: Sendable {
        let cycle: Cycle
        let estate: Estate
        let posture: Posture
        /// The posture as `chancery posture --format json` prints it.
        let postureJSON: [UInt8]
        /// Of every verdict, worst first.
        let findings: [FindingLine]
    }

    /// The metrics of a cycle, as each format writes them.
    struct Figures: Sendable {
        let cycle: Cycle.ID
        let openMetrics: [UInt8]
        let prometheus: [UInt8]
    }

    /// How long the size of the store counts as known; finding it out counts rows.
    private static let statisticsAge: Duration = .seconds(60)

    private let store: any Store
    private let source: any DaemonSource
    private var listing: (cycle: Cycle.ID, task: Task<Listing?, any Error>)?
    private var making: (cycle: Cycle.ID, task: Task<Figures?, any Error>)?
    private var figures: Figures?
    private var statistics: (read: ContinuousClock.Instant, value: StoreStatistics)?

    init(store: any Store, source: any DaemonSource) {
        self.store = store
        self.source = source
    }

    /// Nil where no cycle was closed yet.
    func newestCycle() async throws(StoreError) -> Cycle? { try await store.cycles(limit: 1).first }

    /// Nil where no cycle was closed yet.
    func currentListing() async throws -> Listing? {
        guard let cycle = try await newestCycle() else { return nil }
        if let listing, listing.cycle == cycle.id { return try await listing.task.value }
        let store = store
        let task = Task.detached(priority: .utility) { () async throws -> Listing? in
            guard let posture = try await store.posture(of: cycle.id) else { return nil }
            let findings = try await store.findings(FindingFilter())
            return Listing(
                cycle: cycle,
                estate: try await store.estate(of: cycle),
                posture: posture,
                postureJSON: try JSONText.bytes(posture),
                findings: FindingListing(findings, posture, now: posture.asOf).lines
            )
        }
        listing = (cycle.id, task)
        do {
            return try await task.value
        } catch {
            // What failed once is tried again by the next who asks.
            if listing?.cycle == cycle.id { listing = nil }
            throw error
        }
    }

    /// Those of the newest cycle; while they are made, those of the cycle before stand.
    ///
    /// So no scrape waits but the first. Nil where no cycle was closed yet.
    func currentFigures() async throws -> Figures? {
        guard let cycle = try await newestCycle() else { return nil }
        if let figures, figures.cycle == cycle.id { return figures }
        if making?.cycle != cycle.id { make(cycle.id) }
        if let figures { return figures }
        return try await making?.task.value
    }

    private func make(_ cycle: Cycle.ID) {
        let (store, source) = (store, source)
        let task = Task.detached(priority: .utility) { () async throws -> Figures? in
            let assembly = ReportAssembly(store: store, configuration: await source.running())
            guard let document = try await assembly.document(at: Date(), looksOut: false) else { return nil }
            let families = OpenMetricsReport.families(document)
            return Figures(
                cycle: document.cycle.id,
                openMetrics: Self.text(families, as: .openMetrics),
                prometheus: Self.text(families, as: .prometheus)
            )
        }
        making = (cycle, task)
        Task {
            let made = try? await task.value
            self.take(made, of: cycle)
        }
    }

    private func take(_ made: Figures?, of cycle: Cycle.ID) {
        if let made { figures = made }
        if making?.cycle == cycle { making = nil }
    }

    private static func text(_ families: [MetricFamily], as format: MetricFamily.Format) -> [UInt8] {
        families.reduce(into: []) { $1.write(onto: &$0, as: format) }
    }

    /// Throws where the store does not answer.
    func currentStatistics() async throws(StoreError) -> StoreStatistics {
        if let statistics, ContinuousClock.now - statistics.read < Self.statisticsAge {
            return statistics.value
        }
        let value = try await store.statistics()
        statistics = (.now, value)
        return value
    }
}
