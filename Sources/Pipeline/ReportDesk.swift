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
    private let place: ReportIssue.Place
    private let configuration: LoadedConfiguration
    private let warn: @Sendable (String) -> Void

    /// - Parameters:
    ///   - warn: is told why a report is not signed.
    package init(
        store: any Store,
        place: ReportIssue.Place,
        configuration: LoadedConfiguration,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.place = place
        self.configuration = configuration
        self.warn = warn
    }

    private var directory: URL { place.reports }

    private var zone: TimeZone { configuration.timeZone }

    private var settings: ReportSettings { configuration.settings.reports }

    /// Writes the reports of the newest closed cycle that are not there yet, and returns the names of their folders.
    ///
    /// Throws what the store and the file system throw; a report that was there before stays whole.
    package func write(at now: Date) async throws -> [String] {
        // What a power failure cut off may be large, and the store needs the room before the next report is written.
        try? ReportWriter(directory: directory, settings: settings).removeLeftovers()
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
        guard
            let issue = try await ReportIssue(from: store, configuration: configuration, at: place, now: now)
        else { return [] }
        issue.problem.map(warn)
        for name in missing.reversed() {
            for record in try issue.write(name: name) { try await store.record(record) }
            await issue.stamp(name).map(warn)
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
            let records = try await store.reports(limit: 100_000)
            // Only what this service wrote itself is handed on, or removed.
            let ended = names.compactMap { name -> Ended? in
                let prefix = directory.appending(path: name).path + "/"
                guard
                    let (period, end) = ReportPeriod.allCases.lazy.compactMap({ period in
                        period.end(ofFolder: name, timeZone: zone).map { (period, $0) }
                    }).first, end <= now, let record = records.first(where: { $0.path.hasPrefix(prefix) })
                else { return nil }
                return Ended(name: name, period: period, end: end, record: record)
            }
            let events = try await copy(
                ended.filter { settings.periods.contains($0.period) },
                at: now,
                records
            )
            let removed = remove(ended, at: now)
            if !removed.isEmpty { try await index.write() }
            return events + removed
        } catch {
            return [.failed(reason: error.localizedDescription)]
        }
    }

    /// A folder whose period is over.
    private struct Ended {
        let name: String
        let period: ReportPeriod
        let end: Date
        /// That of one of its files.
        let record: ReportRecord
    }

    private func copy(_ reports: [Ended], at now: Date, _ records: [ReportRecord]) async throws -> [Event] {
        let copied = Set(records.filter { $0.format == Self.copyFormat }.map(\.path))
        var events: [Event] = []
        for report in reports {
            for folder in settings.copies {
                let target = URL(filePath: folder).appending(path: report.name)
                guard !copied.contains(target.path) else { continue }
                do {
                    try ReportCopy.make(of: directory.appending(path: report.name), at: target)
                } catch {
                    events.append(
                        .notCopied(name: report.name, folder: folder, reason: error.localizedDescription)
                    )
                    continue
                }
                try await store.record(
                    ReportRecord(
                        cycle: report.record.cycle,
                        written: now,
                        format: Self.copyFormat,
                        path: target.path,
                        sha256: report.record.sha256
                    )
                )
                events.append(.copied(name: report.name, folder: folder))
            }
        }
        return events
    }

    /// The format under which the store keeps that a report was handed on.
    static let copyFormat = "copy"

    /// The newest stays whatever its age, for `latest` to point at.
    private func remove(_ ended: [Ended], at now: Date) -> [Event] {
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
