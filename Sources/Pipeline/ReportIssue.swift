// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Inventory
internal import Model
internal import Reports
package import Store

/// The report of the newest closed cycle with its proof: put together once, written under each name that is asked for.
package struct ReportIssue: Sendable {
    private let document: ReportDocument
    private let proof: ReportProof
    private let place: Place
    private let configuration: LoadedConfiguration

    /// Where reports lie, and the key that signs them.
    package struct Place: Sendable {
        /// The folder of all reports.
        package let reports: URL
        /// Where the signing key lies.
        package let state: URL

        package init(reports: URL, state: URL) {
            self.reports = reports
            self.state = state
        }
    }

    /// Nil where no cycle was closed yet; throws what the store throws.
    package init?(from store: any Store, configuration: LoadedConfiguration, at place: Place, now: Date)
        async throws
    {
        let assembly = ReportAssembly(store: store, configuration: configuration)
        guard var document = try await assembly.document(at: now) else { return nil }
        proof = try await ReportProof.prepare(&document, from: store, state: place.state)
        self.document = document
        self.place = place
        self.configuration = configuration
    }

    /// Why it is not signed, or not all of it proven; nil where all of it is.
    package var problem: String? { proof.problem }

    /// The folder for reports that are written out of turn: the day in the ministry's time zone, `2026-11-23`.
    package var day: String {
        ReportPeriod.daily.folderName(of: document.written, timeZone: configuration.timeZone)
    }

    /// Writes a folder, whole or not at all, and returns a record of each format; throws what the file system throws.
    package func write(_ formats: [ReportFormat] = ReportFormat.allCases, name: String) throws
        -> [ReportRecord]
    {
        try ReportWriter(directory: place.reports, settings: configuration.settings.reports)
            .write(document, formats: formats, name: name, proof: proof)
    }

    /// Has the configured authority stamp a written folder; returns why there is no stamp where one was wanted.
    package func stamp(_ name: String) async -> String? {
        await ReportTimestamp.add(
            to: place.reports.appending(path: name),
            by: configuration,
            state: place.state
        )
    }
}

extension LoadedConfiguration {
    /// In which report periods begin and end.
    package var timeZone: TimeZone { TimeZone(identifier: estate.ministry.timeZone) ?? .gmt }
}
