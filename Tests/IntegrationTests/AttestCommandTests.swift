// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Crypto
import Foundation
import Model
import Pipeline
import Risk
import Testing

@testable import chancery

/// Answers as a folder of configuration has them, listed and asked for.
struct AttestCommandTests {
    private static let today = CalendarDay(Date())

    private static let head = """
        [Ministry]
        Contact=noc@mfa.example

        [Mission paris]
        Name=Embassy in Paris
        Owner=it-paris@mfa.example

        [Endpoint www.mfa.example]

        """

    private static func answer(_ item: String, grade: String = "E1", days: Int, more: String = "") -> String {
        """

        [Attestation \(item)]
        Answer=yes
        Owner=CISO
        Date=\(today.adding(days: -100))
        ValidUntil=\(today.adding(days: days))
        Grade=\(grade)
        \(more)

        """
    }

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// What a folder with these answers and the shipped risk model says.
    private func load(_ attestations: String, files: [String: String] = [:]) throws -> LoadedConfiguration {
        try Data((Self.head + attestations).utf8).write(to: folder.url.appending(path: "chancery.conf"))
        for (name, text) in files { try Data(text.utf8).write(to: folder.url.appending(path: name)) }
        return try LoadedConfiguration.load(
            directory: folder.url.path,
            model: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path,
            today: Self.today
        )
    }

    private func rows(_ loaded: LoadedConfiguration) async throws -> [String: AttestationOverview.Row] {
        let rows = try await AttestationOverview(loaded, store: nil, at: Date()).rows
        return Dictionary(rows.map { ("\($0.standing.item) \($0.standing.subject.name)", $0) }) { first, _ in
            first
        }
    }

    @Test func everyItemHasAStateAnOwnerAndDays() async throws {
        let loaded = try load(
            Self.answer("Q1", days: 200) + Self.answer("Q2", days: 12) + Self.answer("Q3", days: -3)
                + Self.answer("Q4", grade: "E0", days: 100)
        )
        let rows = try await rows(loaded)
        #expect(rows.count == 46)
        #expect(rows["Q1 "]?.state == .valid && rows["Q1 "]?.daysLeft == 200)
        #expect(rows["Q2 "]?.state == .expiring && rows["Q2 "]?.owner == "CISO")
        #expect(rows["Q3 "]?.state == .expired && rows["Q3 "]?.daysLeft == -3)
        #expect(rows["Q4 "]?.state == .unbacked)
        #expect(rows["Q5 "]?.state == .open && rows["Q5 "]?.daysLeft == nil)
        // Nobody has answered, so whoever answers for the mission has to.
        #expect(rows["Q24 paris"]?.owner == "it-paris@mfa.example")
    }

    @Test func filesAreLookedAtAndAlteredOnesRefused() async throws {
        let hash = SHA256.hex(Array("register".utf8))
        let answer = Self.answer(
            "Q5",
            grade: "E3",
            days: 200,
            more: "Evidence=register.csv\nSHA256=\(hash)"
        )
        let right = try await rows(try load(answer, files: ["register.csv": "register"]))["Q5 "]
        #expect(right?.standing.backing == .verified && right?.standing.countsAs == .e3)
        try FileManager.default.removeItem(at: folder.url.appending(path: "register.csv"))
        let gone = try await rows(try load(answer))["Q5 "]
        #expect(gone?.standing.backing == .missing && gone?.standing.countsAs == .e1)
        let refusal = #expect(throws: ConfigurationRefusal.self) {
            try load(answer, files: ["register.csv": "altered"])
        }
        let actual = SHA256.hex(Array("altered".utf8))
        #expect(refusal?.text.contains("write \(actual)") == true)
        #expect(
            refusal?.text.contains("chancery.conf:17:8: error: SHA256:") == true,
            "\(refusal?.text ?? "")"
        )
    }

    @Test func aTemplateAsksForWhatNobodyAnswered() throws {
        let loaded = try load(Self.answer("Q1", days: 200))
        let (model, estate) = (loaded.method.model, loaded.estate)
        let general = AttestationTemplate.unanswered(model, estate, mission: nil).map(\.id)
        #expect(general.count == 44 && !general.contains("Q1") && !general.contains("Q24"))
        let paris = AttestationTemplate.unanswered(model, estate, mission: estate.mission("paris"))
        #expect(paris.map(\.id) == ["Q24"])
    }

    @Test func aTemplateIsRefusedUntilItIsFilledIn() throws {
        let bare = try load("")
        let mission = try #require(bare.estate.mission("paris"))
        let items = try AttestNames.items("Q24, Q2,Q2", in: bare.method.model)
        #expect(items.map(\.id) == ["Q24", "Q2"])
        let text = AttestationTemplate(items, mission: mission, today: Self.today).text
        let refusal = #expect(throws: ConfigurationRefusal.self) { try load(text) }
        #expect(refusal?.errors == 2)
        #expect(
            refusal?.text.contains(
                "[Attestation Q24 paris] lacks the required keys Answer, Date and ValidUntil"
            )
                == true
        )
        let hash = String(repeating: "a", count: 64)
        let filled = text.replacing("Answer=\n", with: "Answer=yes\n")
            .replacing("Date=\n", with: "Date=\(Self.today)\n")
            .replacing("ValidUntil=\n", with: "ValidUntil=\(Self.today.adding(days: 90))\n")
        // Dates alone do not do: the grade that is asked for wants to be backed.
        #expect(throws: ConfigurationRefusal.self) { try load(filled) }
        let backed = filled.replacing("Owner=\n", with: "Owner=Head of Mission\n")
            .replacing("Evidence=\n", with: "Evidence=Baseline, signed\n")
            .replacing("SHA256=\n", with: "SHA256=\(hash)\n")
        let loaded = try load(backed)
        #expect(loaded.estate.attestations.map(\.item) == ["Q24", "Q2"])
        #expect(loaded.estate.attestations.map(\.subject) == [.mission("paris"), .mission("paris")])
    }

    @Test func namesThatNobodyKnowsAreRefusedWithAHint() throws {
        let loaded = try load("")
        #expect(throws: ValidationError.self) { try AttestNames.mission("pariss", in: loaded.estate) }
        let error = #expect(throws: ValidationError.self) {
            try AttestNames.items("Q99", in: loaded.method.model)
        }
        #expect(error?.message.hasPrefix("no attestation item 'Q99'") == true)
        #expect(throws: (any Error).self) { try AttestList.parse(["--only", "opne"]) }
        #expect(
            try AttestList.parse(["--only", "open", "--only", "expiring"]).states == [.open, .expiring]
        )
    }
}
