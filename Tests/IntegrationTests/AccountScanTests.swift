// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Inventory
import Model
import Pipeline
import TestSupport
import Testing

/// What a register of accounts comes to on a real nginx that is website, host of handles and platform in one.
struct AccountScanTests {
    private static func accounts(_ endpoint: Endpoint) -> [Account] {
        let origin = "https://localhost:\(endpoint.port)"
        return [
            Account(
                id: "mastodon",
                platform: .mastodon,
                profile: "\(origin)/@mfa",
                handle: "mfa@localhost",
                endpoint: endpoint.id
            ),
            Account(
                id: "bluesky",
                platform: .bluesky,
                profile: "https://bsky.app/profile/localhost",
                handle: "localhost",
                did: "did:web:localhost",
                endpoint: endpoint.id
            ),
        ]
    }

    /// The identity checks' states and levels, and the requests that it took.
    private func verdicts(_ locations: String) async throws -> (found: [String: String], requests: [String]) {
        var site = WebSite(plainPort: try LoopbackPorts.free())
        site.locations = locations
        let server = try await RunningServer(site)
        var service = LoopbackScan.settings
        service.trustStore = server.authority.path
        var settings = MeasuringSettings(service)
        settings.plainWebPort = site.plainPort.flatMap { UInt16(exactly: $0) }
        let instruments = try Instruments(settings)
        let endpoint = try LoopbackScan.endpoint(port: server.port, at: ["127.0.0.1"], role: .statementHost)
        let estate = Estate(
            ministry: Ministry(name: "Ministry"),
            endpoints: [endpoint],
            accounts: Self.accounts(endpoint)
        )
        let kept = Kept()
        let survey = Survey(instruments: instruments, today: CalendarDay(Date()), accounts: estate.accounts)
        try await survey.run([endpoint], deliver: { await kept.add($0) }, finished: { _ in })
        await instruments.shutdown()
        let evidence = RecordedEvidence(estate: estate, measurements: await kept.visits)
        var found: [String: String] = [:]
        for type in IdentityChecks.all {
            let verdict = try type.init(CheckSettings()).verdict(
                on: evidence,
                about: .endpoint(endpoint.id),
                at: Date()
            )
            found[type.identity.id] = verdict.level ?? verdict.state.rawValue
        }
        let log = try String(contentsOfFile: server.site.path("access.log"), encoding: .utf8)
        return (found, log.split(separator: "\n").map(String.init))
    }

    private static let sound = #"""
        location = / { default_type text/html; return 200 "<html><title>Site</title>\#
        <a rel=me href=/@mfa>Mastodon</a><p>One two three</p></html>"; }
        location = /@mfa { default_type text/html; return 200 "<html><a rel=me href=https://localhost/>x</a></html>"; }
        location = /trust.txt { default_type text/plain; return 200 "social=https://bsky.app/profile/localhost\n"; }
        location = /.well-known/webfinger { default_type application/jrd+json; return 200 \#
        '{"aliases":["https://localhost:$port/@mfa"]}'; }
        location = /.well-known/atproto-did { default_type text/plain; return 200 "did:web:localhost"; }
        """#

    @Test func accountsThatAreNamedBothWaysPass() async throws {
        let (found, requests) = try await verdicts(Self.sound)
        #expect(
            found == [
                "identity.account-unlinked": "pass", "identity.account-unregistered": "pass",
                "identity.account-mismatch": "pass", "identity.account-one-sided": "not_tested",
                "identity.trust-file-unsound": "pass",
                "identity.provenance-missing": "not_applicable",
                "identity.generated-picture-undisclosed": "not_applicable",
            ]
        )
        #expect(requests.count <= 12, "\(requests)")
        #expect(requests.count { $0 == "https GET /trust.txt" } == 1)
    }

    @Test func accountsOfOthersAreSeen() async throws {
        let changed = Self.sound.replacing("localhost:$port/@mfa", with: "evil.example/@mfa")
            .replacing("rel=me href=https://localhost/", with: "href=https://localhost/")
            .replacing(
                "social=https://bsky.app/profile/localhost",
                with: "social=https://x.com/stranger\\ncontrol=https://a.example/"
            )
        let (found, requests) = try await verdicts(changed)
        #expect(
            found == [
                "identity.account-unlinked": "unlinked", "identity.account-unregistered": "unregistered",
                "identity.account-mismatch": "other", "identity.account-one-sided": "one-sided",
                "identity.trust-file-unsound": "unlisted",
                "identity.provenance-missing": "not_applicable",
                "identity.generated-picture-undisclosed": "not_applicable",
            ]
        )
        #expect(requests.count <= 12, "\(requests)")
    }
}

private actor Kept {
    private(set) var visits: [Visit] = []

    func add(_ visit: Visit) { visits.append(visit) }
}
