// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import Settings
import Testing

/// Acceptances of a folder as its user writes them, by the shipped risk model.
final class AcceptanceReviewTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "acceptances-\(UUID())")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let project = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.copyItem(
            at: project.appending(path: "Config/risk-model.conf"),
            to: folder.appending(path: "risk-model.conf")
        )
        try Data("[Ministry]\nName=Test\nContact=soc@mfa.example\n".utf8)
            .write(to: folder.appending(path: "chancery.conf"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What reading says of an acceptance from 1 November 2026 on, as of 27 November.
    private func said(
        check: String,
        criticality: String,
        expires: String,
        more: String = ""
    ) throws -> (warnings: [String], refusal: String?) {
        let objectives = ["Confidentiality", "Integrity", "Availability"].map { "\($0)=\(criticality)\n" }
        let endpoints = folder.appending(path: "endpoints.d")
        try FileManager.default.createDirectory(at: endpoints, withIntermediateDirectories: true)
        try Data("[Endpoint www.mfa.example]\n\(objectives.joined())".utf8)
            .write(to: endpoints.appending(path: "a.conf"))
        let acceptance = """
            [Acceptance one]
            Check=\(check)
            Endpoint=www.mfa.example
            Reason=Until the kiosks are replaced.
            Approver=A. Martin
            Approved=2026-11-01
            Expires=\(expires)
            \(more)
            """
        try Data(acceptance.utf8).write(to: folder.appending(path: "acceptances.conf"))
        let today = try #require(CalendarDay(year: 2026, month: 11, day: 27))
        do throws(ConfigurationRefusal) {
            let read = try LoadedConfiguration.load(directory: folder.path, today: today)
            return (read.inventory.warnings.map(\.summary), nil)
        } catch {
            return ([], error.text.replacing(folder.path + "/", with: ""))
        }
    }

    @Test func whatCanBearNoFailureIsRefusedWhereItStands() throws {
        let check = "certificate.expired"
        let (_, tooLong) = try said(check: check, criticality: "high", expires: "2027-05-01")
        #expect(
            tooLong?.hasPrefix(
                "acceptances.conf:7:9: error: by the risk model such an acceptance lasts at most 90 days, until "
                    + "2027-01-30; every failure of \(check) there is of band high\n"
            ) == true,
            "\(tooLong ?? "nothing")"
        )
        #expect(try said(check: check, criticality: "high", expires: "2027-01-30").refusal == nil)
    }

    @Test func aVeryHighRiskNeedsAMinister() throws {
        let check = "certificate.expired"
        let (_, refusal) = try said(check: check, criticality: "very-high", expires: "2027-01-30")
        #expect(refusal?.hasPrefix("acceptances.conf:5:10: error: ") == true, "\(refusal ?? "nothing")")
        let (_, clerk) = try said(
            check: check,
            criticality: "very-high",
            expires: "2027-01-30",
            more: "ApproverRole=Clerk"
        )
        #expect(clerk?.hasPrefix("acceptances.conf:8:14: error: ") == true, "\(clerk ?? "nothing")")
        let minister = try said(
            check: check,
            criticality: "very-high",
            expires: "2027-01-30",
            more: "ApproverRole=Minister"
        )
        #expect(minister.refusal == nil)
    }

    @Test func whatBearsOnlyTheMilderFailuresIsAWarning() throws {
        // An unknown root weighs less than a self-signed certificate.
        let mild = try said(check: "certificate.untrusted", criticality: "high", expires: "2027-05-01")
        #expect(mild.refusal == nil)
        let warning = mild.warnings.first { $0.contains("acceptances.conf:7:9: warning: ") }
        #expect(warning?.contains("does not count where certificate.untrusted is of band high") == true)
    }

    @Test func whatRanOutIsLeftAlone() throws {
        let past = try said(check: "certificate.untrusted", criticality: "very-high", expires: "2026-11-26")
        #expect(past.refusal == nil)
        #expect(past.warnings.contains { $0.contains("ran out") })
    }
}
