// SPDX-License-Identifier: Apache-2.0
import Foundation
import Pipeline
import TestSupport
import Testing

@testable import chancery

/// The document of `status --doctor`, byte for byte, and its exit status; `CHANCERY_RECORD_FIXTURES=1` writes it anew, and
/// Scripts/check-schemas holds it against the published schema.
struct DoctorDocumentTests {
    private static let symptoms = [
        Symptom("daemon", .ok, "running since 2026-11-27T12:00:00Z"),
        Symptom(
            "clock",
            .unknown,
            "the kernel does not say who keeps it",
            advice: "timedatectl shows who sets it"
        ),
        Symptom("disk", .warn, "100 MiB are free beside a store of 512 MiB", advice: "free space"),
        Symptom("trust-store", .fail, "/etc/\u{1B}[31m cannot be read", advice: "correct TrustStore="),
    ]

    @Test func anExaminationIsADocument() throws {
        let text = try JSONText.encode(DoctorDocument(Self.symptoms)) + "\n"
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/doctor.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "it differs from the kept file")
        #expect(DoctorDocument(Array(Self.symptoms.prefix(3))).state == .warn)
        #expect(DoctorDocument(Array(Self.symptoms.prefix(2))).state == .unknown)
        #expect(DoctorDocument(Array(Self.symptoms.prefix(1))).state == .ok)
    }

    @Test func eachLineSaysWhatToDo() {
        let lines = DoctorText.lines(Self.symptoms)
        #expect(lines.count == 7)
        #expect(lines[0] == "ok      daemon        running since 2026-11-27T12:00:00Z")
        #expect(lines[4] == "                      → free space")
        #expect(lines.allSatisfy { !$0.contains("\u{1B}") })
    }

    /// No daemon runs on this folder, and the folder of configuration is not there.
    @Test func whatFailsIsTheExitStatus() async throws {
        let state = try await KeptState()
        let log = state.url.appending(path: "log")
        let arguments = [
            "status", "--doctor", "--state", state.url.path, "--config",
            state.url.appending(path: "none").path,
        ]
        let child = try ChildProcess(try DaemonProcess.program, arguments, output: .file(log))
        #expect(child.waitForExit() == 1)
        let said = try String(contentsOf: log, encoding: .utf8)
        #expect(said.contains("fail    configuration") && said.contains("ok      signing"), "\(said)")
        let sound = ["status", "--state", state.url.path]
        #expect(try ChildProcess(try DaemonProcess.program, sound).waitForExit() == 0)
    }
}
