// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Resolver
import Testing

@testable import Probes

struct ServiceBindingsTests {
    private static func name(_ text: String) throws -> DNSName { try #require(DNSName(text)) }

    private static func alias(_ target: String) throws -> DNSAnswer {
        try .found(.binding(ServiceBinding(priority: 0, target: try name(target))))
    }

    private func asked(_ table: [String: DNSAnswer], port: UInt16 = 443) async throws -> [String] {
        let resolver = ScriptedResolver(table)
        let questions = DomainQuestions(resolver, deadline: .now + .seconds(60))
        await ServiceBindings(questions).gather(try Self.name("mfa.example"), port: port)
        return resolver.questions
    }

    @Test func aliasesAreFollowedAndHintsHaveTheirAddressesAsked() async throws {
        let hinting = ServiceBinding(
            priority: 1,
            target: .root,
            parameters: [.init(key: 4, value: [192, 0, 2, 1])]
        )
        let elsewhere = ServiceBinding(
            priority: 2,
            target: try Self.name("edge.example"),
            parameters: [.init(key: 1, value: [2, 0x68, 0x32]), .init(key: 4, value: [192, 0, 2, 1])]
        )
        let questions = try await asked([
            "mfa.example HTTPS": try Self.alias("cdn.example"),
            "cdn.example HTTPS": try .found(.binding(hinting), .binding(elsewhere)),
        ])
        #expect(
            questions == [
                "mfa.example HTTPS", "cdn.example HTTPS", "cdn.example A", "cdn.example AAAA",
                "edge.example A", "edge.example AAAA",
            ]
        )
    }

    @Test func whereNothingIsHintedNoAddressIsAsked() async throws {
        let plain = ServiceBinding(priority: 1, target: try Self.name("edge.example"))
        let questions = try await asked(["mfa.example HTTPS": try .found(.binding(plain))])
        #expect(questions == ["mfa.example HTTPS"])
    }

    @Test func anotherPortHasANameOfItsOwn() async throws {
        #expect(try await asked([:], port: 8443) == ["_8443._https.mfa.example HTTPS"])
    }

    @Test func circlesAndLongWaysEnd() async throws {
        let circle = try await asked([
            "mfa.example HTTPS": try Self.alias("b.example"),
            "b.example HTTPS": try Self.alias("mfa.example"),
        ])
        #expect(circle == ["mfa.example HTTPS", "b.example HTTPS"])
        var long = ["mfa.example HTTPS": try Self.alias("a0.example")]
        for step in 0..<40 { long["a\(step).example HTTPS"] = try Self.alias("a\(step + 1).example") }
        #expect(try await asked(long).count == DomainProbe.Bounds.aliases + 1)
    }

    @Test func aListedSiteIsAskedForTogetherWithItsDomain() async throws {
        let resolver = ScriptedResolver([
            "mfa.example SOA": DNSAnswer(
                .found,
                validation: .secure,
                records: [[0, 0] + [UInt8](repeating: 0, count: 20)]
            )
        ])
        let probe = DomainProbe(plain: resolver, servers: nil, vantage: "test")
        let visit = await probe.visit(
            ListedDomain(name: "mfa.example", mission: nil),
            sites: [("visa.mfa.example", 443), ("mfa.example", 443)],
            through: AnswerCache(resolver)
        )
        let aspects = visit.answers.map(\.question.aspect)
        for name in ["mfa.example", "www.mfa.example", "visa.mfa.example"] {
            #expect(aspects.contains("\(name) HTTPS"))
        }
    }
}
