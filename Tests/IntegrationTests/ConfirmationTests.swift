// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Inventory
import Laboratory
import Model
import Reports
import Risk
import Store
import StoreSQLite
import Testing

@testable import Pipeline
@testable import chancery

/// From the first clean measurement to the one that closes, through cycles.
@Suite(.serialized)
struct ConfirmationTests {
    private static let check = "certificate.expired"
    private static let host = "www.mfa.example"

    private func reassessment() throws -> Reassessment {
        Reassessment(method: try ScriptedMinistry.method.get())
    }

    private static func hour(_ hours: Double) -> Date {
        ScriptedMinistry.start.addingTimeInterval(hours * 3600)
    }

    /// A site whose certificate has expired, and then is a new one, at some hours.
    private static func ministry(renewedAt hours: [Double]) async throws -> ScriptedMinistry {
        let ministry = try ScriptedMinistry()
        let estate = try ScriptedMinistry.estate([host])
        let old = try ScriptedMinistry.visit(host, from: "2026-08-01", until: "2026-11-20")
        try await ministry.keep([old], of: estate)
        for hours in hours {
            let now = hour(hours)
            let new = try ScriptedMinistry.visit(host, from: "2026-11-25", until: "2027-10-30", at: now)
            try await ministry.keep([new], of: estate, at: now)
        }
        return ministry
    }

    private static func finding(in store: any Store) async throws -> TrackedFinding {
        let all = try await store.findings(FindingFilter(checks: [check]))
        return try #require(all.first)
    }

    /// Judged again with its own day and method, every cycle comes to the posture that it was closed with.
    private func expectReproduced(_ ministry: ScriptedMinistry) async throws {
        for cycle in try await ministry.store.cycles(limit: 100) {
            let kept = try await ministry.kept(cycle.id)
            let again = try reassessment().result(of: kept)
            let stored = try #require(try await ministry.store.posture(of: cycle.id))
            let bytes = try [again.after, stored].map { posture in
                try CanonicalJSON.encode(Self.copy(posture, withItems: !stored.items.isEmpty))
            }
            #expect(bytes[0] == bytes[1], "cycle \(cycle.id)")
            #expect(again.changes.isEmpty && again.confirmed.isEmpty)
        }
    }

    /// Only the two newest cycles keep their items.
    private static func copy(_ posture: Posture, withItems: Bool) -> Posture {
        Posture(
            asOf: posture.asOf,
            model: posture.model,
            ministry: posture.ministry,
            categories: posture.categories,
            missions: posture.missions,
            endpoints: posture.endpoints,
            items: withItems ? posture.items : [],
            attestations: posture.attestations,
            acceptances: posture.acceptances,
            disputes: posture.disputes
        )
    }

