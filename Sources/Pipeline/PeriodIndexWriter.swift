// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Inventory
internal import Model
internal import Reports
internal import Risk
package import Store

/// Writes the page above the folders of all periods, from what the store keeps.
package struct PeriodIndexWriter: Sendable {
    /// Periods on the page; older ones stay in their folders.
    static let most = 60

    private let store: any Store
    private let directory: URL
    private let configuration: LoadedConfiguration

    package init(store: any Store, directory: URL, configuration: LoadedConfiguration) {
        self.store = store
        self.directory = directory
        self.configuration = configuration
    }

    /// Does nothing where no folder has a report that the store knows.
    ///
    /// Throws what the store and the file system throw; the page that was there before stays then.
    package func write() async throws {
        let periods = try await periods
        guard !periods.isEmpty else { return }
        let settings = configuration.settings.reports
        let page = try PeriodIndex.render(
            periods,
            organisation: configuration.estate.ministry.name,
            classification: settings.marking,
            timeZone: configuration.estate.ministry.timeZone,
            categories: configuration.method.model.categories.map(CategoryInfo.init),
            messages: configuration.messages
        )
        let access = ReportAccess(mode: settings.mode, group: settings.group)
        let temporary = directory.appending(path: ".\(PeriodIndex.path).\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: temporary) }
        try page.write(to: temporary, options: .withoutOverwriting)
        try FileManager.default.setAttributes(access.ofFiles, ofItemAtPath: temporary.path)
        try ReportWriter.move(temporary, over: directory.appending(path: PeriodIndex.path))
    }

    /// The newest report of each folder that is there.
    private var periods: [PeriodSummary] {
        get async throws {
            var cycles: [(folder: String, cycle: Cycle.ID)] = []
            var seen: Set<String> = []
            for record in try await store.reports(limit: 10_000)
            where record.path.hasPrefix(directory.path + "/") {
                let rest = record.path.dropFirst(directory.path.count + 1)
                let folder = String(rest.prefix { $0 != "/" })
                guard folder.count < rest.count, cycles.count < Self.most, seen.insert(folder).inserted,
                    FileManager.default.fileExists(atPath: directory.appending(path: folder).path)
                else { continue }
                cycles.append((folder, record.cycle))
            }
            var periods: [PeriodSummary] = []
            for (folder, cycle) in cycles {
                guard let posture = try await store.posture(of: cycle) else { continue }
                periods.append(PeriodSummary(folder: folder, posture: posture))
            }
            return periods
        }
    }
}
