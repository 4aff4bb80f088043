// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Inventory
import MailSubmission
import Model
import Pipeline
import Proof
import Risk
import Store
import StoreSQLite
import Synchronization
import Testing

/// Page one by mail, from cycles with nothing in them and a relay that does as it is told.
final class ReportMailingTests {
    /// Keeps what it takes, and takes what `fate` says.
    private final class Relay: Sendable {
        let taken = Mutex<[MailMessage]>([])
        let fate: @Sendable (MailAddress) -> SubmissionOutcome.Fate

        init(_ fate: @escaping @Sendable (MailAddress) -> SubmissionOutcome.Fate = { _ in .accepted }) {
            self.fate = fate
        }

        func submit(_ message: MailMessage) async -> SubmissionOutcome {
            taken.withLock { $0.append(message) }
            return SubmissionOutcome(
                fates: Dictionary(message.to.map { ($0, fate($0)) }) { first, _ in first }
            )
        }
    }

    private let folder: URL
    private let store: SQLiteStore
    private let today: CalendarDay
    private var reports: URL { folder.appending(path: "reports") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "mailing-\(UUID())")
        let project = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.createDirectory(
            at: folder.appending(path: "config"),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(
            at: project.appending(path: "Config/risk-model.conf"),
            to: folder.appending(path: "config/risk-model.conf")
        )
        store = try SQLiteStore(path: folder.appending(path: "store.db").path)
        today = try #require(CalendarDay(year: 2026, month: 11, day: 30))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private func configuration(_ lines: String = "") throws -> LoadedConfiguration {
        let text = """
            [Ministry]
            Name=Ministry of Foreign Affairs
            TimeZone=Europe/Paris
            Contact=soc@mfa.example
            [Chancery]
            ReportPeriod=monthly
            ReportMarking=TLP:AMBER
            MailRelay=relay.mfa.example:587
            MailFrom=chancery@mfa.example
            ReportMail=soc@mfa.example, head@mfa.example
            \(lines)
            """
        try Data(text.utf8).write(to: folder.appending(path: "config/chancery.conf"))
        return try LoadedConfiguration.load(directory: folder.appending(path: "config").path, today: today)
    }

    private func mailing(_ lines: String = "") throws -> ReportMailing {
        ReportMailing(store: store, directory: reports, configuration: try configuration(lines))
    }

    private static func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    /// A cycle that ended then, signed, with its report.
    private func report(_ finished: String) async throws {
        let configuration = try configuration()
        let end = try Self.instant(finished)
        let cycle = try await store.open(
            CyclePlan(
                started: end.addingTimeInterval(-60),
                estate: configuration.estate,
                vantage: "test",
                toolVersion: "1"
            )
        )
        let posture = configuration.method.model.posture(findings: [], estate: configuration.estate, at: end)
        try await store.close(cycle, at: end, posture: posture)
        _ = try await Sealer.open(store, state: folder, credentials: nil).sealEnded(now: end)
        let desk = ReportDesk(
            store: store,
            place: ReportIssue.Place(reports: reports, state: folder),
            configuration: configuration
        )
        _ = try await desk.write(at: end.addingTimeInterval(60))
    }

