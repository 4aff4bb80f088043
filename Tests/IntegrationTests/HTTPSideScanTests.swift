// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Reports
import TestSupport
import Testing

/// The report site behind nginx, as Docs/operations.md has it, looked at by Chancery itself.
struct HTTPSideScanTests {
    /// What nginx and the site's owner answer for, and not the daemon: names, files of the host, plain HTTP beside it.
    private static let others: Set<String> = [
        "web.https-not-forced", "web.security-txt-missing", "web.security-txt-broken",
    ]

    @Test func theSitePassesOurOwnChecks() async throws {
        let port = try LoopbackPorts.free()
        let bench = try HTTPSideTests.Bench("Listen=127.0.0.1:\(port)")
        let daemon = try bench.daemon()
        #expect(
            try await eventually(within: .seconds(60)) {
                FileManager.default.fileExists(
                    atPath: bench.state.appending(path: "reports/index.html").path
                ) && LoopbackPorts.accepts(port)
            }
        )
        let nginx = try await RunningServer(
            NginxServer(
                directives: """
                    ssl_protocols TLSv1.2 TLSv1.3;
                    server_tokens off;
                    add_header Strict-Transport-Security "max-age=63072000; includeSubDomains; preload" always;
                    location = / { proxy_pass http://127.0.0.1:\(port)/reports/; }
                    location /reports/ { proxy_pass http://127.0.0.1:\(port); }
                    """
            )
        )
        let endpoint = try await LoopbackScan.run(port: nginx.port, trusting: nginx.authority)
        let web = endpoint.findings.filter { $0.check.hasPrefix("web.") }
        #expect(web.count { $0.verdict.state == .pass } > 8)
        for finding in web where finding.verdict.state == .fail {
            #expect(Self.others.contains(finding.check), "\(finding)")
        }
        daemon.send(SIGTERM)
        #expect(try await daemon.status(within: .seconds(10)) == 0)
    }
}