    @Test func itCountsUntilASecondCleanMeasurementADayLater() async throws {
        let ministry = try await Self.ministry(renewedAt: [6, 12, 30])
        var points: [Double] = []
        var mended: [Mended?] = []
        for cycle in 1...4 {
            let posture = try #require(try await ministry.store.posture(of: Int64(cycle)))
            points.append(try #require(posture.categories.first?.assessment.residual.low))
            let kept = try await ministry.kept(Int64(cycle))
            let item = try reassessment().result(of: kept).after.items.first { $0.key.check == Self.check }
            mended.append(item?.mended)
            #expect((item?.isOpen ?? false) == (cycle < 4))
            #expect(item?.verdict.state == (cycle == 1 ? .fail : cycle < 4 ? .pass : nil))
        }
        #expect(mended.map { $0?.clean } == [nil, Self.hour(6), Self.hour(6), nil])
        #expect(points[1] >= points[0] - 0.5 && points[2] >= points[0] - 0.5)
        #expect(points[3] < points[2])
        let finding = try await Self.finding(in: ministry.store)
        #expect(finding.closed == Self.hour(30) && finding.firstFailed == Self.hour(0))
        try await expectReproduced(ministry)
    }

    @Test func aDayToComeConfirmsWhatIsCleanNow() async throws {
        let ministry = try await Self.ministry(renewedAt: [6])
        let kept = try await ministry.kept()
        // The next day at the time of day at which the cycle was judged: 24 hours later.
        let result = try reassessment().result(of: kept, asOf: try ScriptedMinistry.day("2026-11-28"))
        #expect(result.confirmed.map(\.check).contains(Self.check))
        #expect(!result.after.items.contains { $0.key.check == Self.check })
        let text = ReassessmentText(result: result, method: try ScriptedMinistry.method.get()).text
        #expect(text.contains("Clean at its measurement, and confirmed as mended by then: "))
        // A year later the new certificate has expired, too, which reopens what was closed.
        let later = try reassessment().result(of: kept, asOf: try ScriptedMinistry.day("2027-11-28"))
        let finding = try #require(later.findings.first { $0.finding.check == Self.check })
        #expect(finding.finding.verdict.state == .fail && finding.reopened == 1)
        #expect(finding.firstFailed == Self.hour(0))
    }

    @Test func whatAnotherMethodHoldsForCleanWasNotMended() async throws {
        let ministry = try ScriptedMinistry()
        let visit = try ScriptedMinistry.visit(Self.host, from: "2026-10-01", until: "2026-12-04")
        try await ministry.keep([visit], of: try ScriptedMinistry.estate([Self.host]))
        let kept = try await ministry.kept()
        let soon = "certificate.expires-soon"
        let folder = try TemporaryFolder()
        let configuration = folder.url.appending(path: "config")
        let shipped = LaboratoryCycle.repository.appending(path: "Config")
        try FileManager.default.copyItem(at: shipped, to: configuration)
        let file = configuration.appending(path: "risk-model.conf")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing(/\nSoon=.*\n/, with: "\nSoon=5%\n").replacing(
                /\nVerySoon=.*\n/,
                with: "\nVerySoon=1%\n"
            )
        try text.write(to: file, atomically: true, encoding: .utf8)
        func finding(_ method: Pipeline.Method) throws -> TrackedFinding? {
            try Reassessment(method: method).result(of: kept).findings.first { $0.finding.check == soon }
        }
        #expect(try finding(ScriptedMinistry.method.get())?.finding.verdict.state == .fail)
        let other = try #require(try finding(Method.load(path: file.path)))
        #expect(other.finding.verdict == .pass)
        #expect(other.mended == nil && other.closed == kept.judged)
    }

    @Test func aPlanAndThePrintersSayThatItIsMended() async throws {
        let ministry = try await Self.ministry(renewedAt: [6])
        let method = try ScriptedMinistry.method.get()
        let assembly = PlanAssembly(store: ministry.store, method: method)
        let plan = try #require(try await assembly.plan(steps: 50, questions: 5)).plan
        #expect(plan.mended.map(\.finding.check).contains(Self.check))
        #expect(!plan.steps.flatMap(\.bundle.checks).contains(Self.check))
        let text = PlanText(
            plan: plan,
            lines: plan.steps.map { _ in [] },
            reach: plan.steps.map { _ in PlanReach.StepReach([]) },
            method: method
        ).text
        #expect(text.contains("Already mended, awaiting confirmation"))
        #expect(text.contains("clean since 2026-11-27T18:00:00Z, confirmed from 2026-11-28T18:00:00Z on"))

        let posture = try #require(try await ministry.store.posture(of: nil))
        let unsettled = PostureText.unsettled(posture)
        #expect(unsettled.contains("Mended, to be confirmed; counts as open until then"))
        #expect(unsettled.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func aFindingThatIsMendedSaysSince() async throws {
        let ministry = try await Self.ministry(renewedAt: [6])
        let posture = try #require(try await ministry.store.posture(of: nil))
        let finding = try await Self.finding(in: ministry.store)
        let item = try #require(posture.items.first { $0.key == finding.finding.key })
        let line = FindingLine(
            finding,
            item: item,
            acceptanceEnds: nil,
            review: nil,
            today: CalendarDay(posture.asOf)
        )
        #expect(line.text.contains("mended, to be confirmed, counts as expired; last measured: pass"))
        let words = line.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ")
        #expect(
            words.contains(
                "clean since 2026-11-27T18:00:00Z, confirmed by a clean measurement from 2026-11-28T18:00:00Z on"
            )
        )
        #expect(words.contains("first failed 2026-11-27, last measured 2026-11-27"))
        let json = try JSONText.encode([line])
        #expect(json.contains(#""verdict" : "pass""#))
        #expect(json.contains(#""confirmable" : "2026-11-28T18:00:00Z""#))
        #expect(json.contains(#""level" : "expired""#))
    }

