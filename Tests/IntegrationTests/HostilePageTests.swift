// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Reports
import Testing

/// Pages that are meant to harm who reads them: bounded, reported, and no more.
struct HostilePageTests {
    private func scanned(_ locations: String, files: [String: Data] = [:]) async throws -> ScanEndpoint {
        let folder = try TemporaryFolder()
        for (name, data) in files { try data.write(to: folder.url.appending(path: name)) }
        var site = WebSite()
        site.locations = locations.replacing("$files", with: folder.url.path)
        let began = ContinuousClock.now
        let endpoint = try await site.scanned().endpoint
        #expect(began.duration(to: .now) < .seconds(60))
        return endpoint
    }

    private func verdict(_ check: String, of endpoint: ScanEndpoint) throws -> Verdict {
        try #require(endpoint.findings.first { $0.check == check }).verdict
    }

    @Test func tenGigabytesAreReadToABound() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "big.html")
        try Data("<html><title>Big</title>".utf8).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 10_000_000_000)
        try handle.close()
        var site = WebSite()
        site.locations =
            "location = / { root \(folder.url.path); default_type text/html; try_files /big.html =404; }"
        let endpoint = try await site.scanned().endpoint
        #expect(endpoint.cost.bytesReceived < 8_000_000)
        #expect(try verdict("web.mixed-content", of: endpoint).state == .unknown)
        #expect(try verdict("web.framing", of: endpoint) == .pass)
    }

    @Test func aBombOfGzipIsUndoneToABound() async throws {
        let bomb = try Data(
            contentsOf: LaboratoryCycle.repository.appending(path: "Tests/HTTPWireTests/bomb.gz")
        )
        let endpoint = try await scanned(
            """
            location = / { root $files; default_type text/html; add_header Content-Encoding gzip;
              try_files /bomb =404; }
            """,
            files: ["bomb": bomb]
        )
        #expect(endpoint.web != nil)
        #expect(try verdict("web.mixed-content", of: endpoint).state == .unknown)
    }

    @Test func elementsWithinElementsWithoutEndAreCut() async throws {
        let deep = Data(String(repeating: "<div>", count: 40_000).utf8)
        let endpoint = try await scanned(
            "location = / { root $files; default_type text/html; try_files /deep =404; }",
            files: ["deep": deep]
        )
        #expect(try verdict("web.mixed-content", of: endpoint).state == .unknown)
    }

    @Test func bytesThatAreNoTextAreReadAllTheSame() async throws {
        let odd =
            Data([0xFF, 0xFE, 0x00, 0x80]) + Data("<img src='http://a.example/\u{0}x'>".utf8) + Data([0xC3])
        let endpoint = try await scanned(
            "location = / { root $files; default_type text/html; try_files /odd =404; }",
            files: ["odd": odd]
        )
        #expect(endpoint.web?.page.status == 200)
    }

    @Test func fieldsThatContradictEachOtherAreSaid() async throws {
        let endpoint = try await scanned(
            """
            location = / { default_type text/html; add_header X-Frame-Options DENY;
              add_header X-Frame-Options SAMEORIGIN; return 200 "<p>a"; }
            """
        )
        #expect(endpoint.web?.page.irregularities == ["conflicting-fields"])
        #expect(try verdict("web.framing", of: endpoint).level == "unprotected")
    }
}
