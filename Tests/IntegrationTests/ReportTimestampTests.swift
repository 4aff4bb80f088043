// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation
import Inventory
import Model
import Pipeline
import Proof
import TestSupport
import Testing

@testable import chancery

/// The way of a time stamp: query, `openssl ts` as the authority, reply, verification.
struct ReportTimestampTests {
    private let sample: SignedReport
    private let authority: TimestampAuthority

    init() async throws {
        // The authority's clock is today's, so the report was written now.
        sample = try await SignedReport(writtenAt: Date())
        authority = try TimestampAuthority(in: sample.folder.url.appending(path: "tsa"))
    }

    private func path(_ name: String) -> String { sample.folder.url.appending(path: name).path }

    private func stamp(_ options: [String] = []) async throws {
        let state = ["--state", sample.folder.url.path]
        try await TimestampCommand.parse([sample.report.path, "--query", path("q"), "--state", path(".")])
            .run()
        let query = try Data(contentsOf: URL(filePath: path("q")))
        try authority.reply(to: query).write(to: URL(filePath: path("r")))
        try await TimestampCommand.parse(
            [sample.report.path, "--query", path("q"), "--reply", path("r")] + state + options
        ).run()
    }

    private func verify(trusting authorities: URL? = nil) throws -> ReportVerification {
        ReportVerification(
            of: WrittenReport(sample.report),
            authorities: try authorities.map { [UInt8](try Data(contentsOf: $0)) }
        )
    }

    @Test func aStampedReportHoldsAndSaysWhen() async throws {
        #expect(try verify().timestamp == nil)
        try await stamp(["--authority", authority.root.path])
        let found = try verify(trusting: authority.root)
        #expect(found.faults.isEmpty, "\(found.faults)")
        let stamp = try #require(found.timestamp)
        #expect(stamp.isTrusted && stamp.authority == "CN=Test Time Stamps")
        #expect(abs(stamp.time.timeIntervalSinceNow) < 120)
        #expect(try verify().timestamp?.isTrusted == false)
        let arguments = ["ts", "-verify", "-data", "manifest.json", "-in", "manifest.tsr", "-CAfile"]
        let openssl = try ChildProcess.output(
            of: "/usr/bin/openssl",
            arguments + [authority.root.path],
            in: sample.report
        )
        #expect(openssl.status == 0)
    }

    @Test func noByteOfAReplyOrItsSignatureIsAlteredUnseen() async throws {
        try await stamp()
        var random = SeededGenerator(seed: 3161)
        for _ in 0..<100 {
            let name = Bool.random(using: &random) ? "manifest.tsr" : "manifest.tsr.sig"
            let file = sample.report.appending(path: name)
            let before = try Data(contentsOf: file)
            var bytes = before
            bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            try bytes.write(to: file)
            #expect(try verify().faults.contains { $0.file.hasPrefix("manifest.tsr") })
            try before.write(to: file)
        }
        #expect(try verify().faults.isEmpty)
        try FileManager.default.removeItem(at: sample.report.appending(path: "manifest.tsr"))
        #expect(try verify().faults.map(\.file) == ["manifest.tsr"])
    }

    @Test func aReplyToAnotherQueryOrOfAnotherReportIsRefused() async throws {
        let report = try ReportTimestamp(of: WrittenReport(sample.report))
        let (first, second) = (try report.query(), try report.query())
        let reply = try authority.reply(to: first)
        #expect(throws: BrokenTimestamp.self) {
            try report.take(reply, answering: second, authorities: nil, key: nil)
        }
        let other = try await SignedReport(writtenAt: Date())
        #expect(throws: BrokenTimestamp.self) {
            try ReportTimestamp(of: WrittenReport(other.report))
                .take(reply, answering: nil, authorities: nil, key: nil)
        }
        #expect(throws: BrokenTimestamp.self) {
            try report.take(Data("no reply".utf8), answering: nil, authorities: nil, key: nil)
        }
        #expect(try verify().timestamp == nil && verify().faults.isEmpty)
        await #expect(throws: ExitCode.findingAboveGate) {
            try await TimestampCommand.parse([path("tsa"), "--query", path("none")]).run()
        }
    }

    /// The machine's clock ran a day ahead when it wrote the report.
    @Test func aClockThatRanAheadIsFound() async throws {
        let ahead = try await SignedReport(writtenAt: Date().addingTimeInterval(86_400))
        let report = WrittenReport(ahead.report)
        let stamp = try ReportTimestamp(of: report)
        let reply = try authority.reply(to: try stamp.query())
        _ = try stamp.take(reply, answering: nil, authorities: nil, key: stamp.key(of: ahead.folder.url))
        let faults = ReportVerification(of: report).faults
        #expect(faults.map(\.file) == ["manifest.tsr"])
        #expect(faults.first?.problem.hasSuffix("one of the clocks is wrong") == true)
    }

    /// The same over HTTP; nobody there is said, and the report stays as it is.
    @Test func anAuthorityIsAskedOverHTTP() async throws {
        let port = try LoopbackPorts.free()
        let script = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/servers/python_tsa.py").path
        let report = try ReportTimestamp(of: WrittenReport(sample.report))
        let settings = MeasuringSettings(ServiceSettings())
        let (url, key) = ("http://127.0.0.1:\(port)/tsa", report.key(of: sample.folder.url))
        await #expect(throws: Unestablished.self) {
            try await report.ask(url, by: settings, authorities: nil, key: key)
        }
        #expect(try verify().faults.isEmpty && verify().timestamp == nil)
        let server = try ChildProcess("/usr/bin/python3", [script, "\(port)", authority.folder.path])
        for _ in 0..<200 where !LoopbackPorts.accepts(port) { try await Task.sleep(for: .milliseconds(50)) }
        let roots = [UInt8](try Data(contentsOf: authority.root))
        let stamp = try await report.ask(url, by: settings, authorities: roots, key: key)
        #expect(stamp.isTrusted && server.isRunning)
        #expect(try verify(trusting: authority.root).timestamp == stamp)
    }
}
