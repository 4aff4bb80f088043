// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Reports

struct SARIFReportTests {
    private static func run(_ document: ReportDocument) throws -> [String: Any] {
        let log = try Written(document, SARIFReport.render).object(SARIFReport.path)
        return try #require(log.objects("runs").first)
    }

    private static func results(_ document: ReportDocument) throws -> [String: [String: Any]] {
        let results = try run(document).objects("results")
        return Dictionary(
            results.map { ($0.object("properties").text("findingId") ?? "absent", $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test(
        "The documents are the kept files, byte for byte",
        arguments: ["findings.sarif", "hostile-findings.sarif", "empty-findings.sarif"]
    )
    func golden(name: String) throws {
        let written = try Written(ExportSamples.document(of: name), SARIFReport.render)
        try Golden.expect(written.only(SARIFReport.path), equals: name)
    }

    @Test(
        "Every state has its kind, and a level only where it fails",
        arguments: [
            ("F-1", "fail", "error"), ("F-3", "fail", "warning"), ("F-5", "fail", "note"),
            ("F-6", "pass", "none"),
            ("F-7", "open", "none"), ("F-10", "open", "none"), ("F-11", "fail", "warning"),
            ("Q34/ministry", "fail", "note"),
        ]
    )
    func kinds(id: String, kind: String, level: String) throws {
        let result = try #require(try Self.results(SampleDocument.document)[id])
        #expect(result.text("kind") == kind)
        #expect(result.text("level") == level)
        #expect((result["rank"] == nil) == (kind != "fail"))
        #expect((result["suppressions"] == nil) == (kind != "fail"))
    }

    @Test("An acceptance suppresses with its last day, a dispute under review does not")
    func suppressions() throws {
        let results = try Self.results(SampleDocument.document)
        let accepted = try #require(results["F-1"]?.objects("suppressions").first)
        #expect(accepted.text("status") == "accepted")
        #expect(accepted.text("justification") == SampleEstate.acceptance.reason)
        #expect(
            accepted.object("properties").text("expiryUtc") == "\(SampleEstate.acceptance.expires)T23:59:59Z"
        )
        let disputed = try #require(results["F-2"]?.objects("suppressions").first)
        #expect(disputed.text("status") == "underReview")
        #expect(results["F-3"]?.objects("suppressions").isEmpty == true)
    }

    @Test("Rules, taxonomies and results refer to one another")
    func references() throws {
        let run = try Self.run(SampleDocument.document)
        let driver = run.object("tool").object("driver")
        let rules = driver.objects("rules").map { $0.text("id") }
        let taxonomies = run.objects("taxonomies")
        #expect(taxonomies.map { $0.text("name") } == ["NIS2 21(2)", "NIST SP 800-53r5"])
        for result in run.objects("results") {
            #expect(rules[try #require(result["ruleIndex"] as? Int)] == result.text("ruleId"))
            for taxon in result.objects("taxa") {
                let component = taxon.object("toolComponent")
                let taxonomy = taxonomies[try #require(component["index"] as? Int)]
                #expect(taxonomy.text("name") == component.text("name"))
                let control = taxonomy.objects("taxa")[try #require(taxon["index"] as? Int)]
                #expect(control.text("id") == taxon.text("id"))
            }
        }
        let fingerprints = run.objects("results").map {
            $0.object("partialFingerprints").text("findingId/v1")
        }
        #expect(Set(fingerprints).count == fingerprints.count)
    }

    @Test("Against the posture before, results are new, unchanged, updated or absent")
    func baseline() throws {
        func state(_ change: (RiskItem) -> RiskItem?) throws -> [String: String] {
            let sample = SampleDocument.document
            let document = sample.with(
                previous: sample.posture.with(items: sample.posture.items.compactMap(change))
            )
            return try Self.results(document).compactMapValues { $0.text("baselineState") }
        }
        #expect(try state { $0 }["F-1"] == "unchanged")
        #expect(try state { $0 }["F-6"] == "unchanged", "it passed before that")
        let secrecy = SampleFindings.secrecy
        #expect(try state { $0.key == secrecy ? $0.with(point: 90) : $0 }["F-3"] == "updated")
        #expect(try state { $0.key == secrecy ? nil : $0 }["F-3"] == "updated", "it failed before")
        let other = FindingKey(check: secrecy.check, subject: .endpoint("gone.mfa.example"))
        #expect(try state { $0.key == secrecy ? $0.with(key: other) : $0 }["absent"] == "absent")
        let first = try Self.results(SampleDocument.document.with(previous: nil))
        #expect(first.values.allSatisfy { $0["baselineState"] == nil })
    }

    @Test("Nothing in a message is a placeholder or a link")
    func messages() {
        #expect(SARIFText.escape("{0} [a](1)") == "{{0}} [a] (1)")
        #expect(SARIFText.escape("[2001:db8::1]:443") == "[2001:db8::1]:443")
        #expect(SARIFText.escape("\u{202E}") == "\\u{{202E}}")
    }

    @Test("Hostile texts stay hidden from nobody once the file is read")
    func hostile() throws {
        let data = try Written(HostileDocument.document, SARIFReport.render).only(SARIFReport.path)
        let values = Texts.all(in: try JSONSerialization.jsonObject(with: data))
        #expect(values.count > 1000)
        #expect(!values.contains { $0.unicodeScalars.contains(where: VisibleText.isHidden) })
        #expect(values.allSatisfy { $0.utf8.count < 20_000 })
    }

    @Test("A large document comes in pieces of bounded size")
    func pieces() throws {
        let written = try Written(LargeDocument.document(endpoints: 200), SARIFReport.render)
        #expect(written.pieces > 1)
        #expect(written.largestPiece < 2 * PieceBuffer.pieceSize)
    }
}
