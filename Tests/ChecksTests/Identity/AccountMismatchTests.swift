// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct AccountMismatchTests {
    private func verdict(_ scene: Scene) throws -> Verdict { try scene.verdict(of: AccountMismatch.self) }

    private func finger(_ answer: WebFingerAnswer?, on host: String = "mfa.example") throws -> Scene {
        let scene = try Scene.accounts([.mastodon], hosts: ["mfa.example", "social.mfa.example"])
        return try answer.map { try scene.seeing($0, on: .endpoint(host)) }
            ?? scene.missing(Question(WebFingerAnswer.self, "acct:mfa@mfa.example"), on: .endpoint(host))
    }

    private static func answer(_ status: Int, _ profiles: [String]? = nil, leadsTo: String? = nil)
        -> WebFingerAnswer
    {
        WebFingerAnswer(
            resource: "acct:mfa@mfa.example",
            status: status,
            leadsTo: leadsTo,
            profiles: profiles
        )
    }

    @Test(
        arguments: [
            (answer(200, ["https://social.mfa.example/users/mfa"]), .pass, nil),
            (answer(200, ["https://evil.example/@mfa"]), .fail, "other"),
            (answer(200, []), .fail, "unconfirmed"), (answer(404), .fail, "unconfirmed"),
            (answer(200), .unknown, nil), (answer(503), .unknown, nil), (nil, .unknown, nil),
            (answer(302, leadsTo: "https://elsewhere.example/x"), .notTested, nil),
        ] as [(WebFingerAnswer?, Verdict.State, String?)]
    )
    func webFingerNamesTheProfile(_ answer: WebFingerAnswer?, _ state: Verdict.State, _ level: String?) throws
    {
        let verdict = try verdict(finger(answer))
        #expect(verdict.state == state && verdict.level == level, "\(verdict)")
    }

    @Test func aHostOfHandlesMaySendOn() throws {
        let moved = Self.answer(302, leadsTo: "https://social.mfa.example/.well-known/webfinger")
        let scene = try finger(moved)
            .seeing(
                Self.answer(200, ["https://social.mfa.example/@mfa"]),
                on: .endpoint("social.mfa.example")
            )
        #expect(try verdict(scene) == .pass)
    }

    @Test func hostsThatAreNotListedAreNotAsked() throws {
        #expect(try verdict(.accounts([.mastodon])).state == .notTested)
        #expect(try verdict(.accounts([.bluesky])).state == .notTested)
    }

    @Test func dnsNamesTheIdentifier() throws {
        let scene = try Scene.accounts([.bluesky], domains: ["mfa.example"])
        #expect(try verdict(scene.identifier("v=spf1", "did=did:web:mfa.example")) == .pass)
        #expect(try verdict(scene.identifier("did=did:web:evil.example")).level == "other")
        let both = try scene.identifier("did=did:web:mfa.example", "did=did:web:evil.example")
        #expect(try verdict(both).level == "other")
        // Where DNS says nothing, the host may; it is not listed here.
        #expect(try verdict(scene.identifier(outcome: .noSuchName)).state == .notTested)
    }

    @Test func theHostNamesItWhereDNSDoesNot() throws {
        let scene = try Scene.accounts([.bluesky], hosts: ["mfa.example"], domains: ["mfa.example"])
            .identifier(outcome: .noData)
        let said: (HandleIdentifier) throws -> Verdict = { fact in
            try verdict(scene.seeing(fact, on: .endpoint("mfa.example")))
        }
        #expect(try said(HandleIdentifier(status: 200, identifier: "did:web:mfa.example")) == .pass)
        #expect(try said(HandleIdentifier(status: 200, identifier: "did:web:evil.example")).level == "other")
        #expect(try said(HandleIdentifier(status: 404)).level == "unconfirmed")
        #expect(try said(HandleIdentifier(status: 200)).state == .unknown)
        #expect(try said(HandleIdentifier(status: 500)).state == .unknown)
    }

    @Test func whatDNSMightSayIsNotAssumed() throws {
        let question = Question(DNSRecords.self, "_atproto.mfa.example TXT")
        let scene = try Scene.accounts([.bluesky], hosts: ["mfa.example"], domains: ["mfa.example"])
            .missing(question, on: .domain("mfa.example"))
        let other = HandleIdentifier(status: 200, identifier: "did:web:evil.example")
        #expect(
            try verdict(scene.seeing(other, on: .endpoint("mfa.example"))) == .unknown(because: Scene.silence)
        )
        let absent = HandleIdentifier(status: 404)
        #expect(try verdict(scene.seeing(absent, on: .endpoint("mfa.example"))).state == .unknown)
    }

    @Test func platformsWithoutRecordsHaveNothingToCompare() throws {
        #expect(try verdict(.accounts([.x])).state == .notApplicable)
        #expect(try verdict(.accounts([])).state == .notApplicable)
    }
}
