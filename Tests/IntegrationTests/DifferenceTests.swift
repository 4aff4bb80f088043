// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Risk
import Store
import StoreSQLite
import TestSupport
import Testing

@testable import Pipeline
@testable import chancery

/// Two cycles of a store side by side.
struct DifferenceTests {
    private static let week: Double = 7 * 86_400
    private static let hosts = ["www.mfa.example", "old.mfa.example", "new.mfa.example"]
    private static let expired = "certificate.expired"

    private static func at(_ week: Int) -> Date {
        ScriptedMinistry.start.addingTimeInterval(Double(week) * Self.week)
    }

    private static func visit(_ host: String, until last: String, bits: Int = 3072, week: Int) throws -> Visit
    {
        try ScriptedMinistry.visit(host, from: "2026-08-01", until: last, bits: bits, at: at(week))
    }

    private static func difference(
        _ ministry: ScriptedMinistry,
        _ from: Cycle.ID,
        _ to: Cycle.ID,
        by method: Pipeline.Method? = nil
    ) async throws -> PostureDifference {
        let cycles = try await ministry.store.cycles(limit: .max)
        let method = if let method { method } else { try ScriptedMinistry.method.get() }
        let difference = try await DifferenceAssembly(store: ministry.store, method: method).difference(
            from: try #require(cycles.first { $0.id == from }),
            to: try #require(cycles.first { $0.id == to })
        )
        return try #require(difference)
    }

    private static func kind(_ difference: PostureDifference, _ check: String, _ host: String) throws
        -> FindingMove.Kind?
    {
        let key = FindingKey(check: check, subject: try ScriptedMinistry.address(of: host))
        return difference.moves.first { $0.key == key }?.kind
    }

    /// One expires, one is renewed, one is not reached any more.
    private static func ministry(weeks: Int = 2) async throws -> ScriptedMinistry {
        let ministry = try ScriptedMinistry()
        let estate = try ScriptedMinistry.estate(hosts)
        for week in 0..<weeks {
            let isFirst = week == 0
            var visits = [
                try visit(hosts[0], until: isFirst ? "2027-08-01" : "2026-11-28", week: week),
                try visit(hosts[1], until: isFirst ? "2026-11-01" : "2027-08-01", week: week),
            ]
            if isFirst { visits.append(try visit(hosts[2], until: "2026-11-01", week: week)) }
            try await ministry.keep(visits, of: estate, at: at(week))
        }
        return ministry
    }

    @Test func eachFindingIsToldForWhatItIs() async throws {
        let difference = try await Self.difference(try await Self.ministry(weeks: 3), 1, 3)
        #expect(try Self.kind(difference, Self.expired, Self.hosts[0]) == .new)
        #expect(try Self.kind(difference, Self.expired, Self.hosts[1]) == .closed)
        #expect(try Self.kind(difference, Self.expired, Self.hosts[2]) == .unestablished, "it is not closed")
        #expect(difference.from.isByItsOwnModel && difference.added.isEmpty && difference.alike.isEmpty)
        let once = try await Self.difference(try await Self.ministry(weeks: 2), 1, 2)
        #expect(try Self.kind(once, Self.expired, Self.hosts[1]) != .closed, "clean once is not closed")
    }

    @Test func whatWasKeptAndWhatIsJudgedAgainSayTheSame() async throws {
        let ministry = try await Self.ministry(weeks: 3)
        let kept = try await Self.difference(ministry, 2, 3)
        #expect(kept.from.posture.items.isEmpty == false)
        let estate = try ScriptedMinistry.estate(Self.hosts)
        for week in 3...4 { try await ministry.keep([], of: estate, at: Self.at(week)) }
        #expect(try #require(try await ministry.store.posture(of: 2)).items.isEmpty, "older ones keep none")
        let again = try await Self.difference(ministry, 2, 3)
        #expect(again.moves == kept.moves && again.risks == kept.risks)
        #expect(!kept.moves.isEmpty)
    }

    @Test func aCycleAndItselfAreNoDifferent() async throws {
        let ministry = try await Self.ministry()
        #expect(try await Self.difference(ministry, 1, 1).isEmpty)
        #expect(try await Self.difference(ministry, 1, 2).isEmpty == false)
    }

    @Test func whatIsNewlyListedIsNotNew() async throws {
        let ministry = try ScriptedMinistry()
        let bad = try Self.visit(Self.hosts[1], until: "2026-11-01", week: 0)
        let good = try Self.visit(Self.hosts[0], until: "2027-08-01", week: 0)
        try await ministry.keep([good], of: try ScriptedMinistry.estate([Self.hosts[0]]))
        try await ministry.keep(
            [good, bad],
            of: try ScriptedMinistry.estate(Array(Self.hosts.prefix(2))),
            at: Self.at(1)
        )
        let difference = try await Self.difference(ministry, 1, 2)
        #expect(difference.added == [.endpoint(Self.hosts[1])])
        #expect(try Self.kind(difference, Self.expired, Self.hosts[1]) == .listed)
        #expect(difference.open(.listed).isEmpty == false)
        let plain = try #require(difference.risks.first { $0.category == "cyberattacks" })
        let alike = try #require(difference.alike.first { $0.category == "cyberattacks" })
        #expect(plain.before != plain.after && alike.before != nil)
        #expect(alike.after != plain.after, "what is newly listed counts in it")
        let back = try await Self.difference(ministry, 2, 1)
        #expect(try Self.kind(back, Self.expired, Self.hosts[1]) == .delisted)
    }

