// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import Proof
import Reports
import Store
import StoreSQLite
import Testing

/// A report of the second of two signed cycles, written an hour after it.
struct SignedReport {
    static let name = "2026-11"
    private static let configuration = Result {
        try LoadedConfiguration.load(
            directory: LaboratoryCycle.repository.appending(path: "Config").path,
            today: CalendarDay(ScriptedMinistry.start)
        )
    }

    let folder: TemporaryFolder
    let report: URL
    let document: ReportDocument
    private let written: Date

    init(writtenAt written: Date = ScriptedMinistry.start.addingTimeInterval(90_000)) async throws {
        let ministry = try ScriptedMinistry()
        let estate = try ScriptedMinistry.estate(["www.mfa.example", "old.mfa.example"])
        for cycle in 1...2 {
            try await ministry.keep(
                [
                    try ScriptedMinistry.visit(
                        "www.mfa.example",
                        from: "2026-10-24",
                        until: "2027-01-22",
                        bits: cycle == 1 ? 3072 : 1024
                    ),
                    try ScriptedMinistry.visit("old.mfa.example", from: "2026-08-01", until: "2026-11-01"),
                ],
                of: estate,
                at: written.addingTimeInterval(cycle == 1 ? -90_000 : -3600)
            )
        }
        folder = ministry.folder
        self.written = written
        _ = try await Sealer.open(ministry.store, state: folder.url, credentials: nil).sealEnded()
        (document, report) = try await Self.write(
            from: ministry.store,
            in: folder.url,
            at: written,
            Self.name
        )
        try ministry.store.close()
    }

    var store: SQLiteStore {
        get throws { try SQLiteStore(path: folder.url.appending(path: "chancery.db").path, readOnly: true) }
    }

    /// Writes another report from the same store.
    func again(after seconds: Double = 0, _ name: String) async throws -> (ReportDocument, URL) {
        let store = try store
        let result = try await Self.write(
            from: store,
            in: folder.url,
            at: written.addingTimeInterval(seconds),
            name
        )
        try store.close()
        return result
    }

    private static func write(from store: any Store, in folder: URL, at now: Date, _ name: String)
        async throws -> (ReportDocument, URL)
    {
        let configuration = try configuration.get()
        let assembly = ReportAssembly(store: store, configuration: configuration)
        var document = try #require(try await assembly.document(at: now))
        let proof = try await ReportProof.prepare(&document, from: store, state: folder, credentials: nil)
        let reports = folder.appending(path: "reports")
        _ = try ReportWriter(directory: reports, settings: configuration.settings.reports).write(
            document,
            formats: ReportFormat.allCases,
            name: name,
            proof: proof
        )
        return (document, reports.appending(path: name))
    }
}
