// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Reports

struct OSCALReportTests {
    private static func root(_ document: ReportDocument) throws -> [String: Any] {
        try Written(document, OSCALReport.render).object(OSCALReport.path).object("assessment-results")
    }

    private static func result(_ document: ReportDocument) throws -> [String: Any] {
        try #require(try root(document).objects("results").first)
    }

    /// The values of own properties by name.
    private static func properties(_ object: [String: Any]) -> [String: String] {
        Dictionary(
            object.objects("props").map { ($0.text("name") ?? "", $0.text("value") ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test(
        "The documents are the kept files, byte for byte",
        arguments: [
            "assessment-results.json", "hostile-assessment-results.json", "empty-assessment-results.json",
        ]
    )
    func golden(name: String) throws {
        let written = try Written(ExportSamples.document(of: name), OSCALReport.render)
        try Golden.expect(written.only(OSCALReport.path), equals: name)
    }

    @Test("Identifiers stand once each, and whatever is referred to is there", arguments: [false, true])
    func references(isHostile: Bool) throws {
        let document = isHostile ? HostileDocument.document : SampleDocument.document
        let root = try Self.root(document)
        var (defined, used) = ([String](), Set<String>())
        func walk(_ value: Any) {
            if let list = value as? [Any] { list.forEach(walk) }
            for (key, value) in value as? [String: Any] ?? [:] {
                if let text = value as? String {
                    if key == "uuid" { defined.append(text) }
                    if key.hasSuffix("-uuid") { used.insert(text) }
                    if key == "href", text.hasPrefix("#") { used.insert(String(text.dropFirst())) }
                }
                if key == "party-uuids" { used.formUnion(value as? [String] ?? []) }
                walk(value)
            }
        }
        walk(root)
        #expect(Set(defined).count == defined.count)
        #expect(used.subtracting(defined).isEmpty)
        #expect(used.count > 20)
    }

    @Test("There are no empty arrays", arguments: ["", "hostile-", "empty-"])
    func empty(prefix: String) throws {
        let document = ExportSamples.document(of: prefix)
        let data = try Written(document, OSCALReport.render).only(OSCALReport.path)
        #expect(!String(decoding: data, as: UTF8.self).contains("[]"))
    }

    @Test("What is unknown is an observation with its reason, and in no finding")
    func unknown() throws {
        let result = try Self.result(SampleDocument.document)
        let observations = result.objects("observations").filter { Self.properties($0)["state"] == "unknown" }
        #expect(observations.count == 4)
        let findings = result.objects("findings")
        let related = findings.flatMap { $0.objects("related-observations") }
            .compactMap { $0.text("observation-uuid") }
        for observation in observations {
            #expect(!related.contains(try #require(observation.text("uuid"))))
        }
        let measured = observations.filter { $0["methods"] as? [String] == ["TEST"] }
        #expect(measured.allSatisfy { Self.properties($0)["reason"]?.isEmpty == false })
    }

    @Test("A control that fails names its risks, and one that nobody can judge is no finding")
    func controls() throws {
        let result = try Self.result(SampleDocument.document)
        let findings = result.objects("findings")
        #expect(findings.count == 3)
        for finding in findings {
            let target = finding.object("target")
            #expect(target.object("status").text("state") == "not-satisfied")
            #expect(finding.objects("related-risks").isEmpty == false)
        }
        let targets = findings.compactMap { $0.object("target").text("target-id") }
        #expect(targets == ["nis2-21-2-h_obj", "sc-13_obj", "sc-8_obj"])
        let passing = SampleDocument.document.findings.filter { $0.finding.verdict == .pass && !$0.isOpen }
        let satisfied = try Self.result(SampleDocument.document.with(findings: passing)).objects("findings")
        #expect(satisfied.allSatisfy { $0.object("target").object("status").text("state") == "satisfied" })
        #expect(satisfied.count == 3)
        let unknown = SampleDocument.document.findings.filter { $0.finding.verdict.state == .unknown }
        let undecided = try Self.result(SampleDocument.document.with(findings: passing + unknown))
        #expect(undecided["findings"] == nil)
    }

    @Test(
        "A risk says who bears it, who disputes it, and what became of it",
        arguments: [
            ("F-1", "deviation-approved"), ("F-2", "deviation-requested"), ("F-3", "open"),
            ("F-11", "remediating"), ("F-12", "closed"), ("Q34/ministry", "open"),
        ]
    )
    func risks(id: String, status: String) throws {
        let document = SampleDocument.document.with(previous: nil)
        let risks = try Self.result(document).objects("risks")
        let risk = try #require(risks.first { Self.properties($0)["finding-id"] == id })
        #expect(risk.text("status") == status)
        let facets = risk.objects("characterizations").flatMap { $0.objects("facets") }
        let states = Set(facets.compactMap { $0.objects("props").first?.text("value") })
        #expect(states == (status == "closed" ? [] : id == "F-1" ? ["initial", "adjusted"] : ["initial"]))
        let entries = risk.object("risk-log").objects("entries")
        #expect(entries.compactMap { $0.text("start") } == entries.compactMap { $0.text("start") }.sorted())
        #expect(entries.last?.text("status-change") == status)
        #expect((risk["mitigating-factors"] != nil) == (id == "F-1"))
        #expect((Self.properties(risk)["priority"] != nil) == !["F-1", "F-12"].contains(id))
    }

    @Test("Attestations are interviews without evidence, and examinations with it")
    func attestations() throws {
        let result = try Self.result(SampleDocument.document)
        func observation(_ item: String) -> [String: Any] {
            result.objects("observations").first { Self.properties($0)["attestation"] == item } ?? [:]
        }
        #expect(observation("Q1")["methods"] as? [String] == ["EXAMINE"])
        #expect(observation("Q34")["methods"] as? [String] == ["INTERVIEW"])
        #expect(observation("Q1").text("expires") == "\(SampleEstate.attestation.validUntil)T23:59:59Z")
        #expect(Self.properties(observation("Q4"))["state"] == "unknown")
        #expect(result.objects("attestations").count == 3)
    }

    @Test("Hostile texts stay hidden from nobody once the file is read")
    func hostile() throws {
        let values = Texts.all(in: try Self.root(HostileDocument.document))
        #expect(values.count > 1000)
        #expect(!values.contains { $0.unicodeScalars.contains(where: VisibleText.isHidden) })
        #expect(values.allSatisfy { $0.utf8.count < 50_000 })
    }

    @Test("A large document comes in pieces of bounded size")
    func pieces() throws {
        let written = try Written(LargeDocument.document(endpoints: 200), OSCALReport.render)
        #expect(written.pieces > 1)
        #expect(written.largestPiece < 2 * PieceBuffer.pieceSize)
    }
}
