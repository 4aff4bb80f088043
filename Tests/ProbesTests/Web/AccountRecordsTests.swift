// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import NIOPosix
import Testing
import Transport

@testable import Probes

struct AccountRecordsTests {
    private static let text = ["Content-Type: text/plain"]

    private func answers(
        _ script: [String: String],
        accounts: [Account],
        role: Role = .publicWebsite,
        allowance: Int = 12
    ) async -> (answers: [Answer], requests: Int) {
        let peer = SitePeer(ScriptedSite(script))
        let probe = WebProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        )
        let answers = await probe.answers(
            .sample(host: "server.example", port: 443, role: role),
            secured: peer,
            plain: nil,
            requests: allowance,
            accounts: accounts
        )
        return (answers, await peer.requests.count)
    }

    private static func mastodon(_ profile: String, handle: String? = nil, endpoint: String = "other")
        -> Account
    {
        Account(id: "m", platform: .mastodon, profile: profile, handle: handle, endpoint: endpoint)
    }

    private static let named = Account(id: "x", platform: .x, profile: "https://x.com/a", endpoint: "sample")

    @Test func aFileOfTrustIsReadAtEitherPlace() async throws {
        let file = ScriptedSite.page("200 OK", Self.text, "social=https://x.com/a\n")
        let first = await answers(["/trust.txt": file], accounts: [Self.named])
        #expect(
            first.answers.fact(TrustFile.self)
                == TrustFile(
                    path: "/trust.txt",
                    status: 200,
                    entries: [.init(name: "social", value: "https://x.com/a")]
                )
        )
        let second = await answers(["/.well-known/trust.txt": file], accounts: [Self.named])
        #expect(second.answers.fact(TrustFile.self)?.path == "/.well-known/trust.txt")
        #expect(second.answers.fact(TrustFile.self)?.entries.count == 1)
        let none = await answers(["/trust.txt": ScriptedSite.html("social=a")], accounts: [Self.named])
        #expect(none.answers.fact(TrustFile.self) == TrustFile(path: "/.well-known/trust.txt", status: 404))
    }

    /// Its absence shows the page of errors, so it costs nothing where security.txt is there.
    @Test func anAbsentFileIsThePageOfErrors() async throws {
        let security = ScriptedSite.page("200 OK", Self.text, "Contact: mailto:a@b.example\n")
        let script = ["/.well-known/security.txt": security]
        let with = await answers(script, accounts: [Self.named])
        let without = await answers(script, accounts: [])
        #expect(with.answers.fact(ErrorPage.self)?.path == "/trust.txt")
        #expect(without.answers.fact(ErrorPage.self)?.path == WebExamination.absentPath)
        #expect(with.requests == without.requests + 1)
        let file = ScriptedSite.page("200 OK", Self.text, "member=https://a.example/")
        let present = await answers(
            script.merging(["/trust.txt": file]) { $1 },
            accounts: [Self.named]
        )
        #expect(present.answers.fact(ErrorPage.self)?.path == WebExamination.absentPath)
        #expect(present.requests == without.requests + 1)
    }

    @Test func othersAreNotAskedForOne() async {
        let seen = await answers([:], accounts: [Self.mastodon("https://x.example/@a")])
        #expect(!seen.answers.contains { $0.question.kind.name.hasPrefix("web.trust") })
        let host = await answers([:], accounts: [], role: .statementHost)
        #expect(host.answers.fact(TrustFile.self)?.status == 404)
    }

    @Test func webFingerAnswersForItsHandles() async throws {
        let path = "/.well-known/webfinger?resource=acct%3Aa%40server.example"
        let descriptor = #"{"aliases":["https://social.example/@a"],"links":[]}"#
        let account = Self.mastodon("https://social.example/@a", handle: "a@server.example")
        let seen = await answers(
            [path: ScriptedSite.page("200 OK", ["Content-Type: application/jrd+json"], descriptor)],
            accounts: [account, Self.mastodon("https://social.example/@b", handle: "b@elsewhere.example")]
        )
        #expect(
            seen.answers.compactMap { answer -> WebFingerAnswer? in
                if case .fact(let record) = answer { try? record.decode(WebFingerAnswer.self) } else { nil }
            } == [
                WebFingerAnswer(
                    resource: "acct:a@server.example",
                    status: 200,
                    profiles: ["https://social.example/@a"]
                )
            ]
        )
        let moved = await answers(
            [path: ScriptedSite.redirect("https://social.example/.well-known/webfinger?a=b")],
            accounts: [account]
        )
        #expect(
            moved.answers.fact(WebFingerAnswer.self)?.leadsTo
                == "https://social.example/.well-known/webfinger"
        )
        let page = await answers([path: ScriptedSite.html("no")], accounts: [account])
        #expect(page.answers.fact(WebFingerAnswer.self)?.profiles == nil)
    }

    @Test func aHandleOfAtprotoGivesItsIdentifier() async throws {
        let account = Account(
            id: "b",
            platform: .bluesky,
            profile: "https://bsky.app/profile/server.example",
            handle: "server.example",
            endpoint: "other"
        )
        let did = ScriptedSite.page("200 OK", Self.text, "did:web:server.example\n")
        let seen = await answers(["/.well-known/atproto-did": did], accounts: [account])
        #expect(
            seen.answers.fact(HandleIdentifier.self)
                == HandleIdentifier(status: 200, identifier: "did:web:server.example")
        )
        let none = await answers([:], accounts: [account])
        #expect(none.answers.fact(HandleIdentifier.self) == HandleIdentifier(status: 404))
    }

    @Test func thePageOfAnAccountOnTheHostIsRead() async throws {
        let account = Self.mastodon("https://server.example/@a")
        let html = "<html><body><a rel='nofollow me' href='https://www.mfa.example/'>x</a></body></html>"
        let seen = await answers(["/@a": ScriptedSite.html(html)], accounts: [account])
        #expect(
            seen.answers.fact(AccountPage.self)
                == AccountPage(profile: account.profile, status: 200, links: ["https://www.mfa.example/"])
        )
    }

    @Test func moreThanIsAllowedIsNotAsked() async {
        let accounts = (0..<20).map {
            Self.mastodon("https://server.example/@\($0)", handle: "\($0)@server.example")
        }
        let seen = await answers([:], accounts: accounts + [Self.named], role: .statementHost, allowance: 4)
        #expect(seen.requests <= 4)
        #expect(seen.answers.count { $0.question.kind == WebFingerAnswer.kind } == 20)
        #expect(seen.answers.gap(AccountPage.self)?.phase == .notMeasured)
        #expect(Set(seen.answers.map(\.question)).count == seen.answers.count)
    }
}
