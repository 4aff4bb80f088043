// SPDX-License-Identifier: Apache-2.0
package import Foundation
import Inventory
internal import Model
package import Store

/// The reports of periods: written anew after each cycle of the period, and handed on once it is over.
///
/// A period's folder is the report of the last cycle that ended in it; a period in which none ended has none.
package struct ReportDesk: Sendable {
    /// What happened to the report of a period that is over.
    package enum Event: Hashable, Sendable {
        case copied(name: String, folder: String)
        case notCopied(name: String, folder: String, reason: String)
        case removed(name: String)
        /// The folder of reports or the store could not be read.
        case failed(reason: String)
    }

    private let store: any Store
    private let directory: URL
    private let configuration: LoadedConfiguration
    private let zone: TimeZone
    private let state: URL
    private let warn: @Sendable (String) -> Void

    /// - Parameters:
    ///   - directory: the folder of all reports.
    ///   - state: where the signing key lies.
    ///   - warn: is told why a report is not signed.
    package init(
        store: any Store,
        directory: URL,
        state: URL,
        configuration: LoadedConfiguration,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.directory = directory
        self.configuration = configuration
        self.state = state
        self.warn = warn
        zone = TimeZone(identifier: configuration.estate.ministry.timeZone) ?? .gmt
    }

    private var settings: ReportSettings { configuration.settings.reports }

    /// Writes the reports of the newest closed cycle that are not there yet, and returns the names of their folders.
    ///
    /// Throws what the store and the file system throw; a report that was there before stays whole.
    package func write(at now: Date) async throws -> [String] {
        guard let cycle = try await store.cycles(limit: 1).first else { return [] }
        let finished = cycle.finished ?? now
        let written = Set(try await store.reports(limit: 1000).filter { $0.cycle == cycle.id }.map(\.path))
        let missing = settings.periods.map { $0.folderName(of: finished, timeZone: zone) }.filter { name in
            let folder = directory.appending(path: name).path
            return !written.contains {
                $0.hasPrefix(folder + "/") && FileManager.default.fileExists(atPath: $0)
            }
        }
        guard !missing.isEmpty else { return [] }
        let assembly = ReportAssembly(store: store, configuration: configuration)
        guard var document = try await assembly.document(at: now) else { return [] }
        let proof = try await ReportProof.prepare(&document, from: store, state: state)
        proof.problem.map(warn)
        let writer = ReportWriter(directory: directory, settings: settings)
        for name in missing.reversed() {
            for record in try writer.write(
                document,
                formats: ReportFormat.allCases,
                name: name,
                proof: proof
            ) {
                try await store.record(record)
            }
            await ReportTimestamp.add(
                to: directory.appending(path: name),
                by: configuration,
                state: state
            )
            .map(warn)
        }
        try await index.write()
        return missing
    }

    private var index: PeriodIndexWriter {
        PeriodIndexWriter(store: store, directory: directory, configuration: configuration)
    }

    /// When the next of the running periods is over.
    package func nextEnd(after now: Date) -> Date? {
        settings.periods.compactMap { $0.end(of: now, timeZone: zone) }.min()
    }

    /// Copies the reports of ended periods to where they were not copied yet, and removes those past their retention.
    package func close(at now: Date) async -> [Event] {
        do {
            guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
            let ended = names.compactMap { name in
                settings.periods.lazy.compactMap { $0.end(ofFolder: name, timeZone: zone) }.first
                    .map { (name: name, end: $0) }
            }
            .filter { $0.end <= now }
            let events = try await copy(ended.map(\.name), at: now)
            let removed = remove(ended, at: now)
            if !removed.isEmpty { try await index.write() }
            return events + removed
        } catch {
            return [.failed(reason: error.localizedDescription)]
        }
    }

    private func copy(_ names: [String], at now: Date) async throws -> [Event] {
        guard !settings.copies.isEmpty, !names.isEmpty else { return [] }
        let records = try await store.reports(limit: 100_000)
        let copied = Set(records.filter { $0.format == Self.copyFormat }.map(\.path))
        var events: [Event] = []
        for name in names {
            let source = directory.appending(path: name)
            // Only what this service wrote itself is handed on.
            guard let original = records.first(where: { $0.path.hasPrefix(source.path + "/") }) else {
                continue
            }
            for folder in settings.copies {
                let target = URL(filePath: folder).appending(path: name)
                guard !copied.contains(target.path) else { continue }
                do {
                    try ReportCopy.make(of: source, at: target)
                } catch {
                    events.append(.notCopied(name: name, folder: folder, reason: error.localizedDescription))
                    continue
                }
                try await store.record(
                    ReportRecord(
                        cycle: original.cycle,
                        written: now,
                        format: Self.copyFormat,
                        path: target.path,
                        sha256: original.sha256
                    )
                )
                events.append(.copied(name: name, folder: folder))
            }
        }
        return events
    }

    /// The format under which the store keeps that a report was handed on.
    static let copyFormat = "copy"

    /// The newest stays whatever its age, for `latest` to point at.
    private func remove(_ ended: [(name: String, end: Date)], at now: Date) -> [Event] {
        guard let retention = settings.retention else { return [] }
        let past = ended.filter { $0.end.addingTimeInterval(Double(retention.components.seconds)) <= now }
        let latest = try? FileManager.default.destinationOfSymbolicLink(
            atPath: directory.appending(path: "latest").path
        )
        return past.filter { $0.name != latest }.map { report in
            do {
                try FileManager.default.removeItem(at: directory.appending(path: report.name))
                // Its PDF is there only where one was made.
                try? FileManager.default.removeItem(at: directory.appending(path: report.name + ".pdf"))
                return .removed(name: report.name)
            } catch {
                return .failed(reason: error.localizedDescription)
            }
        }
    }
}
