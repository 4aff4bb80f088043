// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Model
import Pipeline
import Proof
import Reports
import StoreSQLite
import TestSupport
import Testing

@testable import chancery

/// A report as it was written, and with something altered.
struct ReportVerificationTests {
    private let sample: SignedReport
    private var report: URL { sample.report }
    private var folder: TemporaryFolder { sample.folder }
    private var document: ReportDocument { sample.document }

    init() async throws { sample = try await SignedReport() }

    private func verify(_ url: URL? = nil, trusted: String? = nil) -> ReportVerification {
        ReportVerification(of: WrittenReport(url ?? report), trusted: trusted)
    }

    private var files: [String] {
        get throws { try WrittenReport(report).entries().keys.sorted() }
    }

    @Test func aReportThatNobodyTouchedHolds() throws {
        let seal = try #require(document.seal)
        let found = verify(trusted: seal.key)
        #expect(found.faults.isEmpty, "\(found.faults)")
        #expect(found.findings == document.findings.count && found.findings > 5)
        let count = try files.count
        #expect(found.files == count - 2)
        #expect(found.head?.name == seal.head && found.head?.head.cycle == 2)
        let stranger = String(repeating: "0", count: 64)
        #expect(verify(trusted: stranger).faults.map(\.file) == ["manifest.json"])
        // Its findings changed in both cycles, so that both heads are needed.
        let file = try #require(ProofFile(bytes: try Data(contentsOf: report.appending(path: "proofs.json"))))
        var cycles: Set<Cycle.ID> = []
        file.eachFinding { line in line.map { _ = cycles.insert($0.cycle) } }
        #expect(cycles == [1, 2])
    }

