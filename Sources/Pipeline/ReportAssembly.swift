// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
package import Foundation
internal import Inventory
internal import Messages
internal import Model
package import Reports
package import Risk
internal import Standards
package import Store

/// Puts a report together from the store and the method alone, so that yesterday's can be written again.
package struct ReportAssembly: Sendable {
    private let store: any Store
    private let method: Method
    private let settings: ReportSettings
    private let messages: Messages
    /// For how long after a change of the risk model both are shown.
    private let overlap: Duration

    package init(store: any Store, configuration: LoadedConfiguration) {
        self.store = store
        method = configuration.method
        settings = configuration.settings.reports
        messages = configuration.messages
        overlap = configuration.settings.modelOverlap
    }

    /// The document of the newest closed cycle; nil where none was closed yet.
    ///
    /// - Parameter looksOut: whether plan, calendar, inclusion and trend are in it, which takes most of the time.
    package func document(at now: Date, looksOut: Bool = true) async throws(StoreError) -> ReportDocument? {
        guard let kept = try await KeptCycle.loadEvidence(from: store) else { return nil }
        let (cycle, measurements, evidence) = (kept.cycle, kept.visits, kept.evidence)
        let former = try await store.cycles(limit: 2).first { $0.id != cycle.id }
        let previous: Posture? = if let former { try await store.posture(of: former.id) } else { nil }
        let findings = try await store.findings(FindingFilter())
        let measured = MeasuredEndpoints(
            evidence: evidence,
            measurements: measurements,
            appraisal: Appraisal(method.standards, at: [cycle.finished ?? now]),
            clients: method.clients
        )
        var document = ReportDocument(
            written: now,
            classification: settings.marking,
            messages: messages,
            cycle: cycle,
            estate: kept.estate,
            posture: kept.posture,
            previous: previous,
            findings: findings,
            checks: method.checkInfos,
            categories: method.model.categories.map(CategoryInfo.init),
            scenarios: method.model.scenarios.map(ScenarioInfo.init),
            attestationItems: method.model.attestations.map(AttestationItemInfo.init),
            measured: measured.byEndpoint(),
            vantage: ScanVantage(measurements.first { $0.subject == .ministry }),
            networks: EstateNetworks(of: .ministry, in: evidence).known
        )
        document.selfCheck = try await store.selfCheck(of: cycle.id)
        document.reloads = try await reloads(since: former?.finished ?? cycle.started, until: now)
        try await look(out: looksOut, from: kept, to: former, at: now, into: &document)
        return document
    }

    /// Adds plan, calendar, inclusion and trend, and what is otherwise than in the cycle before.
    ///
    /// One after the other: each has all findings in memory in a shape of its own, which is gone before the next begins.
    private func look(
        out: Bool,
        from kept: KeptCycle,
        to former: Cycle?,
        at now: Date,
        into document: inout ReportDocument
    ) async throws(StoreError) {
        let assembly = OutlookAssembly(store: store, method: method, overlap: overlap)
        if out { document.outlook = assembly.choices(on: kept, document.findings) }
        guard out || former != nil else { return }
        let whole = try await kept.withStandings(from: store)
        if out { try await assembly.complete(&document.outlook, of: whole, at: now) }
        guard let former else { return }
        document.difference = try await DifferenceAssembly(store: store, method: method)
            .difference(from: former, to: whole)
    }
}

extension ReportAssembly {
    /// The most that one report lists.
    private static let mostReloads = 100

    /// Oldest first.
    private func reloads(since start: Date, until end: Date) async throws(StoreError) -> [ReloadInfo] {
        try await store.events(of: [.reload], in: nil, limit: Self.mostReloads).reversed()
            .filter { $0.at >= start && $0.at <= end }
            .map { ReloadInfo(at: $0.at, lines: $0.lines) }
    }
}

extension EstateNetworks {
    /// Kinds of which there are any; empty without a table.
    fileprivate var known: [NetworkShares] { wasAsked ? kinds.filter { $0.things > 0 } : [] }
}

extension Method {
    /// What reports say of each check.
    package var checkInfos: [String: CheckInfo] {
        Catalog.identities.compactMapValues { identity in
            guard let rule = model.checks[identity.id] else { return nil }
            return CheckInfo(
                identity: identity,
                category: rule.category,
                controls: rule.controls.named,
                rationale: rule.rationale.isEmpty ? nil : rule.rationale,
                effort: rule.effort.rawValue
            )
        }
    }
}

extension Controls {
    /// By the framework's usual name.
    package var named: [String: [String]] {
        let names: [ControlCatalogue: String] = [
            .nist80053: "NIST SP 800-53r5", .csf2: "NIST CSF 2.0", .iso27001: "ISO/IEC 27001:2022",
            .nis2: "NIS2 Art. 21(2)",
        ]
        return Dictionary(uniqueKeysWithValues: identifiers.map { (names[$0] ?? $0.rawValue, $1) })
    }
}

extension CategoryInfo {
    init(_ category: RiskCategory) {
        self.init(id: category.id, title: category.title, isCore: category.isCore)
    }
}

extension ScenarioInfo {
    fileprivate init(_ scenario: Scenario) {
        self.init(
            id: scenario.id,
            category: scenario.category,
            title: scenario.title,
            paper: scenario.papers.map(\.rawValue).joined(separator: ", "),
            section: scenario.section,
            cited: scenario.cited.isEmpty ? nil : scenario.cited.joined(separator: "; "),
            citedVia: scenario.asCitedInB.isEmpty ? nil : scenario.asCitedInB.joined(separator: "; "),
            checks: scenario.checks,
            attestations: scenario.attestations,
            unmeasuredBecause: scenario.unmeasured,
            isOutOfScope: scenario.isOutOfScope
        )
    }
}

extension AttestationItemInfo {
    fileprivate init(_ item: AttestationItem) {
        self.init(
            id: item.id,
            question: item.question,
            evidence: item.evidence,
            scope: item.scope == .mission ? .mission : .ministry
        )
    }
}