    @Test func checksThatOnlyTheVersionOfThenHadAreToldApart() async throws {
        let ministry = try ScriptedMinistry()
        let estate = try ScriptedMinistry.estate(Self.hosts)
        let retired = Finding(
            check: "tls.retired",
            subject: .endpoint(Self.hosts[0]),
            verdict: .fail(level: "offered", seen: "x", expected: "y")
        )
        try await ministry.keep([], of: estate, tool: "0.0.1", with: [retired])
        try await ministry.keep([], of: estate, at: Self.at(1), tool: "0.0.2")
        let difference = try await Self.difference(ministry, 1, 2)
        #expect(difference.open(.checkRemoved).map(\.key) == [retired.key])
        #expect(difference.open(.checkRemoved).first?.category == nil, "no model weighs it")
    }

    @Test func anotherModelJudgesBoth() async throws {
        let file = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing("LikelihoodRule=nist", with: "LikelihoodRule=min")
        let draft = try Method.load(bytes: Array(text.utf8), name: "draft.conf")
        let ministry = try await ScriptedMinistry.afterOneCycle()
        let kept = try await ministry.kept()
        try await ministry.keep(kept.visits, of: kept.estate, at: Self.at(1), by: draft)
        for isKept in [false, true] {
            if isKept { try await ministry.store.keepModel(draft.modelFile) }
            let difference = try await Self.difference(ministry, 1, 2, by: isKept ? nil : draft)
            #expect(difference.to.posture.model == draft.model.stamp)
            #expect(difference.from.posture.model == draft.model.stamp && !difference.from.isByItsOwnModel)
            #expect(
                difference.from.posture.ministry
                    == Reassessment(method: draft).posture(of: try await ministry.kept(1)).ministry
            )
            #expect(difference.risks.allSatisfy { $0.change?.direction != .otherModel })
            let words = DifferenceText(difference: difference, titles: [:]).text
            #expect(words.contains("Cycle 1 as it was closed, by ") && words.contains("instead") == false)
        }
    }

    // MARK: The command

    private static func run(_ arguments: [String], _ ministry: ScriptedMinistry) throws -> (Int32, String) {
        let folder = ministry.folder.url.appending(path: "config")
        if !FileManager.default.fileExists(atPath: folder.path) {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("[Ministry]\nName=Made\nTimeZone=Europe/Paris\n".utf8)
                .write(to: folder.appending(path: "chancery.conf"))
            try FileManager.default.copyItem(
                at: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf"),
                to: folder.appending(path: "risk-model.conf")
            )
        }
        return try ChildProcess.output(
            of: try DaemonProcess.program,
            ["report", "--config", folder.path, "--state", ministry.folder.url.path, "--diff"] + arguments
        )
    }

    @Test func theCommandPrintsTextAndADocumentAndKeepsNothing() async throws {
        let ministry = try await Self.ministry(weeks: 3)
        let files = try FileManager.default.contentsOfDirectory(atPath: ministry.folder.url.path).sorted()
        let (status, text) = try Self.run(["2026-11", "2026-12-11"], ministry)
        #expect(status == 0)
        #expect(text.contains("From cycle 1 of 2026-11-27T12:00:00Z") && text.contains("to   cycle 3 of"))
        #expect(text.contains("New (") && text.contains("Closed ("))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        let (other, json) = try Self.run(["cycle-3", "1", "--format", "json"], ministry)
        #expect(other == 0)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        )
        #expect((document["from"] as? [String: Any])?["cycle"] as? Int == 1, "the older one stands first")
        let difference = try await Self.difference(ministry, 1, 3)
        #expect(json == (try JSONText.encode(DifferenceDocument(difference))) + "\n")
        let left = try FileManager.default.contentsOfDirectory(atPath: ministry.folder.url.path)
        #expect(Set(left).subtracting(files) == ["config"])
    }

    private static let refusals: [([String], Int32)] = [
        (["1", "9"], 64), (["1", "2026-10"], 64), (["1"], 64), (["1", "2", "3"], 64), (["1", "x"], 64),
        (["1", "2", "--format", "csv"], 64), (["1", "2", "--pdf", "x"], 64), (["1", "1"], 0),
        (["1", "2", "--config", "/nowhere"], 78),
    ]

    @Test(arguments: refusals)
    func whatIsUnknownIsRefused(arguments: [String], status: Int32) async throws {
        #expect(try Self.run(arguments, try await Self.ministry()).0 == status)
    }
}
