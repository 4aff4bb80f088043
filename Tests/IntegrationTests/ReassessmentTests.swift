// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Facts
import Foundation
import Inventory
import Laboratory
import Model
import Risk
import Store
import StoreSQLite
import Testing

@testable import Pipeline
@testable import chancery

@Suite(.serialized)
struct ReassessmentTests {
    private static let expired = "certificate.expired"

    private static let specimens = [
        Specimen(host: "sound.lab.example", number: 231, fault: nil),
        Specimen(host: "expired.lab.example", number: 232, fault: .expired),
    ]

    private func reassessment() throws -> Reassessment {
        Reassessment(method: try ScriptedMinistry.method.get())
    }

    /// Compares by the canonical bytes.
    private func expectSame(
        _ left: Posture,
        _ right: Posture,
        sourceLocation: SourceLocation = #_sourceLocation
    )
        throws
    {
        let bytes = try [left, right].map { try CanonicalJSON.encode($0) }
        #expect(bytes[0] == bytes[1], sourceLocation: sourceLocation)
    }

    @Test func aLaboratoryCycleJudgedAgainIsThePostureThatWasKept() async throws {
        let laboratory = try await Laboratory.start(Self.specimens, port: 0)
        let folder = try TemporaryFolder()
        let root = folder.url.appending(path: "root.pem")
        try laboratory.rootCertificatePEM.write(to: root, atomically: true, encoding: .utf8)
        var service = LoopbackScan.settings
        service.trustStore = root.path
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let method = try ScriptedMinistry.method.get()
        let estate = Estate(
            ministry: Ministry(name: "Laboratory"),
            endpoints: try laboratory.endpoints.map {
                try LoopbackScan.endpoint(host: $0.host, at: $0.address, port: $0.port)
            }
        )
        for _ in 0..<2 {
            let instruments = try Instruments(MeasuringSettings(service))
            let cycle = AssessmentCycle(
                store: store,
                instruments: instruments,
                method: method,
                toolVersion: "test"
            )
            let outcome = try await cycle.run(over: estate)
            await instruments.shutdown()
            let kept = try #require(try await KeptCycle.load(from: store))
            let again = try reassessment().result(of: kept, asOf: CalendarDay(outcome.posture.asOf))
            try expectSame(again.after, try #require(try await store.posture(of: nil)))
            try expectSame(again.after, outcome.posture)
            #expect(again.findings == outcome.findings)
            #expect(again.changes.isEmpty && again.attestations.isEmpty && again.acceptances.isEmpty)
        }
        await laboratory.stop()
        // The second cycle took nothing from the first.
        let first = try #require(try await KeptCycle.load(1, from: store))
        try expectSame(try reassessment().result(of: first).after, first.posture)
        #expect(first.posture.items.contains { $0.key.check == Self.expired && $0.verdict.state == .fail })
        try store.close()
    }

    @Test func whatEndsByThenFailsFromItsDayOn() async throws {
        let ministry = try await ScriptedMinistry.afterOneCycle()
        let kept = try await ministry.kept()
        let result = try reassessment().result(of: kept, asOf: try ScriptedMinistry.day("2027-03-15"))
        let key = FindingKey(
            check: Self.expired,
            subject: try ScriptedMinistry.address(of: "www.mfa.example")
        )
        let change = try #require(result.changes.first { $0.check == key.check && $0.subject == key.subject })
        #expect(change.kind == .new)
        #expect(change.day == CalendarDay("2027-01-22"))
        #expect(change.before == .pass)
        let tracked = try #require(result.findings.first { $0.finding.key == key })
        let end = try ScriptedMinistry.day("2027-01-22").start.addingTimeInterval(3601)
        #expect(tracked.firstFailed == end)
        #expect(tracked.since == end)
        let item = try #require(result.after.items.first { $0.key == key })
        #expect(item.firstFailed == end)
        let ended = result.changes.first { $0.check == "certificate.not-yet-valid" && $0.kind == .gone }
        #expect(ended?.subject == (try ScriptedMinistry.address(of: "new.mfa.example")))
        #expect(ended?.day == CalendarDay("2026-12-01"))
        #expect(
            result.after.asOf == (try ScriptedMinistry.day("2027-03-15")).start.addingTimeInterval(43_200)
        )
        #expect(result.attestations.map(\.after) == ["expired"])
        #expect(result.attestations.first?.lastDay == CalendarDay("2026-12-31"))
        #expect(result.acceptances.map(\.before) == ["in_force"])
        #expect(result.acceptances.map(\.after) == ["expired"])
        let text = ReassessmentText(result: result, method: try ScriptedMinistry.method.get()).text
        #expect(text.contains("new: certificate.expired  www.mfa.example@192.0.2.7  pass -> fail (expired)"))
        #expect(text.contains("from 2027-01-22 on"))
        #expect(text.contains("Nothing was measured since"))
        #expect(try await ministry.store.statistics().transitions == kept.standings.count)
    }

    @Test func evidenceThatAgesTurnsNothingToUnknown() async throws {
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let result = try reassessment().result(of: kept, asOf: try ScriptedMinistry.day("2029-03-15"))
        #expect(!result.changes.contains { $0.kind == .unknown })
        #expect(result.findings.count == kept.standings.count)
    }

