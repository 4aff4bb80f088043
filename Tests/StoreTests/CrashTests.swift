// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Glibc
import Model
import Store
import StoreSQLite
import Testing

/// A process killed while it writes loses what it had not returned from, and nothing else.
@Suite struct CrashTests {
    /// Writes measurements and findings without end, noting in `journal` what was committed, until killed.
    private static func write(to path: String, noting journal: String) async throws {
        let store = try SQLiteStore(path: path)
        let cycle = try await store.open(Sample.plan())
        _ = FileManager.default.createFile(atPath: journal, contents: nil)
        let notes = try #require(FileHandle(forWritingAtPath: journal))
        for index in 0... {
            let finding = Sample.finding("check", Sample.address(index), Sample.failure())
            try await store.record(try Sample.measurement(of: Sample.address(index), "\(index)"), in: cycle)
            _ = try await store.judge([finding], in: cycle, at: Sample.start)
            try notes.write(contentsOf: Data("\(index)\n".utf8))
        }
    }

    @Test(arguments: [5, 60, 250])
    func whatWasCommittedOutlivesAKilledProcess(milliseconds: Int) async throws {
        let directory = try TemporaryDirectory()
        let path = directory.database
        let journal = directory.path + "/journal"
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, journal = journal as String, milliseconds = milliseconds as Int] in
            let writer = Task { try await Self.write(to: path, noting: journal) }
            while !FileManager.default.fileExists(atPath: journal) {
                try await Task.sleep(for: .milliseconds(1))
            }
            try await Task.sleep(for: .milliseconds(milliseconds))
            kill(getpid(), SIGKILL)
            try await writer.value
        }

        let noted = String(decoding: try Data(contentsOf: URL(fileURLWithPath: journal)), as: UTF8.self)
            .split(separator: "\n").count
        let store = try SQLiteStore(path: path)
        let cycle = try #require(try await store.openCycle())
        let measured = try await store.measuredSubjects(in: cycle)
        let judged = try await store.findings(FindingFilter())
        let promised = Set((0..<noted).map(Sample.address))
        #expect(promised.isSubset(of: measured) && measured.count <= noted + 1)
        #expect(promised.isSubset(of: judged.map(\.finding.subject)) && judged.count <= noted + 1)
        #expect(try await store.measurements(in: cycle).count == measured.count)
    }
}
