// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import StoreSQLite
import Testing

/// The dead man's alert where cycles are held back on purpose.
final class AlertStallTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "alerts-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let project = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.copyItem(
            at: project.appending(path: "Config/risk-model.conf"),
            to: folder.appending(path: "risk-model.conf")
        )
        let text = """
            [Ministry]
            Name=Ministry
            Contact=soc@mfa.example
            [Chancery]
            Interval=6h
            Jitter=0s
            QuietHours=Mon 06:00-23:00
            Blackout=2026-12-24/2026-12-31
            [Domain mfa.example]
            [Alert all]
            Channel=journal
            """
        try Data(text.utf8).write(to: folder.appending(path: "chancery.conf"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// When it begins to wait, and the last hour after that in which nothing is told.
    static let waits: [(start: String, silent: Int)] = [
        // A Wednesday, on which nothing is held back: two intervals, whatever comes in December.
        ("2026-11-25T00:00:00Z", 12),
        // A Monday, with its 17 hours.
        ("2026-11-23T00:00:00Z", 29),
        // Eight days.
        ("2026-12-23T20:00:00Z", 204),
    ]

    @Test("two intervals may pass, and the longest hold since", arguments: waits)
    func patience(_ start: String, _ silent: Int) async throws {
        let start = try Date(start, strategy: .iso8601)
        let today = try #require(CalendarDay(year: 2026, month: 11, day: 18))
        let configuration = try LoadedConfiguration.load(directory: folder.path, today: today)
        let store = try SQLiteStore(path: folder.appending(path: "store.db").path)
        let desk = AlertDesk(store: store, configuration: configuration)
        for hour in 0...silent {
            #expect(try await desk.review(at: start.addingTimeInterval(Double(hour) * 3600)) == 0, "\(hour)")
        }
        #expect(try await desk.review(at: start.addingTimeInterval(Double(silent + 1) * 3600)) == 1)
        try store.close()
    }
}
