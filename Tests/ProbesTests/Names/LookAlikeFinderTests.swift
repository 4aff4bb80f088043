// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Resolver
import Testing

@testable import Probes

struct LookAlikeFinderTests {
    private static func address() throws -> DNSAnswer {
        try .found(.address(try #require(IPAddress("192.0.2.1"))), validation: .insecure)
    }

    private static func exchange(_ host: String) throws -> DNSAnswer {
        try .found(.exchange(MailExchange(preference: 0, host: try #require(DNSName(host)))))
    }

    private func answer(
        _ resolver: any Resolving,
        _ search: LookAlikeSearch = LookAlikeSearch(),
        beside others: [String] = [],
        deadline: Duration = .seconds(60)
    ) async -> Answer {
        await LookAlikeFinder(resolver, deadline: .now + deadline).answer(
            "mfa.example",
            search,
            beside: others
        )
    }

    private func names(_ answer: Answer) throws -> LookAlikeNames {
        try #require(Readout(answers: [answer]).facts(LookAlikeNames.self).first)
    }

    private func reason(_ answer: Answer) -> Unestablished? {
        if case .unestablished(_, let reason) = answer { reason } else { nil }
    }

    /// Three more for each hit, one for each to see that not every name is there, and one before all.
    @Test func hitsAreRankedAndTheRestCostsOneQuestion() async throws {
        let resolver = ScriptedResolver([
            "rnfa.example A": try Self.address(),
            "rnfa.example NS": try .found(.nameServer(try #require(DNSName("ns.test")))),
            "maf.example A": DNSAnswer(.noData),
            "maf.example MX": try Self.exchange("mx.test"),
            "fma.example A": try Self.address(),
            "fma.example MX": try Self.exchange("."),
        ])
        let names = try names(await answer(resolver))
        #expect(names.hits.map(\.name) == ["maf.example", "fma.example", "rnfa.example"])
        #expect(names.hits.map(\.records) == [["MX"], ["A"], ["A", "NS"]])
        #expect(names.asked == names.generated && names.unansweredCount == 0)
        #expect(resolver.questions.count == names.asked + 13)
    }

    @Test func theBudgetIsKept() async throws {
        let resolver = ScriptedResolver([:])
        let names = try names(await answer(resolver, LookAlikeSearch(budget: 7)))
        #expect(names.asked == 7)
        #expect(resolver.questions.count == 8)
    }

    @Test func listedAndKnownNamesAreNotAsked() async throws {
        let resolver = ScriptedResolver(["rnfa.example A": try Self.address()])
        let search = LookAlikeSearch(known: ["rnfa.example"])
        #expect(try names(await answer(resolver, search, beside: ["maf.example"])).hits.isEmpty)
        #expect(
            !resolver.questions.contains("rnfa.example A") && !resolver.questions.contains("maf.example A")
        )
    }

    @Test func aResolverThatInventsAddressesSaysNothing() async throws {
        let resolver = ScriptedResolver([:], other: try Self.address())
        #expect(reason(await answer(resolver))?.phase == .vantage)
    }

    @Test func aSilentResolverSaysNothing() async {
        let resolver = ScriptedResolver([:], other: DNSAnswer(.timedOut))
        #expect(reason(await answer(resolver))?.phase == .resolve)
        #expect(resolver.questions.count == 1)
    }

    @Test func failuresAreNoAbsence() async throws {
        let resolver = ScriptedResolver([
            "rnfa.example A": DNSAnswer(.failed("SERVFAIL")),
            "maf.example A": try Self.address(), "maf.example MX": DNSAnswer(.timedOut),
        ])
        let names = try names(await answer(resolver))
        #expect(names.unanswered == ["maf.example", "rnfa.example"])
        #expect(names.hits.isEmpty)
    }

    @Test func aZoneThatAnswersForEveryNameShowsNothing() async throws {
        let names = try names(await answer(OpenZone(suffix: ".net", answer: try Self.address())))
        #expect(names.wildcards > 0 && names.hits.isEmpty)
    }
}

/// Every name below the suffix exists, and no other.
private struct OpenZone: Resolving {
    let suffix: String
    let answer: DNSAnswer

    func records(of name: String, type: UInt16) async -> DNSAnswer {
        name.hasSuffix(suffix) && type == 1 ? answer : DNSAnswer(.noSuchName)
    }
}
