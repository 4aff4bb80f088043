// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Laboratory
import Model
import Settings
import Testing

struct DemoConfigurationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let templates = root.appending(path: "Config/demo").path

    private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "demo-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    private func read(on today: CalendarDay) throws -> Configuration {
        try withFolder { folder in
            try DemoConfiguration.write(from: Self.templates, to: folder.path, today: today, port: 9443)
            return try ConfigurationReader.read(
                directory: folder.path,
                knownChecks: ["tls.tls1.0-offered", "certificate.untrusted", "certificate.weak-rsa-key"],
                today: today
            )
        }
    }

    @Test(arguments: ["2026-11-23", "2028-02-29", "2031-12-31"])
    func theShippedDemoIsValidOnAnyDay(day: String) throws {
        let today = try #require(CalendarDay(day))
        let configuration = try read(on: today)
        #expect(
            configuration.warnings.map(\.message).sorted() == [
                "the acceptance ran out; its finding counts again",
                "the attestation ran out and no longer counts",
                "the attestation ran out and no longer counts",
            ]
        )
        let estate = configuration.estate
        #expect(estate.missions.count == 4)
        #expect(Set(estate.missions.compactMap(\.region)).count == 3)
        #expect(estate.acceptances.filter { $0.approved <= today && today <= $0.expires }.count == 1)
        #expect(estate.attestations.contains { $0.isValid(on: today) && $0.subject == .mission("paris") })
        #expect(Set(estate.attestations.map(\.grade)) == Set(EvidenceGrade.allCases))
    }

    @Test(arguments: ["2026-11-23", "2031-12-31"])
    func theShippedDraftsAreAnswersThatNobodyHasGivenYet(day: String) throws {
        let today = try #require(CalendarDay(day))
        let estate = try read(on: today).estate
        let drafts = try withFolder { folder in
            try DemoConfiguration.write(from: Self.templates, to: folder.path, today: today, port: 9443)
            return try AttestationFile.read(
                path: folder.appending(path: "drafts.d/data-sharing.conf").path,
                missions: estate.missions.map(\.id),
                today: today
            )
        }
        #expect(drafts.map(\.item) == ["Q29", "Q30", "Q31"])
        #expect(Set(drafts.map(\.answer)) == [.yes, .partly, .no])
        #expect(Set(estate.attestations.map(\.item)).isDisjoint(with: drafts.map(\.item)))
    }

    @Test func theShippedDemoListsEverySpecimen() throws {
        let today = try #require(CalendarDay("2026-11-23"))
        let estate = try read(on: today).estate
        let listed = estate.endpoints.map { "\($0.host) \($0.addresses.map(\.description)) \($0.port)" }
        let specimens = Specimen.demo.map { "\($0.host) [\"\($0.address)\"] 9443" }
        // The mail host is known by its name alone.
        #expect(listed.sorted() == (specimens + ["mx1.mfa.example [] 25"]).sorted())
        #expect(estate.domains.map(\.name) == DomainSpecimen.demo.map(\.domain))
        #expect(estate.accounts.map(\.endpoint) == ["www.mfa.example", "press.paris.mfa.example"])
        #expect(estate.endpoints.allSatisfy { $0.mission != nil })
    }

    @Test(arguments: [
        ("Date=@today@", "Date=2026-11-23"), ("a=@today+8d@ b=@today-23d@", "a=2026-12-01 b=2026-10-31"),
        ("Port=@port@", "Port=9443"),
        ("Owner=it@mfa.example, x@mfa.example", "Owner=it@mfa.example, x@mfa.example"),
        ("# @tomorrow@ is no placeholder", "# @tomorrow@ is no placeholder"), ("a\n\nb\n", "a\n\nb\n"),
        ("Until=@today+99999d@", "Until=2300-09-07"),
    ])
    func placeholdersAreFilledIn(template: String, expected: String) throws {
        let today = try #require(CalendarDay("2026-11-23"))
        #expect(try DemoConfiguration.fill(template, today: today, port: 9443, name: "x.conf") == expected)
    }

    @Test(arguments: ["@tomorrow@", "@today+30@", "@today+d@", "@today+123456d@", "@today--3d@"])
    func anUnknownPlaceholderIsAnErrorWithItsPlace(placeholder: String) throws {
        let today = try #require(CalendarDay("2026-11-23"))
        let expected = DemoConfigurationError.unknownPlaceholder(placeholder, file: "x.conf", line: 2)
        #expect(throws: expected) {
            try DemoConfiguration.fill("[A]\nDate=\(placeholder)", today: today, port: 1, name: "x.conf")
        }
    }

    @Test func nothingIsWrittenWhereATemplateIsWrong() throws {
        let today = try #require(CalendarDay("2026-11-23"))
        try withFolder { folder in
            let source = folder.appending(path: "source")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try Data("Date=@today@\n".utf8).write(to: source.appending(path: "a.conf"))
            try Data("Date=@never@\n".utf8).write(to: source.appending(path: "b.conf"))
            let target = folder.appending(path: "target").path
            #expect(throws: DemoConfigurationError.unknownPlaceholder("@never@", file: "b.conf", line: 1)) {
                try DemoConfiguration.write(from: source.path, to: target, today: today)
            }
            #expect(!FileManager.default.fileExists(atPath: target))
        }
    }

    @Test func aFolderWithoutTemplatesIsAnError() throws {
        let today = try #require(CalendarDay("2026-11-23"))
        try withFolder { folder in
            let expected = DemoConfigurationError.noTemplates(folder.path)
            #expect(throws: expected) {
                try DemoConfiguration.write(from: folder.path, to: "\(folder.path)/out", today: today)
            }
        }
    }
}
