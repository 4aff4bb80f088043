// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// The verdicts that rules of accessibility are held to are those that axe gives here and now, in this machine's Chromium.
struct AxeVerdictTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let python = root.appending(path: ".venv/bin/python")

    private static var isInstalled: Bool {
        ServerPrograms.path("chromium") != nil
            && FileManager.default.isExecutableFile(atPath: python.path)
            && FileManager.default.fileExists(atPath: root.appending(path: ".venv/bin/playwright").path)
    }

    @Test(
        .enabled(if: isInstalled, "Chromium and the Python environment are needed"),
        .timeLimit(.minutes(15))
    )
    func theRecordIsWhatAxeSays() async throws {
        let output = FileManager.default.temporaryDirectory.appending(path: "axe-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: output) }
        let asked = try ChildProcess(
            Self.python.path,
            ["Tests/Tools/axe_verdicts.py"],
            in: Self.root,
            output: .file(output)
        )
        let status = try await asked.exitStatus(within: .seconds(840))
        let said = try String(contentsOf: output, encoding: .utf8)
        #expect(status == 0 && said.contains("198 pages, 0 lines differ"), "\(said.prefix(2000))")
    }
}
