// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import NIOPosix
import Testing
import Transport
import WebPolicy

@testable import Probes

struct ExposureProbeTests {
    private static let head = ScriptedSite.page("200 OK", [], "ref: refs/heads/main\n")
    private static let secret = ScriptedSite.page("200 OK", [], "APP_ENV=production\nDB_PASSWORD=hunter2\n")

    private func answers(_ script: [String: String], losing: Set<Int> = []) async
        -> (answers: [Answer], requests: Int)
    {
        let peer = SitePeer(ScriptedSite(script), losing: losing)
        let probe = ExposureProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero),
            pace: .zero
        )
        let answers = await probe.answers(
            .sample(host: "server.example", port: 443),
            peer,
            until: .now + .seconds(120)
        )
        return (answers, await peer.requests.count)
    }

    private func files(_ matter: ExposedPath.Matter, _ answers: [Answer]) -> ExposedFiles? {
        for case .fact(let record) in answers
        where record.question == Question(ExposedFiles.self, matter.rawValue) {
            return try? record.decode(ExposedFiles.self)
        }
        return nil
    }

    private func gap(_ matter: ExposedPath.Matter, _ answers: [Answer]) -> String? {
        for case .unestablished(Question(ExposedFiles.self, matter.rawValue), let reason) in answers {
            return reason.reason
        }
        return nil
    }

    @Test func aSiteWithoutAnythingIsClean() async {
        let seen = await answers(["/": ScriptedSite.html("<p>Embassy</p>")])
        for matter in ExposedPath.Matter.allCases {
            #expect(files(matter, seen.answers)?.found == [])
        }
        #expect(seen.answers.fact(DirectoryListings.self) == DirectoryListings(asked: ["/"], listed: []))
        #expect(seen.answers.fact(SourceMaps.self) == SourceMaps(scripts: 0, maps: []))
        #expect(seen.answers.fact(DocumentMetadata.self) == DocumentMetadata(read: 0, documents: []))
        #expect(seen.requests == ExposedPath.safe.count + 3)
        #expect(Set(seen.answers.map(\.question)) == Set(ExposureProbe.questions))
    }

    @Test func whatLiesOpenIsFoundAndNotKept() async throws {
        let seen = await answers([
            "/": ScriptedSite.html("x"), "/.git/HEAD": Self.head, "/.env": Self.secret,
            "/server-status": ScriptedSite.html("<title>Apache Status</title><dt>Server uptime: 1 day</dt>"),
        ])
        #expect(files(.repository, seen.answers)?.found.map(\.signature) == ["git-head"])
        let secrets = try #require(files(.secrets, seen.answers))
        #expect(secrets.found.map(\.path) == ["/.env"] && secrets.found.first?.sha256?.count == 64)
        #expect(files(.statusPage, seen.answers)?.found.first?.sha256 == nil)
        #expect(files(.backup, seen.answers)?.found == [])
        for case .fact(let record) in seen.answers {
            let kept = try record.body
            #expect(!String(decoding: kept, as: UTF8.self).contains("hunter2"))
        }
    }

    @Test(
        arguments: [
            ("200 OK", "HTTP 200"), ("403 Forbidden", "HTTP 403"), ("302 Found", "HTTP 302"),
            ("401 Unauthorized", "HTTP 401"),
        ]
    )
    func anAnswerForEveryPathIsUnknown(_ status: String, _ words: String) async {
        let page = ScriptedSite.page(status, ["Content-Type: text/html"], "<html>Welcome</html>")
        let seen = await answers(["/": ScriptedSite.html("x"), "*": page])
        for matter in ExposedPath.Matter.allCases {
            #expect(gap(matter, seen.answers) == "a page that nobody has is answered by \(words)")
        }
    }

    /// What has its own bytes is found even so.
    @Test func aFileBehindACatchAllIsFound() async {
        let seen = await answers(["*": ScriptedSite.html("welcome"), "/.git/HEAD": Self.head])
        #expect(files(.repository, seen.answers)?.found.map(\.path) == ["/.git/HEAD"])
        #expect(gap(.secrets, seen.answers) != nil)
    }

    /// A server that makes a file for every name has none that is exposed.
    @Test(arguments: ["ref: refs/heads/main\n", "A_KEY=1\nB_KEY=2\n", "-- MySQL dump 10\n"])
    func aServerThatAnswersAnythingWithSuchAFileIsUnknown(_ body: String) async {
        let seen = await answers(["/": ScriptedSite.html("x"), "*": ScriptedSite.page("200 OK", [], body)])
        for matter in ExposedPath.Matter.allCases {
            #expect(files(matter, seen.answers) == nil)
            #expect(gap(matter, seen.answers) != nil)
        }
    }

    @Test func aPageAtThePathOfAFileIsNone() async {
        let seen = await answers([
            "/": ScriptedSite.html("x"), "/.env": ScriptedSite.html("<p>APP_ENV=x</p>\nAPP_KEY=y\n"),
            "/backup.zip": ScriptedSite.html("no such archive"),
        ])
        #expect(files(.secrets, seen.answers)?.found == [])
        #expect(files(.backup, seen.answers)?.found == [])
    }

    @Test func whatIsCutShortIsUnknown() async {
        let cut = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\n[core]\n"
        let seen = await answers(["/": ScriptedSite.html("x"), "/.git/config": cut])
        #expect(gap(.repository, seen.answers) == "/.git/config: it was cut short")
        #expect(files(.secrets, seen.answers)?.found == [])
    }

    @Test func whoeverIsTurnedAwayKnowsNothingAndGoes() async {
        let page = ScriptedSite.page("429 Too Many Requests")
        let seen = await answers(["/": ScriptedSite.html("x"), "*": page])
        for matter in ExposedPath.Matter.allCases {
            #expect(gap(matter, seen.answers) == "turned away for now: HTTP 429")
        }
        #expect(seen.requests == 3)
    }

    @Test func twoFailuresAreEnough() async {
        let busy = ScriptedSite.page("503 Service Unavailable")
        let seen = await answers([
            "/": ScriptedSite.html("x"), "/.git/HEAD": Self.head, "/.svn/entries": busy,
            "/.hg/requires": busy,
        ])
        #expect(files(.repository, seen.answers)?.found.map(\.path) == ["/.git/HEAD"])
        #expect(gap(.backup, seen.answers) == "the server no longer answered, so no more was asked")
        #expect(seen.requests == 7)
    }

    @Test(arguments: [1, 2, 3, 30, 72])
    func whatIsLostOnceIsAskedForAgain(_ number: Int) async {
        let seen = await answers(["/": ScriptedSite.html("x")], losing: [number])
        for matter in ExposedPath.Matter.allCases { #expect(files(matter, seen.answers)?.found == []) }
        #expect(seen.requests == ExposedPath.safe.count + 4)
    }

    /// After two losses in a row, nothing that was not seen to be absent between two answers counts as clean.
    @Test(arguments: [1, 2, 3, 30, 72])
    func whatIsLostTwiceIsNeverClean(_ number: Int) async {
        let seen = await answers(["/": ScriptedSite.html("x")], losing: [number, number + 1])
        for matter in ExposedPath.Matter.allCases {
            #expect(files(matter, seen.answers) == nil)
            #expect(gap(matter, seen.answers) != nil)
        }
        #expect(seen.requests == number + 1)
    }

    // MARK: What the page names

    @Test func foldersScriptsAndDocumentsAreFollowed() async throws {
        let index =
            "<html><title>Index of /a/</title><h1>Index of /a/</h1><hr><pre><a href=\"../\">../</a></pre>"
        let html = """
            <script src="/a/app.js?v=1"></script><script src="https://cdn.example/x.js"></script>
            <a href="/docs/one.pdf">1</a><a href="/docs/two.pdf">2</a><a href="https://other.example/3.pdf">3</a>
            <a href="/gone.pdf">4</a>
            """
        let seen = await answers([
            "/": ScriptedSite.html(html), "/a/": ScriptedSite.html(index),
            "/a/app.js": ScriptedSite.page("200 OK", [], "f();\n//# sourceMappingURL=app.js.map\n"),
            "/a/app.js.map": ScriptedSite.page(
                "200 OK",
                [],
                #"{"version":3,"sources":["a"],"sourcesContent":["x"],"mappings":""}"#
            ),
            "/docs/one.pdf": ScriptedSite.page("200 OK", [], "%PDF-1.4 << /Author (Jane Doe) >>"),
            "/docs/two.pdf": ScriptedSite.page("200 OK", [], "%PDF-1.4 << /Title (x) >>"),
        ])
        let folders = try #require(seen.answers.fact(DirectoryListings.self))
        #expect(folders.asked == ["/", "/a/", "/docs/"])
        #expect(folders.listed == [.init(path: "/a/", maker: "nginx")])
        #expect(
            seen.answers.fact(SourceMaps.self)?.maps == [
                .init(script: "/a/app.js", path: "/a/app.js.map", holdsSources: true)
            ]
        )
        let documents = try #require(seen.answers.fact(DocumentMetadata.self))
        #expect(documents.read == 2)
        #expect(documents.documents == [.init(path: "/docs/one.pdf", format: "pdf", traces: ["author"])])
    }

    @Test func aMapThatIsNotThereIsNone() async {
        let seen = await answers([
            "/": ScriptedSite.html("<script src=/a.js></script>"),
            "/a.js": ScriptedSite.page("200 OK", ["SourceMap: /b.map"], "f()"),
        ])
        #expect(seen.answers.fact(SourceMaps.self) == SourceMaps(scripts: 1, maps: []))
    }

    @Test func aDocumentThatCannotBeReadIsUnknown() async {
        let seen = await answers([
            "/": ScriptedSite.html("<a href=/a.pdf>1</a>"), "/a.pdf": ScriptedSite.html("please log in"),
        ])
        #expect(seen.answers.gap(DocumentMetadata.self)?.reason == "/a.pdf: its metadata cannot be read")
    }

    @Test func aPageElsewhereIsLeftAlone() async {
        let seen = await answers(["/": ScriptedSite.redirect("https://other.example/")])
        #expect(seen.answers.gap(SourceMaps.self)?.phase == .notApplicable)
        #expect(files(.secrets, seen.answers)?.found == [])
    }

    @Test func aPageBehindOwnRedirectsIsRead() async {
        let seen = await answers([
            "/": ScriptedSite.redirect("/en/"), "/en/": ScriptedSite.html("<script src=a.js></script>"),
            "/en/a.js": ScriptedSite.page("200 OK", [], "f()"),
        ])
        #expect(seen.answers.fact(SourceMaps.self)?.scripts == 1)
    }

    @Test func withoutItsOwnersWordNothingIsAsked() async throws {
        let probe = ExposureProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        )
        let visit = Visit(
            subject: .endpoint("sample"),
            vantage: "test",
            started: Date(),
            finished: Date(),
            cost: Cost(),
            transcriptSHA256: nil,
            answers: []
        )
        let address = try #require(IPAddress("127.0.0.1"))
        let after = await probe.complete(
            visit,
            of: .sample(host: "server.example", port: 443),
            at: [address],
            tier: .active,
            after: [],
            since: .now
        )
        #expect(after == visit)
    }
}
