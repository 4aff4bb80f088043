// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Resolver
import Testing
import Transport

@testable import Probes

/// Routes and resolvers of every conduct, before anything is measured through them.
struct VantageProbeTests {
    /// What a kernel says of each family.
    private struct Routes: RouteFinding {
        var ipv4: Result<String, DialFailure> = .success("192.0.2.7")
        var ipv6: Result<String, DialFailure> = .success("2001:db8::7")

        func source(towards address: IPAddress) async throws(DialFailure) -> IPAddress {
            let text = try (address.family == .v4 ? ipv4 : ipv6).get()
            guard let source = IPAddress(text) else { throw Self.failure(.other) }
            return source
        }

        static func failure(_ reason: DialFailure.Reason) -> DialFailure {
            DialFailure(reason: reason, detail: "as scripted", cost: DialogueCost())
        }
    }

    private static let keys = DNSAnswer(.found, validation: .secure, records: [[1, 1, 3, 8]])

    private static func address(_ text: String) throws -> DNSAnswer {
        try .found(.address(try #require(IPAddress(text))), validation: .insecure)
    }

    private func readout(
        routes: Routes = Routes(),
        _ resolver: ScriptedResolver = ScriptedResolver([". DNSKEY": keys]),
        names: [String] = ["www.mfa.example", "mail.mfa.test"],
        bogus: String? = nil
    ) async -> Readout {
        let probe = VantageProbe(
            routes: routes,
            plain: resolver,
            validating: resolver,
            bogusName: bogus,
            absent: "absent"
        )
        return Readout(answers: await probe.answers(names: names))
    }

    private func conduct(_ resolver: ScriptedResolver, bogus: String? = nil) async throws -> ResolverConduct {
        try #require(await readout(resolver, bogus: bogus).facts(ResolverConduct.self).first)
    }

    @Test func routesAreWhatTheKernelSays() async {
        #expect(await readout().facts(VantageRoutes.self) == [VantageRoutes(ipv4: true, ipv6: true)])
        let none = Routes(ipv6: .failure(Routes.failure(.noRoute)))
        #expect(
            await readout(routes: none).facts(VantageRoutes.self) == [VantageRoutes(ipv4: true, ipv6: false)]
        )
        let inner = Routes(ipv4: .success("10.0.0.7"), ipv6: .success("fd00::7"))
        #expect(
            await readout(routes: inner).facts(VantageRoutes.self) == [VantageRoutes(ipv4: true, ipv6: false)]
        )
        let broken = Routes(ipv4: .failure(Routes.failure(.descriptorsExhausted)))
        #expect(await readout(routes: broken).facts(VantageRoutes.self).isEmpty)
    }

    @Test func anHonestResolverSaysWhatIsNotThere() async throws {
        let resolver = ScriptedResolver([". DNSKEY": Self.keys])
        let conduct = try await conduct(resolver)
        #expect(conduct.isHonest && conduct.validation == .possible && conduct.refusesBogus == nil)
        #expect(
            Set(resolver.questions) == [
                "absent A", "absent AAAA", "absent TXT", "www.absent.example A", "www.absent.test A",
                ". DNSKEY",
            ]
        )
    }

    @Test func aResolverThatAnswersForAllNamesIsFound() async throws {
        let conduct = try await conduct(ScriptedResolver([:], other: try Self.address("192.0.2.66")))
        #expect(conduct.inventedAddresses == [try #require(IPAddress("192.0.2.66"))])
        #expect(conduct.inventsTexts && conduct.validation == .stripped)
    }

    /// One top-level domain may answer for all of its names; the same from two is the resolver's doing.
    @Test func theWildcardOfOneZoneIsNoLie() async throws {
        let one = try await conduct(
            ScriptedResolver([". DNSKEY": Self.keys, "www.absent.test A": try Self.address("192.0.2.66")])
        )
        #expect(one.isHonest)
        let two = try await conduct(
            ScriptedResolver([
                "www.absent.test A": try Self.address("192.0.2.66"),
                "www.absent.example A": try Self.address("192.0.2.66"),
            ])
        )
        #expect(!two.isHonest && !two.inventsTexts)
    }

    @Test(
        arguments: [
            (DNSAnswer(.bogus("expired")), true), (DNSAnswer(.failed("SERVFAIL")), true),
            (DNSAnswer(.noData), false), (DNSAnswer(.timedOut), nil), (DNSAnswer(.noSuchName), nil),
        ] as [(DNSAnswer, Bool?)]
    )
    func aBogusNameShowsWhetherAnythingIsRefused(_ answer: DNSAnswer, _ expected: Bool?) async throws {
        let resolver = ScriptedResolver([". DNSKEY": Self.keys, "bogus.test A": answer])
        #expect(try await conduct(resolver, bogus: "bogus.test").refusesBogus == expected)
    }

    @Test func aSilentResolverSaysNothing() async {
        let readout = await readout(ScriptedResolver([:], other: DNSAnswer(.timedOut)))
        #expect(readout.facts(ResolverConduct.self).isEmpty)
        #expect(readout.gaps == [Question(ResolverConduct.self)])
    }

    @Test func whereNothingIsResolvedNobodyIsAsked() async {
        let resolver = ScriptedResolver([:])
        let readout = await readout(resolver, names: [])
        #expect(readout.facts(ResolverConduct.self).isEmpty && readout.gaps.isEmpty)
        #expect(resolver.questions.isEmpty)
    }
}