    @Test func anOlderCycleIsJudgedWithTheHistoryOfItsDay() async throws {
        let ministry = try await ScriptedMinistry.afterOneCycle()
        let first = try await ministry.kept()
        let later = ScriptedMinistry.start.addingTimeInterval(70 * 86_400)
        let renewed = try ScriptedMinistry.visit(
            "www.mfa.example",
            from: "2026-12-24",
            until: "2027-11-22",
            at: later
        )
        try await ministry.keep([renewed], of: try ScriptedMinistry.estate(["www.mfa.example"]), at: later)
        let second = try await ministry.kept()
        #expect(second.cycle.id == 2)
        try expectSame(try reassessment().result(of: second).after, second.posture)
        let again = try await ministry.kept(1)
        try expectSame(try reassessment().result(of: again).after, first.posture)
        #expect(again.standings == first.standings)
        #expect(try await KeptCycle.load(3, from: ministry.store) == nil)
    }

    @Test func whatIsTakenAsMendedWeighsNothing() async throws {
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let day = try ScriptedMinistry.day("2027-03-15")
        let result = try reassessment().result(of: kept, asOf: day, without: [Self.expired])
        #expect(result.settled.map(\.check) == [Self.expired, Self.expired])
        #expect(!result.after.items.contains { $0.key.check == Self.expired })
        #expect(!result.changes.contains { $0.check == Self.expired })
        let bundle = "certificate:www.mfa.example"
        let bundled = try reassessment().result(of: kept, asOf: day, without: [bundle])
        #expect(bundled.settled.contains { $0.check == Self.expired })
        #expect(bundled.settled.allSatisfy { $0.subject.endpointID == "www.mfa.example" })
    }

    @Test func anotherAnswerNarrowsTheIntervalOfItsCategory() async throws {
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "answers.conf")
        try Data(
            """
            [Attestation Q25]
            Answer=yes
            Owner=Head of Information Security
            Date=2026-11-30
            ValidUntil=2027-03-01
            Grade=E2
            Evidence=List of approved conference tools, v4
            SHA256=\(String(repeating: "a", count: 64))
            """.utf8
        )
        .write(to: file)
        let day = try ScriptedMinistry.day("2026-12-01")
        let answered = try kept.attested(byFile: file.path, today: day)
        #expect(answered.estate.attestations.map(\.item) == ["Q1", "Q25"])
        let result = try reassessment().result(of: answered)
        func estimate(_ posture: Posture) throws -> RiskEstimate {
            try #require(posture.categories.first { $0.id == "virtual-negotiation" }).assessment.residual
        }
        let (before, after) = (try estimate(result.before), try estimate(result.after))
        #expect(after.high <= before.high && after.high - after.low < before.high - before.low)
        #expect(result.attestations.map(\.id) == ["Q25"])
        // Another answer to the same item for the same subject takes its place.
        let again = try answered.attested(byFile: file.path, today: day)
        #expect(again.estate.attestations.count == 2)
    }

    @Test func answersWithErrorsAreRefusedWhereTheyStand() async throws {
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "answers.conf")
        try Data("[Attestation Q25 nowhere]\nAnswer=perhaps\n".utf8).write(to: file)
        let day = try ScriptedMinistry.day("2026-11-25")
        let error = try #require(throws: ConfigurationRefusal.self) {
            try kept.attested(byFile: file.path, today: day)
        }
        for expected in ["answers.conf:1:14: error: ", "answers.conf:2:8: error: "] {
            #expect(error.text.contains(expected), "\(error.text)")
        }
    }

    @Test func wrongQuestionsAreRefused() async throws {
        let kept = try await ScriptedMinistry.afterOneCycle().kept()
        let early = ReassessmentError.tooEarly(cycle: 1, judged: try ScriptedMinistry.day("2026-11-27"))
        #expect(throws: early) {
            try reassessment().result(of: kept, asOf: try ScriptedMinistry.day("2026-11-26"))
        }
        let unknown = ReassessmentError.unknownName(
            "certificate:www.mfa.exampel",
            nearest: "certificate:www.mfa.example"
        )
        #expect(throws: unknown) {
            try reassessment().result(
                of: kept,
                asOf: try ScriptedMinistry.day("2027-03-15"),
                without: ["certificate:www.mfa.exampel"]
            )
        }
        for arguments in [
            ["--as-of", "2027-02-30"], ["--as-of", "soon"], ["--without", "certificate.expird"],
            ["--cycle", "x"],
        ] {
            #expect(throws: (any Error).self) { try ReassessCommand.parse(arguments) }
        }
        let error = #expect(throws: (any Error).self) {
            try ReassessCommand.parse(["--without", "certificate.expird"])
        }
        let message = ReassessCommand.message(for: try #require(error))
        #expect(message.contains("did you mean 'certificate.expired'?"))
        #expect(ReassessCommand.exitCode(for: try #require(error)).rawValue == 64)
    }

    @Test func aModelWithErrorsIsRefusedWhereTheyStand() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "risk-model.conf")
        let shipped = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf")
        let lines = try String(contentsOf: shipped, encoding: .utf8).split(
            separator: "\n",
            omittingEmptySubsequences: false
        )
        let number = try #require(lines.firstIndex { $0.hasPrefix("Soon=") })
        let broken = lines.enumerated().map { $0 == number ? "Soon=much" : String($1) }
        try broken.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        let options = try ModelOptions.parse([])
        let error = #expect(throws: ExitCode.self) { try options.loadMethod(file.path) }
        #expect(error == ExitCode(78))
        let refusal = #expect(throws: ConfigurationRefusal.self) { try Method.load(path: file.path) }
        #expect(refusal?.text.contains("risk-model.conf:\(number + 1):6: error") == true)
    }
}
