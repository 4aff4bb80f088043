// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Pipeline
import Testing

/// Routes of alerts as their user writes them, by the shipped risk model.
final class AlertReviewTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "routes-\(UUID())")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let project = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.copyItem(
            at: project.appending(path: "Config/risk-model.conf"),
            to: folder.appending(path: "risk-model.conf")
        )
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Why the folder is not taken; nil where it is.
    private func refusal(of routes: String, relay: String = "") throws -> String? {
        try Data("[Ministry]\nName=Test\nContact=soc@mfa.example\n\(relay)".utf8)
            .write(to: folder.appending(path: "chancery.conf"))
        try Data(routes.utf8).write(to: folder.appending(path: "alerts.conf"))
        let today = try #require(CalendarDay(year: 2026, month: 11, day: 27))
        do throws(ConfigurationRefusal) {
            _ = try LoadedConfiguration.load(directory: folder.path, today: today)
            return nil
        } catch {
            return error.text.replacing(folder.path + "/", with: "")
        }
    }

    @Test func aCategoryThatThereIsNotIsRefusedWhereItStands() throws {
        let said = try refusal(of: "[Alert a]\nChannel=journal\nCategories=data-leaks, cyber\n")
        let start = "alerts.conf:3:12: error: Categories: the risk model has no category 'cyber', but "
        #expect(said?.hasPrefix(start) == true, "\(said ?? "nothing")")
        #expect(try refusal(of: "[Alert a]\nChannel=journal\nCategories=data-leaks\n") == nil)
    }

    @Test func mailWithoutARelayIsRefusedWhereItStands() throws {
        let route = "[Alert a]\nChannel=mail\nTo=soc@mfa.example\n"
        let said = try refusal(of: route)
        let start = "alerts.conf:2:9: error: Channel=mail needs MailRelay= of [Chancery]"
        #expect(said?.hasPrefix(start) == true, "\(said ?? "nothing")")
        let relay = "[Chancery]\nMailRelay=relay.mfa.example:587\nMailFrom=chancery@mfa.example\n"
        #expect(try refusal(of: route, relay: relay) == nil)
    }
}