    @Test func pageOneGoesToEachOnceThePeriodIsOverAndOnlyOnce() async throws {
        try await report("2026-11-20T10:00:00Z")
        let end = try Self.instant("2026-11-30T23:00:00Z")
        let relay = Relay()
        let mailing = try mailing()
        #expect(try await !mailing.isDue(at: end.addingTimeInterval(-1)))
        #expect(try await mailing.isDue(at: end))
        let events = await mailing.send(at: end, by: relay.submit)
        #expect(
            events == [
                .mailed(name: "2026-11", recipient: "soc@mfa.example"),
                .mailed(name: "2026-11", recipient: "head@mfa.example"),
            ]
        )
        // Not after a restart either.
        #expect(try await !self.mailing().isDue(at: end.addingTimeInterval(60)))
        #expect(await mailing.send(at: end, by: relay.submit).isEmpty)
        let taken = relay.taken.withLock { $0 }
        #expect(taken.map(\.to.count) == [1, 1])
        let message = try #require(taken.first)
        #expect(message.subject.hasPrefix("[TLP:AMBER] Posture of Ministry of Foreign Affairs, 2026-11: "))
        #expect(message.text.hasPrefix("TLP:AMBER\n"))
        #expect(message.text.contains(reports.appending(path: "2026-11").path))
        let page = try Data(contentsOf: reports.appending(path: "2026-11/index.html"))
        #expect(message.attachments.map(\.bytes) == [Array(page)])
    }

    @Test func itHoldsWhatTellsTheReportFromAForgedOne() async throws {
        try await report("2026-11-20T10:00:00Z")
        let relay = Relay()
        _ = try await mailing().send(at: try Self.instant("2026-12-01T00:00:00Z"), by: relay.submit)
        let text = try #require(relay.taken.withLock { $0.first?.text })
        let manifest = try Data(contentsOf: reports.appending(path: "2026-11/manifest.json"))
        #expect(text.contains(SHA256.hex(Array(manifest))))
        let seal = try #require(try await store.seals().first)
        #expect(text.contains(SHA256.hex(Array(seal.head.bytes))))
        #expect(text.contains("Fingerprint of the signing key: "))
        #expect(text.contains("There is no earlier report of its kind"))
    }

    @Test func itIsComparedWithTheReportBefore() async throws {
        try await report("2026-10-20T10:00:00Z")
        try await report("2026-11-20T10:00:00Z")
        let relay = Relay()
        let events = try await mailing().send(at: try Self.instant("2026-12-01T00:00:00Z"), by: relay.submit)
        // That of October ended more than a fortnight ago.
        #expect(events.count == 2)
        let text = try #require(relay.taken.withLock { $0.first?.text })
        #expect(text.contains("Before (2026-10): "))
        #expect(
            text.contains(
                "Failures that began since 2026-10: 0\nFailures confirmed as mended since 2026-10: 0"
            )
        )
    }

    @Test func whatTheRelayDoesNotTakeNowIsTriedAgainWithTheSameMessageID() async throws {
        try await report("2026-11-20T10:00:00Z")
        let end = try Self.instant("2026-11-30T23:00:00Z")
        let down = Relay { address in
            address.description.hasPrefix("soc")
                ? .postponed(reason: "451 later") : .refused(reason: "550 no")
        }
        let mailing = try mailing()
        #expect(
            await mailing.send(at: end, by: down.submit) == [
                .postponed(name: "2026-11", recipient: "soc@mfa.example", reason: "451 later"),
                .refused(name: "2026-11", recipient: "head@mfa.example", reason: "550 no"),
            ]
        )
        let up = Relay()
        let later = try self.mailing()
        #expect(
            await later.send(at: end.addingTimeInterval(3_600), by: up.submit)
                == [.mailed(name: "2026-11", recipient: "soc@mfa.example")]
        )
        let ids = [down, up].map { $0.taken.withLock { $0[0].messageID } }
        #expect(ids[0] == ids[1])
        #expect(try await !later.isDue(at: end.addingTimeInterval(7_200)))
        let kept = try await store.reports(limit: 100).filter { $0.format.hasPrefix("mail") }
        #expect(
            Set(kept.map { "\($0.format) \($0.path)" }) == [
                "mail mailto:soc@mfa.example#2026-11", "mail-refused mailto:head@mfa.example#2026-11",
            ]
        )
    }

    @Test func anOldPeriodIsNoNews() async throws {
        try await report("2026-11-20T10:00:00Z")
        let end = try Self.instant("2026-11-30T23:00:00Z")
        let mailing = try mailing()
        #expect(try await mailing.isDue(at: end.addingTimeInterval(ReportMailing.patience)))
        #expect(try await !mailing.isDue(at: end.addingTimeInterval(ReportMailing.patience + 1)))
    }
}
