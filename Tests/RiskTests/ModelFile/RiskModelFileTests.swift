// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Settings
import TestSupport
import Testing

@Suite("Model file")
struct RiskModelFileTests {
    private static let checks = [
        CheckDeclaration(id: "demo.steps", levels: ["mild", "grave"], settings: ["Limit"], scope: .address),
        CheckDeclaration(id: "demo.silent", levels: [], scope: .endpoint),
    ]

    private static let folder = ShippedModel.root.appendingPathComponent("Tests/Fixtures/risk-model")

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    private static func read(_ name: String) throws -> RiskModelFile {
        try RiskModelFile(bytes(name), file: name, sha256: "ab", knownChecks: checks)
    }

    @Test("every key of a small file arrives in the model")
    func model() throws {
        let model = try Self.read("valid.conf").model
        #expect(
            model.stamp == ModelStamp(name: "Small model", version: "7", sha256: "ab", likelihoodRule: "min")
        )
        #expect(model.deadlines == Deadlines(days: [.veryHigh: 10, .high: 20]))
        let roles = ["Minister", "Chancellor"]
        #expect(model.acceptanceLimits == AcceptanceLimits(days: 200, daysForHigh: 50, ministerRoles: roles))
        #expect(model.flapRule == FlapRule(changes: 5, days: 7))
        #expect(model.controlEditions[.nis2] == "2022/2555")
        #expect(
            model.categories == [
                RiskCategory(id: "first", title: "Printed first", isCore: true, initiation: .high),
                RiskCategory(id: "late", title: "Printed second", isCore: false, initiation: .low),
            ]
        )
        #expect(
            model.scenario("R1")
                == Scenario(
                    id: "R1",
                    category: "first",
                    title: "Something bad happens.",
                    papers: [.a, .b],
                    section: "§3",
                    cited: ["Nye & Keohane 1977", "Ota"],
                    asCitedInB: ["Holmes"],
                    checks: ["demo.steps", "demo.silent"],
                    roles: [.mail],
                    attestations: ["Q1"],
                    unmeasured: "The rest."
                )
        )
        #expect(model.scenario("R2")?.isOutOfScope == true)
    }

    @Test("items and checks take the initiation of their category where they state none")
    func rules() throws {
        let model = try Self.read("valid.conf").model
        let item = try #require(model.attestation("Q1"))
        #expect(item.initiation == .veryLow && item.partly == .low && item.no == .high)
        #expect(item.grade == .e2 && item.scope == .mission && item.affects == [.integrity])
        #expect(
            model.checks["demo.steps"]
                == CheckRule(
                    id: "demo.steps",
                    category: "late",
                    affects: [.integrity, .availability],
                    initiation: .low,
                    levels: [RuledLevel("mild", .low), RuledLevel("grave", .veryHigh)],
                    easeOfReach: 0.25,
                    effort: .small,
                    rootCause: .site,
                    rationale: "Because it was seen.",
                    controls: Controls([.nist80053: ["SC-8(1)", "SC-13"], .nis2: ["h"]]),
                    thresholds: ["Limit": "25%"],
                    scenarios: ["R1"]
                )
        )
        #expect(model.checks["demo.silent"]?.initiation == .moderate)
        #expect(model.thresholds == ["demo.steps": ["Limit": "25%"], "demo.silent": [:]])
    }

    @Test(
        "everything wrong with a file is said at once, each where it stands",
        arguments: ["names", "gaps", "contradictions", "empty"]
    )
    func diagnostics(name: String) throws {
        let expected = String(decoding: try Self.bytes("\(name).txt"), as: UTF8.self)
        let error = try #require(throws: RiskModelErrors.self) { try Self.read("\(name).conf") }
        #expect(error.description == expected)
    }

    @Test(
        "what flaps is bounded, and has a default",
        arguments: [
            (
                "FlapChanges=1",
                "valid.conf:9:13: error: FlapChanges: expected a whole number from 2 to 30, found '1'"
            ),
            (
                "FlapChanges=31",
                "valid.conf:9:13: error: FlapChanges: expected a whole number from 2 to 30, found '31'"
            ),
            ("FlapWindow=7", "valid.conf:9:12: error: FlapWindow: "),
            ("FlapWindow=0d", "valid.conf:9:12: error: FlapWindow: "),
            ("FlapWindow=12h", "valid.conf:9:12: error: FlapWindow: "),
            ("FlapWindow=3651d", "valid.conf:9:12: error: FlapWindow: "),
        ]
    )
    func flapping(line: String, message: String) throws {
        let text = String(decoding: try Self.bytes("valid.conf"), as: UTF8.self)
        func read(_ line: String) throws -> RiskModelFile {
            let bytes = Array(text.replacing("FlapChanges=5\nFlapWindow=7d\n", with: line).utf8)
            return try RiskModelFile(bytes, file: "valid.conf", sha256: "ab", knownChecks: Self.checks)
        }
        let error = try #require(throws: RiskModelErrors.self) { try read(line + "\n") }
        #expect(error.description.contains(message))
        #expect(try read("").model.flapRule == FlapRule(changes: 3, days: 30))
    }

    @Test("what a check says against a threshold is put where the threshold stands")
    func thresholds() throws {
        let file = try Self.read("valid.conf")
        let diagnostic = file.diagnostic(check: "demo.steps", key: "Limit", problem: "25% is too much")
        #expect(diagnostic?.summary == "valid.conf:64:7: error: Limit: 25% is too much")
        #expect(file.diagnostic(check: "demo.steps", key: "Other", problem: "") == nil)
    }

    @Test("any bytes are refused without a trap", arguments: 0..<200 as Range<UInt64>)
    func damage(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = try Self.bytes("valid.conf")
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            let place = Int.random(in: bytes.indices, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
            default: bytes.insert(contentsOf: bytes[place...].prefix(12), at: place)
            }
        }
        do throws(RiskModelErrors) {
            let file = try RiskModelFile(bytes, file: "damaged", sha256: "ab", knownChecks: Self.checks)
            #expect(file.model.checks.count == Self.checks.count)
        } catch {
            #expect(!error.diagnostics.isEmpty)
        }
    }
}
