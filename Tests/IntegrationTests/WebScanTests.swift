// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Reports
import TestSupport
import Testing

/// What `chancery scan` says of pages that a real nginx serves.
struct WebScanTests {
    @Test func aGoodSiteFailsNothing() async throws {
        let site = WebSite(plainPort: try LoopbackPorts.free())
        let (endpoint, requests) = try await site.scanned()
        #expect(WebSite.failures(of: endpoint) == [])
        let open = endpoint.findings.filter {
            $0.check.hasPrefix("web.") && ![.pass, .notApplicable].contains($0.verdict.state)
        }
        #expect(open == [])
        let web = try #require(endpoint.web)
        #expect(web.figures.observatory.score == 140)
        #expect(web.figures.observatory.grade == "A+")
        #expect(web.securityText?.body.isEmpty == false)
        // The sessions' requests among them.
        #expect(requests.count <= 12, "\(requests)")
        #expect(requests.count { $0.hasPrefix("http ") } == 1)
    }

    /// What nginx logs of each request over TLS, in this format.
    private func logged(_ format: String, _ settings: String = "") async throws -> [String] {
        let folder = try TemporaryFolder()
        let log = folder.url.appending(path: "requests.log").path
        var site = WebSite(plainPort: try LoopbackPorts.free())
        site.http = "log_format told '\(format)'; access_log \(log) told; \(settings)"
        let (endpoint, _) = try await site.scanned()
        #expect(WebSite.failures(of: endpoint) == [])
        return try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    private static let file = "/.well-known/security.txt"
    private static let absent = "/chancery-asks-for-a-page-that-is-not-there"

    @Test func whatIsAskedOfTheEndpointSharesTheConnectionOfThePage() async throws {
        let lines = try await logged("$connection_requests $uri")
        for line in ["1 /", "2 /", "3 \(Self.file)", "4 \(Self.absent)"] {
            #expect(lines.contains(line), "\(lines)")
        }
        #expect(lines.count { $0.hasSuffix(Self.file) } == 1, "\(lines)")
        #expect(lines.count { $0.hasSuffix(Self.absent) } == 1, "\(lines)")
    }

    /// Where the server ends the connection, the next has a shorter handshake, if it takes its sessions up.
    @Test func whatIsAskedAfterThePageResumesItsSession() async throws {
        let lines = try await logged("$uri $ssl_session_reused", "keepalive_requests 2;")
        #expect(lines.contains("\(Self.file) r"), "\(lines)")
        #expect(lines.count { $0.hasPrefix(Self.file) } == 1, "\(lines)")
        #expect(lines.first == "/ .", "\(lines)")
    }

    @Test func twoAddressesGetTwelveRequestsAtMost() async throws {
        var site = WebSite(plainPort: try LoopbackPorts.free())
        // A long way over plain HTTP, and a page behind a redirect.
        site.plain = "location / { return 301 http://localhost:$plain$uri/a; }"
            .replacing("$plain", with: "\(site.plainPort ?? 0)")
        let (endpoint, requests) = try await site.scanned(at: "127.0.0.1", "127.0.0.2")
        #expect(requests.count <= 12, "\(requests)")
        #expect(WebSite.failures(of: endpoint).contains("web.https-not-forced not-forced"))
        let verdict = try #require(endpoint.findings.first { $0.check == "web.addresses-differ" }).verdict
        #expect(verdict == .pass)
    }

    /// The first address shows the page behind two redirects; what is not asked of the others is not tested there.
    @Test(arguments: [1, 2, 3, 4, 7])
    func anyNumberOfAddressesGetsTwelveRequestsAtMost(_ count: Int) async throws {
        var site = WebSite(plainPort: try LoopbackPorts.free())
        site.plain = "location / { return 301 http://localhost:$plain$uri/a; }"
            .replacing("$plain", with: "\(site.plainPort ?? 0)")
        site.locations = #"""
            location = / { return 302 /en; } location = /en { return 302 /en/start; }
            location = /en/start { default_type text/html; return 200 "<html><title>S</title><p>One</p></html>"; }
            """#
        let addresses = (1...count).map { "127.0.0.\($0)" }
        let (endpoint, requests) = try await site.scanned(at: addresses)
        #expect(requests.count <= 12, "\(requests)")
        #expect(requests.contains("https GET /en/start"))
        // One line stands for all addresses, the one that is least known.
        let sniffing = try #require(endpoint.findings.first { $0.check == "web.nosniff-missing" })
        #expect(sniffing.verdict.state == (count <= 2 ? .pass : .notTested))
        let forcing = try #require(endpoint.findings.first { $0.check == "web.https-not-forced" })
        #expect(forcing.verdict.level == (count == 1 ? "not-forced" : "late"))
    }

    @Test func theFeedOfAHostOfStatementsIsWithinTwelveRequests() async throws {
        var site = WebSite(plainPort: try LoopbackPorts.free())
        site.locations = #"""
            location = / { default_type text/html; return 200 "<html><title>Site</title>\#
            <link rel=alternate type=application/atom+xml href=/news><p>One two three</p></html>"; }
            location = /news { default_type application/atom+xml; return 200 "<feed \#
            xmlns='http://www.w3.org/2005/Atom'><entry><updated>2020-01-02T03:04:05Z</updated></entry></feed>"; }
            """#
        let (endpoint, requests) = try await site.scanned(at: "127.0.0.1", "127.0.0.2", role: .statementHost)
        #expect(requests.count <= 12, "\(requests)")
        #expect(requests.count { $0 == "https GET /news" } == 1)
        #expect(requests.count { $0 == "https GET /robots.txt" } == 1, "\(requests)")
        let finding = try #require(endpoint.findings.first { $0.check == "web.statements-stale" })
        #expect(finding.verdict.level == "stale")
        let change = try #require(endpoint.findings.first { $0.check == "web.content-replaced" })
        #expect(change.verdict.state == .notTested)
    }

    /// A chat program that says nothing of itself, on a host of statements that has corrections.
    @Test func theWordsOfAPageAreJudged() async throws {
        var site = WebSite()
        site.locations = #"""
            location = / { default_type text/html; return 200 "<html><title>Site</title>\#
            <iframe src=https://web.powerva.microsoft.com/bot></iframe><a href=/errata>Errata</a></html>"; }
            """#
        let (endpoint, _) = try await site.scanned(role: .statementHost)
        #expect(WebSite.failures(of: endpoint).contains("web.chatbot-undisclosed undisclosed"))
        let corrections = try #require(endpoint.findings.first { $0.check == "web.corrections-unlinked" })
        #expect(corrections.verdict == .pass)
        site.locations = site.locations.replacing(">Errata<", with: ">A chatbot answers<")
            .replacing("/errata", with: "/news")
        let (other, _) = try await site.scanned(role: .statementHost)
        let failures = WebSite.failures(of: other)
        #expect(failures.contains("web.corrections-unlinked unlinked"))
        #expect(!failures.contains { $0.hasPrefix("web.chatbot") })
    }

    /// The verdicts on marks of provenance, of a page with these elements on a host of statements.
    private func marks(_ elements: String, at addresses: [String] = ["127.0.0.1"]) async throws
        -> (missing: Verdict, undisclosed: Verdict, requests: [String])
    {
        var site = WebSite(plainPort: try LoopbackPorts.free())
        site.pictures = ["signed.jpg": "signed.jpg", "model.png": "generated.png", "plain.jpg": "plain.jpg"]
        site.locations = #"""
            location = / { default_type text/html; return 200 "<html><title>Site</title>$elements</html>"; }
            location = /other.png { empty_gif; }
            """#.replacing("$elements", with: elements)
        let (endpoint, requests) = try await site.scanned(at: addresses, role: .statementHost)
        func verdict(_ check: String) throws -> Verdict {
            try #require(endpoint.findings.first { $0.check == "identity.\(check)" }).verdict
        }
        return (try verdict("provenance-missing"), try verdict("generated-picture-undisclosed"), requests)
    }

    @Test func marksOfPicturesAreSeenWithinTwelveRequests() async throws {
        let page = "<img src=/model.png><img src=/signed.jpg><img src=/signed.jpg?2>"
        let both = try await marks(page)
        #expect(both.missing == .pass && both.undisclosed.state == .notApplicable)
        #expect(both.requests.count { $0.hasSuffix("signed.jpg") } == 2, "\(both.requests)")
        #expect(both.requests.count <= 12, "\(both.requests)")
        let twice = try await marks("<img src=/model.png>", at: ["127.0.0.1", "127.0.0.2"])
        #expect(twice.missing == .pass && twice.undisclosed.level == "undisclosed")
        #expect(twice.requests.count <= 12, "\(twice.requests)")
        let told = try await marks("<img src=/model.png alt='AI-generated'>")
        #expect(told.undisclosed == .pass)
    }

    @Test func pagesWithoutMarksAreTold() async throws {
        #expect(try await marks("").missing.state == .notApplicable)
        #expect(try await marks("<img src=/plain.jpg>").missing.level == "missing")
        #expect(try await marks("<img src=/other.png>").missing.state == .unknown)
        #expect(try await marks("<img src=/gone.jpg>").missing.state == .unknown)
        #expect(try await marks("<img src=https://cdn.example/a.jpg>").missing.state == .notTested)
        #expect(try await marks("<a href=/a.pdf>a</a><a href=/a.pdf.asc>s</a>").missing == .pass)
    }

    @Test func theMetadataOfAPortalAreJudged() async throws {
        var site = WebSite()
        site.locations = #"""
            location = / { default_type text/html; return 200 '<html><title>Site</title><script \#
            type="application/ld+json">{"@type": "Dataset", "dateModified": "2020-01-02"}</script></html>'; }
            """#
        let (endpoint, _) = try await site.scanned(role: .dataPortal)
        let failed = endpoint.findings.filter { $0.check.hasPrefix("data.") }.compactMap { finding in
            finding.verdict.level.map { "\(finding.check) \($0)" }
        }
        #expect(Set(failed) == ["data.licence-missing missing", "data.stale stale"])
        let metadata = try #require(endpoint.findings.first { $0.check == "data.metadata-missing" })
        #expect(metadata.verdict == .pass)
    }

    @Test func barriersOfASiteForThePublicAreNamedWithTheirLines() async throws {
        var site = WebSite()
        let words = String(repeating: "word ", count: 60)
        site.locations = """
            location = / { default_type text/html; return 200 '<!DOCTYPE html>
            <html lang=en><title>Site</title><meta name=viewport content="user-scalable=no">
            <main><h1>Site</h1><p>\(words)</p>
            <img src=/arms.png>
            <video src=/film.mp4></video></main></html>'; }
            """
        let (endpoint, requests) = try await site.scanned(role: .publicWebsite)
        #expect(requests.count <= 12, "\(requests)")
        func verdict(_ check: String) throws -> Verdict {
            try #require(endpoint.findings.first { $0.check == "inclusion.accessibility-\(check)" }).verdict
        }
        guard case .fail("some", let seen, _) = try verdict("barriers") else {
            Issue.record("\(try verdict("barriers"))")
            return
        }
        #expect(seen == "image-alt (SC 1.1.1) once, first on line 4: <img src=\"/arms.png\">")
        #expect(try verdict("strained").level == "strained")
        #expect(try verdict("practice") == .pass)
        #expect(try verdict("unreviewed").state == .unknown)
        let (mail, _) = try await site.scanned(role: .mail)
        let others = mail.findings.filter { $0.check.hasPrefix("inclusion.accessibility-") }
        #expect(others.count == 4 && others.allSatisfy { $0.verdict.state == .notApplicable })
    }

    @Test func withoutAPortBesideItNothingPlainIsAsked() async throws {
        let (endpoint, _) = try await WebSite().scanned()
        let verdict = try #require(endpoint.findings.first { $0.check == "web.https-not-forced" }).verdict
        #expect(verdict.state == .notTested)
        #expect(endpoint.web?.plain == nil)
        #expect(endpoint.unestablished.contains { $0.path == "/web/plain" })
    }

    @Test func aSiteWithoutAnythingFailsForWhatItLacks() async throws {
        var site = WebSite(plainPort: try LoopbackPorts.free())
        site.plain = #"return 200 "plain";"#
        site.fields = [:]
        site.securityText = nil
        site.tokens = "on"
        #expect(
            try await site.failures() == [
                "web.https-not-forced not-forced", "web.hsts-missing missing", "web.csp-missing missing",
                "web.framing unprotected", "web.nosniff-missing missing", "web.isolation absent",
                "web.version-disclosed disclosed", "web.security-txt-missing missing",
                "web.error-page-leaks version",
            ]
        )
    }

    /// Each with what it plants, and just what fails for it.
    static let faults: [(field: String, value: String, failure: String)] = [
        ("Strict-Transport-Security", "max-age=300; includeSubDomains", "web.hsts-weak short"),
        (
            "Content-Security-Policy", "default-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
            "web.csp-weak unsafe"
        ),
        ("X-Content-Type-Options", "sniff", "web.nosniff-missing missing"),
        ("Referrer-Policy", "unsafe-url", "web.referrer-policy unsafe"),
        ("Permissions-Policy", "camera=*", "web.permissions-policy open"),
        ("Cross-Origin-Opener-Policy", "odd", "web.isolation invalid"),
        ("Set-Cookie", "PHPSESSID=1; Path=/", "web.cookie-insecure session"),
        ("Set-Cookie", "a=1; Secure; Max-Age=99999999", "web.cookie-lifetime long"),
        ("X-Powered-By", "PHP/7.4.3", "web.version-disclosed disclosed"),
    ]

    @Test(arguments: faults)
    func onePlantedFieldFailsItsOwnCheck(_ fault: (field: String, value: String, failure: String))
        async throws
    {
        var site = WebSite()
        site.fields[fault.field] = fault.value
        #expect(try await site.failures() == [fault.failure])
    }

    static let pages: [(body: String, failure: String)] = [
        ("<script src='http://a.example/x.js'></script>", "web.mixed-content active"),
        ("<img src='http://a.example/x.png'>", "web.mixed-content passive"),
        ("<form action='http://a.example/'></form>", "web.mixed-content form"),
        ("<script src='https://a.example/x.js'></script>", "web.integrity-missing missing"),
    ]

    @Test(arguments: pages)
    func onePlantedElementFailsItsOwnCheck(_ page: (body: String, failure: String)) async throws {
        var site = WebSite()
        site.locations = "location = / { default_type text/html; return 200 \"<html>\(page.body)</html>\"; }"
        let failures = try await site.failures()
        #expect(failures.contains(page.failure))
        #expect(failures.subtracting([page.failure]).isSubset(of: ["web.integrity-missing missing"]))
    }

    @Test func anyOriginThatReadsIsSeen() async throws {
        var site = WebSite()
        site.fields["Access-Control-Allow-Origin"] = "$http_origin"
        site.fields["Access-Control-Allow-Credentials"] = "true"
        #expect(try await site.failures() == ["web.cors-reflection credentials"])
    }

    @Test func aWayBackToHTTPAndACircleAreSeen() async throws {
        var site = WebSite()
        site.locations = "location = / { return 302 http://localhost/; }"
        #expect(try await site.failures() == ["web.redirect-insecure downgrade"])
        site.locations = "location = / { return 302 /a; } location = /a { return 302 /; }"
        let (endpoint, requests) = try await site.scanned()
        #expect(WebSite.failures(of: endpoint) == ["web.redirect-insecure loop"])
        #expect(requests.count <= 12)
    }

    @Test func aPageBehindARedirectIsJudged() async throws {
        var site = WebSite()
        site.locations = """
            location = / { return 302 /en/; }
            location = /en/ { default_type text/html; return 200 "<html><img src=http://a.example/></html>"; }
            """
        let (endpoint, _) = try await site.scanned()
        #expect(WebSite.failures(of: endpoint) == ["web.mixed-content passive"])
        #expect(endpoint.web?.page.hops.count == 2)
    }

    @Test func anExpiredFileAndATraceAreSeen() async throws {
        var site = WebSite()
        site.securityText = "Contact: mailto:a@mfa.example\\nExpires: 2020-01-01T00:00:00Z\\n"
        site.locations +=
            " error_page 404 /trace; location = /trace { default_type text/html; "
            + "return 404 \"Traceback (most recent call last)\"; }"
        #expect(
            try await site.failures() == ["web.security-txt-broken expired", "web.error-page-leaks trace"]
        )
    }
}
