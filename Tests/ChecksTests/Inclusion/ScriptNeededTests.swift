// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct ScriptNeededTests {
    private func verdict(
        _ need: ScriptNeed?,
        role: Role = .publicWebsite,
        page: PageResponse = .sound()
    ) throws -> Verdict {
        let scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0), page)
        let seen = try need.map { try scene.seeing($0) } ?? scene.missing(Question(ScriptNeed.self))
        return try seen.verdict(of: ScriptNeeded.self, ["Letters": "200"])
    }

    @Test func textAndLinksPass() throws {
        #expect(try verdict(ScriptNeed(letters: 900, links: 9, scriptedLinks: 2, hasScripts: true)) == .pass)
        #expect(
            try verdict(ScriptNeed(letters: 0, isHollow: true)) == .pass,
            "without scripts nothing fills it"
        )
    }

    @Test func aPageThatScriptsFillFailsAsAWhole() throws {
        let hollow = try verdict(ScriptNeed(letters: 100, hasScripts: true, isHollow: true))
        #expect(
            hollow.level == "whole" && hollow.seen?.hasPrefix("an empty element for scripts to fill") == true
        )
        let asking = try verdict(ScriptNeed(letters: 0, hasScripts: true, asksForScripts: true))
        #expect(asking.seen?.hasPrefix("noscript asks for JavaScript") == true)
    }

    @Test func partsThatHandlersMoveFail() throws {
        let links = try verdict(ScriptNeed(letters: 900, scriptedLinks: 7, hasScripts: true))
        #expect(links.level == "parts" && links.seen == "7 links, all by handlers")
        let forms = try verdict(ScriptNeed(letters: 900, links: 1, scriptedForms: 1, gap: "cut"))
        #expect(forms.seen == "1 forms that a handler sends")
    }

    @Test func whatCannotBeToldIsUnknown() throws {
        let unclear = [
            ScriptNeed(letters: 100, hasScripts: true),
            ScriptNeed(letters: 900, links: 3, hasScripts: true, asksForScripts: true),
            ScriptNeed(letters: 0, hasScripts: true, isHollow: true, challenge: "Cloudflare"),
            ScriptNeed(letters: 900, gap: "cut"), nil,
        ]
        for need in unclear { #expect(try verdict(need).state == .unknown, "\(String(describing: need))") }
        #expect(try verdict(unclear[0], role: .mail).state == .notApplicable)
        #expect(try verdict(unclear[1], page: .sound(leadsTo: "https://a.example/")).state == .notApplicable)
    }

    @Test func countsAreCoarse() {
        let need = ScriptNeed(letters: 5099, links: 99, scriptedLinks: 51)
        #expect(need.letters == 1000 && need.links == 50 && need.scriptedLinks == 50)
        #expect(ScriptNeed(letters: 199).letters == 100)
    }
}
