// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import NIOPosix
import Testing
import Transport

@testable import Probes

struct WebProbeTests {
    private func answers(
        _ secured: [String: String] = [:],
        plain: [String: String]? = nil,
        port: UInt16 = 443,
        allowance: Int = 12
    ) async -> (answers: [Answer], requests: [String], connections: Int) {
        let site = ScriptedSite(secured, plain: plain)
        let (first, second) = (SitePeer(site), SitePeer(site))
        let probe = WebProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        )
        let answers = await probe.answers(
            .sample(host: "server.example", port: port),
            secured: first,
            plain: port == 443 ? second : nil,
            requests: allowance
        )
        return (answers, await first.requests + second.requests, await first.connections)
    }

    @Test func aPortThatIsClosedIsRefused() async throws {
        let seen = await answers()
        #expect(seen.answers.fact(PlainRedirects.self)?.state == .refused)
    }

    @Test func aSilentPortIsUnknown() async throws {
        let seen = await answers(plain: ["*": ""])
        #expect(seen.answers.gap(PlainRedirects.self)?.reason == "the reply ended: silence")
    }

    @Test func whatIsNoHTTPIsUnknown() async throws {
        let seen = await answers(plain: ["*": "220 mail.example ESMTP\r\n"])
        #expect(seen.answers.gap(PlainRedirects.self)?.reason == "the reply is no HTTP")
    }

    @Test func anotherPortHasNoPlainOneBesideIt() async throws {
        let seen = await answers(port: 8443)
        #expect(seen.answers.gap(PlainRedirects.self)?.isDeliberate == true)
        #expect(!seen.requests.contains("http"))
    }

    @Test(
        arguments: [
            ("https://server.example/", PlainRedirects.End.endpoint, 1, "https://server.example/"),
            ("https://www.server.example/", .elsewhere, 1, "https://www.server.example/"),
            ("http://127.0.0.1/secret", .elsewhere, 1, "http://127.0.0.1/secret"),
            ("https://server.example:8443/", .elsewhere, 1, "https://server.example:8443/"),
            ("http://server.example/", .loop, 1, "http://server.example/"),
            ("http://server.example/next", .page, 2, nil),
            ("https://server.example/en", .page, 2, nil),
            ("gopher:x", .malformed, 1, nil),
        ] as [(String, PlainRedirects.End, Int, String?)]
    )
    func theFirstRedirectIsReadAsItLeads(
        _ target: String,
        _ end: PlainRedirects.End,
        _ hops: Int,
        _ leadsTo: String?
    ) async throws {
        let seen = await answers(
            ["/en": ScriptedSite.html("x")],
            plain: ["/": ScriptedSite.redirect(target), "/next": ScriptedSite.html("x")]
        )
        let plain = try #require(seen.answers.fact(PlainRedirects.self))
        #expect(plain.state == .answered)
        #expect(plain.end == end)
        #expect(plain.hops.count == hops)
        #expect(plain.leadsTo == leadsTo)
    }

    @Test func aLongWayEnds() async throws {
        let steps = (0..<20).map { ("/\($0)", ScriptedSite.redirect("/\($0 + 1)")) }
        let script = Dictionary(uniqueKeysWithValues: steps + [("/", ScriptedSite.redirect("/0"))])
        let seen = await answers(plain: script)
        #expect(seen.answers.fact(PlainRedirects.self)?.end == .tooMany)
        #expect(seen.requests.count { $0 == "http" } == 4)
    }

    @Test func theFileIsKept() async throws {
        let body = "Contact: mailto:a@server.example\nExpires: 2027-01-01T00:00:00Z\n"
        let seen = await answers([
            "/.well-known/security.txt": ScriptedSite.page(
                "200 OK",
                ["Content-Type: text/plain; charset=UTF-8"],
                body
            )
        ])
        let file = try #require(seen.answers.fact(SecurityTextFile.self))
        #expect(file.status == 200 && file.mediaType == "text/plain" && file.charset == "utf-8")
        #expect(file.body == body && file.isUTF8)
        #expect(
            seen.answers.fact(SecurityTextSignature.self)
                == SecurityTextSignature(state: .unsigned, listed: [])
        )
        #expect(seen.answers.fact(ErrorPage.self)?.path == WebExamination.absentPath)
        #expect(seen.requests.count { $0 == "https" } == 2 && seen.connections == 1)
    }

    @Test func theSignatureOfAFileThatIsTooLongIsUnknown() async throws {
        let body = "Contact: x\n" + String(repeating: "#", count: 110_000) + "\n"
        let seen = await answers([
            "/.well-known/security.txt": ScriptedSite.page("200 OK", ["Content-Type: text/plain"], body)
        ])
        #expect(seen.answers.fact(SecurityTextFile.self)?.status == 200)
        #expect(
            seen.answers.gap(SecurityTextSignature.self)?.reason == "the file is longer than 102400 bytes"
        )
    }

    @Test func withoutAKeptConnectionTheErrorPageIsAskedForAnew() async throws {
        let seen = await answers([
            "/.well-known/security.txt": ScriptedSite.page("200 OK", ["Connection: close"], "Contact: x\n")
        ])
        #expect(seen.answers.fact(ErrorPage.self)?.status == 404)
        #expect(seen.requests.count { $0 == "https" } == 2 && seen.connections == 2)
    }

    @Test func theAnswerWithoutAFileIsTheErrorPage() async throws {
        let trace = "<html><body>Traceback (most recent call last) nginx/1.22.1</body></html>"
        let seen = await answers([
            "*": ScriptedSite.page("404 Not Found", ["Content-Type: text/html"], trace)
        ])
        #expect(seen.answers.fact(SecurityTextFile.self)?.status == 404)
        #expect(seen.answers.gap(SecurityTextSignature.self)?.phase == .notApplicable)
        let page = try #require(seen.answers.fact(ErrorPage.self))
        #expect(page.path == WebExamination.securityPath)
        #expect(page.traces == [.python] && page.software == ["nginx/1.22.1"])
        #expect(seen.requests.filter { $0 == "https" }.count == 1)
    }

    @Test(arguments: [0, 1, 4, 8])
    func enoughIsEnough(_ allowance: Int) async throws {
        let steps = (0..<20).map { ("/\($0)", ScriptedSite.redirect("/\($0 + 1)")) }
        let script = Dictionary(uniqueKeysWithValues: steps + [("/", ScriptedSite.redirect("/0"))])
        let files = [
            "/.well-known/security.txt": ScriptedSite.redirect("/a"), "/a": ScriptedSite.redirect("/b"),
        ]
        let seen = await answers(files, plain: script, allowance: allowance)
        #expect(seen.requests.count <= allowance)
        #expect(Set(seen.answers.map(\.question)) == Set(WebExamination.questions))
    }

    private func completed(_ endpoint: Endpoint, _ answers: [Answer], tier: ProbeTier = .active) async throws
        -> Visit
    {
        let probe = WebProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        )
        let address = try #require(IPAddress("127.0.0.1"))
        let subject: (Subject, [Answer]) -> Visit = { subject, answers in
            Visit(
                subject: subject,
                vantage: "test",
                started: Date(),
                finished: Date(),
                cost: Cost(),
                transcriptSHA256: nil,
                answers: answers
            )
        }
        return await probe.complete(
            subject(.endpoint("sample"), []),
            of: endpoint,
            at: [address],
            tier: tier,
            after: [subject(.address(address, of: "sample"), answers)]
        )
    }

    @Test func whereNoPageCameNothingIsAskedAndTheReasonStands() async throws {
        let reason = Unestablished(phase: .reply, reason: "turned away for now: HTTP 503", attempts: 4)
        let visit = try await completed(
            .sample(host: "server.example", port: 443),
            [.unestablished(Question(PageResponse.self), reason)]
        )
        #expect(Set(visit.answers.map(\.question)) == Set(WebExamination.questions))
        #expect(visit.answers.gap(SecurityTextFile.self) == reason)
        #expect(visit.cost == Cost() && visit.transcriptSHA256 == nil)
    }

    @Test func otherServicesAndPassiveVisitsAreLeftAlone() async throws {
        let mail = try await completed(.sample(host: "server.example", port: 993, service: .imaps), [])
        #expect(mail.answers.isEmpty)
        let passive = try await completed(.sample(host: "server.example", port: 443), [], tier: .passive)
        #expect(passive.answers.isEmpty)
    }
}
