// SPDX-License-Identifier: Apache-2.0
import DNSWire
import MailPolicy
import Testing

struct SPFSurveyTests {
    private func survey(
        _ zone: [String: String],
        hosts: [String: Bool] = [:],
        failing: Set<String> = []
    ) throws -> SPFSurvey {
        SPFSurvey(of: try #require(DNSName("mfa.example"))) { name in
            if failing.contains("\(name)") { return .failed("SERVFAIL") }
            guard let text = zone["\(name)"] else { return .noSuchName }
            return text.isEmpty ? .noData : .found(text.split(separator: "|").map { Array($0.utf8) })
        } hosts: { question in
            failing.contains("\(question.name)")
                ? .failed("SERVFAIL") : hosts["\(question.name)"] ?? true ? .found([true]) : .noSuchName
        }
    }

    @Test func aPlainRecordEndsAsItSays() throws {
        for (ending, text) in [
            (SPFQualifier.fail, "v=spf1 mx -all"), (.softfail, "v=spf1 mx ~all"),
            (.neutral, "v=spf1 mx ?all"),
            (.pass, "v=spf1 mx all"), (.neutral, "v=spf1 mx"),
        ] {
            let survey = try survey(["mfa.example": text])
            #expect(
                survey.ending == ending && survey.lookups == 1 && survey.records == 1 && survey.problem == nil
            )
        }
    }

    @Test func lookupsAreCountedThroughIncludesAndRedirects() throws {
        let survey = try survey([
            "mfa.example": "v=spf1 a include:one.example include:two.example redirect=three.example",
            "one.example": "v=spf1 mx exists:x.example ip4:192.0.2.1 -all",
            "two.example": "v=spf1 include:one.example -all",
            "three.example": "v=spf1 ptr a:h.example ~all",
        ])
        // Four terms of its own, two in one.example twice, one in two.example, two in three.example.
        #expect(survey.lookups == 4 + 2 + (1 + 2) + 2)
        #expect(survey.usesPointers && survey.ending == .softfail && survey.troubles.isEmpty)
    }

    @Test func includesThatDoNotExistAreNamed() throws {
        let survey = try survey([
            "mfa.example":
                "v=spf1 include:gone.test include:empty.test include:two.test include:bad.test -all",
            "empty.test": "", "two.test": "v=spf1 -all|v=spf1 -all", "bad.test": "v=spf1 moo",
        ])
        #expect(survey.troubles.map(\.kind) == [.noSuchName, .noRecord, .several, .syntax])
        #expect(
            survey.troubles.map(\.domain.description) == ["gone.test", "empty.test", "two.test", "bad.test"]
        )
    }

    @Test func circlesAreSeenAndEnd() throws {
        let survey = try survey([
            "mfa.example": "v=spf1 include:a.test -all", "a.test": "v=spf1 include:b.test",
            "b.test": "v=spf1 include:a.test",
        ])
        #expect(survey.troubles.map(\.kind) == [.circle])
    }

    @Test func aTreeWithoutEndEnds() throws {
        let wide = (0..<40).map { "include:n\($0).test" }.joined(separator: " ")
        var zone = ["mfa.example": "v=spf1 \(wide) -all"]
        for index in 0..<40 { zone["n\(index).test"] = "v=spf1 \(wide)" }
        #expect(try survey(zone).lookups > 10)
    }

    @Test func voidsAndUnknownsAreKeptApart() throws {
        let survey = try survey(
            ["mfa.example": "v=spf1 a:gone.test mx:lost.test include:lost2.test a:%{h} -all"],
            hosts: ["gone.test": false],
            failing: ["lost.test", "lost2.test"]
        )
        #expect(survey.voids.map(\.description) == ["gone.test"] && survey.hasMacros)
        #expect(Set(survey.unknown.keys.map(\.description)) == ["lost.test", "lost2.test"])
    }

    @Test func passingForHalfTheWorldIsSeen() throws {
        let survey = try survey([
            "mfa.example":
                "v=spf1 ip4:0.0.0.0/1 -ip4:10.0.0.0/8 ip4:192.0.2.0/24 include:x.test ?include:y.test -all",
            "x.test": "v=spf1 ip6:2000::/3 -all", "y.test": "v=spf1 ip4:128.0.0.0/1 -all",
        ])
        #expect(survey.broadNetworks == ["0.0.0.0/1", "2000::/3"])
    }

    @Test func noRecordSeveralRecordsAndSyntaxAreToldApart() throws {
        #expect(try survey(["mfa.example": "hello"]).records == 0)
        let several = try survey(["mfa.example": "v=spf1 -all|v=spf1 ~all"])
        #expect(several.records == 2 && several.problem != nil && several.ending == nil)
        let syntax = try survey(["mfa.example": "v=spf1 ip4:1.2.3 -all"])
        #expect(syntax.records == 1 && syntax.problem?.contains("ip4:1.2.3") == true)
    }
}
