// SPDX-License-Identifier: Apache-2.0
import Pipeline
import Foundation
import Proof
import Testing

@testable import chancery

/// The documents about reports, byte for byte, and a manifest with its proofs that was written once and holds for ever;
/// `CHANCERY_RECORD_FIXTURES=1` writes them anew, and Scripts/check-schemas holds them against the published schemas.
struct ReportProofDocumentTests {
    private static let fixtures = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports")
    private static let day = Date(timeIntervalSince1970: 1_795_780_800)
    private static let isRecording = ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1"

    private static func expect(_ document: some Encodable, equals name: String) throws {
        let text = try JSONText.encode(document) + "\n"
        let file = fixtures.appending(path: name)
        if isRecording { try text.write(to: file, atomically: true, encoding: .utf8) }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "\(name) differs from the kept file")
    }

    private static func hash(_ byte: String) -> String { String(repeating: byte, count: 32) }

    @Test func aReportsVerificationIsADocument() throws {
        let document = ReportVerificationDocument(
            holds: false,
            report: "2026-11",
            cycle: 2,
            written: Self.day,
            faults: [
                ReportVerificationDocument.Fault(
                    file: "findings.html",
                    finding: nil,
                    problem: "it was altered"
                ),
                ReportVerificationDocument.Fault(
                    file: "proofs.json",
                    finding: 12,
                    problem: "its record is not what was signed in cycle 1"
                ),
            ],
            remarks: ["the time stamp came by another way than through the signing key"],
            files: 11,
            findings: 40,
            head: VerificationDocument.Head(
                cycle: 2,
                ended: Self.day,
                sha256: Self.hash("ab"),
                root: Self.hash("cd")
            ),
            timestamp: ReportVerificationDocument.Stamp(
                time: Self.day,
                authority: "CN=Test Time Stamps",
                trusted: true
            ),
            store: ReportVerificationDocument.Agreement(holds: true, findings: 40),
            signingKeys: [Self.hash("ef")]
        )
        try Self.expect(document, equals: "verification-report.json")
    }

    @Test func aFindingsVerificationIsADocument() throws {
        let document = FindingVerificationDocument(
            holds: true,
            finding: 12,
            faults: [],
            record: FindingVerificationDocument.Record(
                check: "certificate.expired",
                scope: "address",
                subject: "www.mfa.example@192.0.2.7",
                verdict: "fail",
                level: "expired",
                cycle: 1,
                at: Self.day,
                leaf: 417,
                records: 40_123,
                root: Self.hash("cd")
            ),
            signingKeys: [Self.hash("ef")]
        )
        try Self.expect(document, equals: "verification-finding.json")
    }

    /// What an earlier version signed is proven by this one.
    @Test func whatWasSignedOnceHoldsForEver() async throws {
        if Self.isRecording {
            let sample = try await SignedReport()
            for name in [ProofFiles.manifest, ProofFiles.signature, ProofFiles.proofs] {
                try Data(contentsOf: sample.report.appending(path: name))
                    .write(to: Self.fixtures.appending(path: name))
            }
        }
        let kept = WrittenReport(Self.fixtures)
        let bytes = try #require(kept.read(ProofFiles.manifest))
        let manifest = try #require(ReportManifest(bytes: bytes))
        let keys = HeadChain(keys: manifest.keys.map(\.key), heads: [], trusted: manifest.key)
        #expect(keys.faults.isEmpty)
        let signature = try #require(kept.read(ProofFiles.signature))
        #expect(keys.isMade(signature, over: bytes, by: try #require(manifest.key)))
        let file = try #require(kept.read(ProofFiles.proofs).flatMap { ProofFile(bytes: $0) })
        var prover = LineProver(file, trusted: manifest.key)
        var proven = 0
        file.eachFinding { line in
            guard let line, (try? prover.prove(line)) != nil else { return }
            proven += 1
        }
        #expect(proven > 5)
        #expect(manifest.files.contains { $0.path == ProofFiles.proofs })
    }
}
