// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// What a command does where its reader has gone.
struct BrokenPipeTests {
    /// As under systemd, where SIGPIPE is ignored, so that writing fails instead.
    @Test func aReaderThatGoesEndsACommandWithAStatusAndNoCrash() async throws {
        let catalogue =
            "trap '' PIPE; \"$0\" explain --catalogue --config \"$1\" | true; exit ${PIPESTATUS[0]}"
        let configuration = LaboratoryCycle.repository.appending(path: "Config").path
        let process = try ChildProcess(
            "/usr/bin/env",
            ["bash", "-c", catalogue, try DaemonProcess.program, configuration]
        )
        #expect(try await process.exitStatus(within: .seconds(60)) == 70)
    }
}
