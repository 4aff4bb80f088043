// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Reports
import Testing
import WebPolicy

/// What lies open at a real nginx, where its owner lets it be asked for.
struct ExposureScanTests {
    private static let html = """
        <html><title>Site</title><script src="/assets/app.js"></script>
        <a href="/docs/treaty.pdf">The treaty</a></html>
        """

    private static let sound = [
        "index.html": html, "assets/app.js": "f();\n",
        "docs/treaty.pdf": "%PDF-1.4\n<< /Title (Treaty) >>\n%%EOF\n",
    ]

    private func site(_ more: [String: String] = [:], _ locations: String = "") -> WebSite {
        var site = WebSite()
        site.exposure = true
        site.files = Self.sound.merging(more) { $1 }
        site.locations = locations
        return site
    }

    private func findings(_ site: WebSite) async throws -> [String: Verdict] {
        let (endpoint, _) = try await site.scanned()
        let mine = endpoint.findings.filter { $0.check.hasPrefix("exposure.") }
        #expect(mine.count == ExposureChecks.all.count)
        return Dictionary(mine.map { ($0.check, $0.verdict) }) { first, _ in first }
    }

    @Test func aCleanSitePasses() async throws {
        let (endpoint, requests) = try await site().scanned()
        let mine = endpoint.findings.filter { $0.check.hasPrefix("exposure.") }
        #expect(mine.filter { $0.verdict != .pass } == [])
        #expect(requests.allSatisfy { $0.hasPrefix("https GET ") })
        // Page, two folders, a script, a document, and a path that nobody has before and after.
        #expect(requests.count <= ExposedPath.safe.count + 7 + 12, "\(requests.count)")
    }

    @Test func whatIsPlantedIsFound() async throws {
        let seen = try await findings(
            site(
                [
                    ".git/HEAD": "ref: refs/heads/main\n",
                    ".git/config": "[core]\n\trepositoryformatversion = 0\n",
                    ".env": "APP_ENV=production\nDB_PASSWORD=hunter2\n",
                    "backup.sql": "-- MySQL dump 10.13\n--\n",
                    "assets/app.js": "f();\n//# sourceMappingURL=app.js.map\n",
                    "assets/app.js.map":
                        #"{"version":3,"sources":["a.ts"],"sourcesContent":["x"],"mappings":"AAAA"}"#,
                    "docs/treaty.pdf": "%PDF-1.4\n<< /Author (Jane Doe) >>\n%%EOF\n",
                    "phpinfo.php": "<html><title>PHP 8.2 - phpinfo()</title><h1>PHP Version 8.2</h1></html>",
                ],
                "location /assets/ { autoindex on; }"
            )
        )
        let levels = seen.compactMapValues(\.level)
        #expect(
            levels == [
                "exposure.repository": "repository", "exposure.secrets": "settings",
                "exposure.backup": "dump",
                "exposure.status-page": "settings", "exposure.directory-listing": "listed",
                "exposure.source-map": "sources", "exposure.document-metadata": "author",
            ]
        )
        #expect(!"\(seen)".contains("hunter2") && !"\(seen)".contains("Jane"))
    }

    @Test func aLongDocumentIsReadAtBothEnds() async throws {
        let filling = String(repeating: "0 1 2 3 4 5 6 7 8 9\n", count: 30_000)
        let document = "%PDF-1.4\n\(filling)<< /Producer (Writer 7.1) >>\n%%EOF\n"
        let seen = try await findings(site(["docs/treaty.pdf": document]))
        #expect(seen["exposure.document-metadata"]?.level == "software")
        let silent = try await findings(site(["docs/treaty.pdf": "%PDF-1.4\n\(filling)%%EOF\n"]))
        #expect(silent["exposure.document-metadata"]?.state == .unknown)
    }

    @Test func aPageForEveryPathIsNoFinding() async throws {
        let seen = try await findings(site([:], "location / { try_files $uri /index.html; }"))
        #expect(seen.values.filter { $0.state == .fail }.isEmpty)
        for check in ["repository", "secrets", "backup", "status-page"] {
            #expect(seen["exposure.\(check)"]?.state == .unknown)
        }
        #expect(seen["exposure.source-map"] == .pass)
    }

    @Test func aRefusalOfEverythingIsUnknown() async throws {
        let seen = try await findings(site([:], "location / { deny all; } location = /index.html { }"))
        #expect(seen.values.allSatisfy { $0.state == .unknown })
    }

    /// What is denied on purpose does not lie open.
    @Test func aRefusedFolderIsClean() async throws {
        let seen = try await findings(
            site([".git/HEAD": "ref: refs/heads/main\n"], #"location ~ /\. { deny all; }"#)
        )
        #expect(seen["exposure.repository"] == .pass)
    }

    @Test func aLimiterIsUnknownAndLeftAlone() async throws {
        var limited = site(
            [".git/HEAD": "ref: refs/heads/main\n"],
            "location / { limit_req zone=one burst=20 nodelay; limit_req_status 429; }"
        )
        limited.http = "limit_req_zone $scheme zone=one:1m rate=1r/m;"
        let (endpoint, requests) = try await limited.scanned()
        for check in ["secrets", "backup", "status-page"] {
            let verdict = endpoint.findings.first { $0.check == "exposure.\(check)" }?.verdict
            #expect(verdict?.state == .unknown, "\(check)")
        }
        #expect(requests.count <= 40, "\(requests.count)")
    }

    @Test func withoutItsOwnersWordNothingIsAsked() async throws {
        var quiet = site([".git/HEAD": "ref: refs/heads/main\n"])
        quiet.exposure = false
        let (endpoint, requests) = try await quiet.scanned()
        let mine = endpoint.findings.filter { $0.check.hasPrefix("exposure.") }
        #expect(mine.allSatisfy { $0.verdict.state == .notTested })
        #expect(!requests.contains { $0.contains(".git") })
    }
}