    /// One byte of any file, 1,000 times; the fault names the file.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func anyAlteredByteIsFound(seed: UInt64) throws {
        var random = SeededGenerator(seed: 20_261_128 + seed)
        let names = try files
        for _ in 0..<100 {
            let name = try #require(names.randomElement(using: &random))
            let file = report.appending(path: name)
            let before = try Data(contentsOf: file)
            var bytes = before
            let place = Int.random(in: bytes.indices, using: &random)
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            try bytes.write(to: file)
            let faults = verify().faults
            // Of the manifest and its signature nobody can tell which of the two was altered.
            let named = name == "manifest.json" ? ["manifest.json", "manifest.json.sig"] : [name]
            #expect(faults.contains { named.contains($0.file) }, "byte \(place) of \(name): \(faults)")
            try before.write(to: file)
        }
    }

    @Test func nothingIsReportedInAThousandUntouchedOnes() throws {
        for _ in 0..<1000 {
            let found = verify()
            #expect(found.faults.isEmpty, "\(found.faults)")
        }
    }

    @Test func whatIsAddedTakenAwayOrRenamedIsNamed() throws {
        let manager = FileManager.default
        let page = report.appending(path: "findings.html")
        try Data("<p>".utf8).write(to: report.appending(path: "missions/more.html"))
        try manager.moveItem(at: page, to: report.appending(path: "findings-1.html"))
        #expect(
            verify().faults == [
                ReportFault("findings.html", "it is listed and missing"),
                ReportFault("findings-1.html", "it is not listed: somebody added or renamed it"),
                ReportFault("missions/more.html", "it is not listed: somebody added or renamed it"),
            ]
        )
        try manager.removeItem(at: report.appending(path: "missions/more.html"))
        try manager.createSymbolicLink(
            at: page,
            withDestinationURL: report.appending(path: "findings-1.html")
        )
        #expect(verify().faults.first == ReportFault("findings.html", "it is no file"))
        try manager.removeItem(at: report.appending(path: "manifest.json.sig"))
        #expect(verify().faults.contains { $0.file == "manifest.json.sig" })
        try manager.removeItem(at: report.appending(path: "manifest.json"))
        #expect(verify().faults == [ReportFault("manifest.json", "it is missing or cannot be read")])
    }

    /// The command that the report prints, and the fingerprint that it prints.
    @Test func opensslVerifiesTheSignature() throws {
        let method = try String(contentsOf: report.appending(path: "method.html"), encoding: .utf8)
        #expect(method.contains(ProofFiles.command))
        let command = ["-c", ProofFiles.command]
        #expect(try ChildProcess.output(of: "/bin/sh", command, in: report).status == 0)
        let printed = try ChildProcess.output(
            of: "/bin/sh",
            ["-c", ProofFiles.fingerprintCommand],
            in: report
        )
        let seal = try #require(document.seal)
        let key = seal.key
        #expect(printed.text.hasPrefix(key))
        let index = try String(contentsOf: report.appending(path: "index.html"), encoding: .utf8)
        #expect(index.contains(key) && index.contains(seal.head))
        try Data("{}".utf8).write(to: report.appending(path: "manifest.json"))
        #expect(try ChildProcess.output(of: "/bin/sh", command, in: report).status != 0)
    }

    @Test func theClockIsHeldAgainstTheHead() async throws {
        let (_, early) = try await sample.again(after: -7200, "early")
        let faults = verify(early).faults
        #expect(faults.count == 1 && faults.first?.problem.hasSuffix("the clock was set back") == true)
    }

    /// Whoever holds the key signs what he likes, but not what the store has.
    @Test func reportAndStoreAgreeOrAreToldApart() async throws {
        let store = try sample.store
        let reader = WrittenReport(report)
        let manifest = try #require(verify().manifest)
        let same = try await ReportAgreement(of: reader, manifest, with: store)
        #expect(same.faults.isEmpty && same.findings == document.findings.count, "\(same.faults)")
        try store.close()
        let other = try await ScriptedMinistry.afterOneCycle()
        _ = try await Sealer.open(other.store, state: other.folder.url, credentials: nil).sealEnded()
        let stranger = try await ReportAgreement(of: reader, manifest, with: other.store)
        #expect(stranger.faults.contains { $0.problem == "the store has another head of cycle 2" })
        try other.store.close()
    }

    @Test func aReportWithoutAKeySaysSo() async throws {
        try FileManager.default.removeItem(at: folder.url.appending(path: "keys"))
        let (document, unsigned) = try await sample.again("unsigned")
        #expect(document.seal?.coversFiles == false)
        let index = try String(contentsOf: unsigned.appending(path: "index.html"), encoding: .utf8)
        #expect(index.contains("The files of this report are not signed"))
        let found = verify(unsigned)
        #expect(found.faults.map(\.file) == ["manifest.json"])
        #expect(found.findings == document.findings.count)
    }

    // MARK: The command

    @Test func theCommandTellsByItsExitStatus() async throws {
        let number = try #require(document.findings.first?.number)
        let right = [report.path, "--key", try #require(document.seal?.key)]
        try await Verify.parse(right).run()
        try await Verify.parse(right + ["--finding", "F-\(number)", "--format", "json"]).run()
        try await Verify.parse(right + ["--state", folder.url.path]).run()
        let pem = report.appending(path: "signing-key.pem").path
        try await Verify.parse([report.path, "--key", pem, "--finding", "\(number)"]).run()
        for wrong in [["--key", String(repeating: "0", count: 64)], ["--finding", "F-0"]] {
            await #expect(throws: ExitCode.findingAboveGate) {
                try await Verify.parse([report.path] + wrong).run()
            }
        }
        for malformed in [["--finding", "first"], ["--key", "12"]] {
            #expect(throws: (any Error).self) { try Verify.parse([report.path] + malformed) }
        }
    }

    @Test func oneLineIsProvenWithoutTheRest() throws {
        let number = try #require(document.findings.first?.number)
        for name in try files where name != "proofs.json" {
            try FileManager.default.removeItem(at: report.appending(path: name))
        }
        let found = FindingVerification(WrittenReport(report), number, trusted: document.seal?.key)
        #expect(found.faults.isEmpty && found.proven?.record.number == number, "\(found.faults)")
        #expect(found.text.contains("F-\(number) is as it was signed in cycle"))
    }
}