    @Test func whatFlapsIsNamedAndStaysOpen() async throws {
        let ministry = try ScriptedMinistry()
        let estate = try ScriptedMinistry.estate([Self.host])
        for turn in 0..<6 {
            let now = Self.hour(Double(turn) * 20)
            let until = turn.isMultiple(of: 2) ? "2026-11-20" : "2027-10-30"
            let visit = try ScriptedMinistry.visit(Self.host, from: "2026-08-01", until: until, at: now)
            try await ministry.keep([visit], of: estate, at: now)
        }
        let posture = try #require(try await ministry.store.posture(of: nil))
        let item = try #require(posture.items.first { $0.key.check == Self.check })
        #expect(item.flapping == Flapping(changes: 5, days: 30))
        #expect(item.isOpen && item.verdict == .pass)
        #expect(PostureText.unsettled(posture).contains("flapping: changed 5 times in 30 days"))
        let finding = try await Self.finding(in: ministry.store)
        #expect(finding.reopened == 0 && finding.closed == nil)
        try await expectReproduced(ministry)
    }

    @Test func cyclesWithAClockOfTheirOwnMendConfirmAndReopen() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let start = Date()
        // Hours and whether the certificate has expired then.
        let course: [(hours: Double, fault: Fault?)] = [
            (0, .expired), (1, nil), (24.9, nil), (25, nil), (26, .expired), (20, nil),
        ]
        var findings: [TrackedFinding] = []
        for (hours, fault) in course {
            let posture = try await Self.cycle(
                fault,
                in: store,
                folder,
                at: start.addingTimeInterval(hours * 3600)
            )
            let finding = try await Self.finding(in: store)
            findings.append(finding)
            #expect(posture.items.contains { $0.key == finding.finding.key } == finding.isOpen)
            let kept = try #require(try await KeptCycle.load(from: store))
            #expect(try reassessment().result(of: kept).after == posture)
        }
        #expect(findings.map(\.finding.verdict.state) == [.fail, .pass, .pass, .pass, .fail, .pass])
        #expect(findings.map(\.isOpen) == [true, true, true, false, true, true])
        #expect(findings.map(\.reopened) == [0, 0, 0, 0, 1, 1])
        #expect(Set(findings.map(\.firstFailed)).count == 1)
        try store.close()
    }

    @Test(arguments: [(2.0, 1), (2.001, 2)] as [(Double, Cycle.ID)])
    func anInterruptedCycleGoesOnUntilWhatItSawIsStale(intervals: Double, expected: Cycle.ID) async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.url.appending(path: "chancery.db").path)
        let estate = Estate(ministry: Ministry(name: "Laboratory"))
        let start = ScriptedMinistry.start
        let plan = CyclePlan(started: start, estate: estate, vantage: "test", toolVersion: "test")
        _ = try await store.open(plan)
        let instruments = try Instruments(MeasuringSettings(LoopbackScan.settings))
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: try ScriptedMinistry.method.get(),
            toolVersion: "test",
            interval: .seconds(3600)
        )
        let now = start.addingTimeInterval(intervals * 3600)
        let outcome = try await cycle.run(over: estate, clock: { now })
        #expect(outcome.cycle.id == expected)
        // The clock holds for visits, too.
        let visits = try await store.measurements(in: outcome.cycle)
        #expect(!visits.isEmpty && visits.allSatisfy { abs($0.started.timeIntervalSince(now)) < 60 })
        await instruments.shutdown()
        try store.close()
    }

    /// One cycle over a server of the laboratory, judged at an instant.
    private static func cycle(
        _ fault: Fault?,
        in store: SQLiteStore,
        _ folder: TemporaryFolder,
        at now: Date
    ) async throws -> Posture {
        let specimen = Specimen(host: "turning.lab.example", number: 233, fault: fault)
        let laboratory = try await Laboratory.start([specimen], port: 0)
        let root = folder.url.appending(path: "root.pem")
        try laboratory.rootCertificatePEM.write(to: root, atomically: true, encoding: .utf8)
        var service = LoopbackScan.settings
        service.trustStore = root.path
        let instruments = try Instruments(MeasuringSettings(service))
        let cycle = AssessmentCycle(
            store: store,
            instruments: instruments,
            method: try ScriptedMinistry.method.get(),
            toolVersion: "test"
        )
        // The port is another one each time, and no part of the endpoint's name.
        let endpoints = try laboratory.endpoints.map { server in
            Endpoint(
                id: server.host,
                host: server.host,
                port: server.port,
                service: .https,
                role: .other,
                mission: nil,
                criticality: Role.other.defaultCriticality,
                secrecyLifetimeDays: nil,
                authorisation: Authorisation(tier: .active),
                addresses: [try #require(IPAddress(server.address))]
            )
        }
        let estate = Estate(ministry: Ministry(name: "Laboratory"), endpoints: endpoints)
        let outcome = try await cycle.run(over: estate, clock: { now })
        await instruments.shutdown()
        await laboratory.stop()
        return outcome.posture
    }
}
