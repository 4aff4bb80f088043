// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import TestSupport
import Testing

/// Shows the servers of these tests to a program of the caller, one at a time; `Benchmarks/run agreement` asks for it.
struct StatedServerExhibit {
    private static let environment = ProcessInfo.processInfo.environment
    private static let program = environment["CHANCERY_EXHIBIT"]

    /// The program gets name, service, port, and the root that the chains end in; servers begin with one of the lines
    /// of `CHANCERY_EXHIBIT_NAMES`, where there are any.
    @Test(.enabled(if: program != nil))
    func everyServerIsShown() async throws {
        let program = try #require(Self.program)
        let wanted = (Self.environment["CHANCERY_EXHIBIT_NAMES"] ?? "").split(separator: "\n").map(
            String.init
        )
        let stated = StatedServer.all.map { ($0.name, "https", $0.recipe) }
        let upgraded = StartTLSScanTests.servers.filter { !$0.needsRoot || geteuid() == 0 }
            .map { ("\($0.name), \($0.service.rawValue)", $0.service.rawValue, $0.recipe) }
        for (name, service, recipe) in stated + upgraded
        where wanted.isEmpty || wanted.contains(where: name.hasPrefix) {
            let running = try await RunningServer(recipe)
            let shown = try ChildProcess(
                program,
                [name, service, "\(running.port)", running.authority.path],
                output: .inherited
            )
            #expect(try await shown.exitStatus(within: .seconds(3600)) == 0, "\(name)")
        }
    }
}
