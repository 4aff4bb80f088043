// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import Resolver
import Testing
import Transport

@testable import Probes

/// Registries asked by RDAP over plain HTTP inside one's own network.
struct RegistrationFetcherTests {
    private static let sound = Array(
        #"""
        {"objectClassName":"domain","ldhName":"MFA.EXAMPLE","status":["client transfer prohibited"],
         "events":[{"eventAction":"expiration","eventDate":"2027-01-01T00:00:00Z"},
                   {"eventAction":"last update of RDAP database","eventDate":"2026-11-27T00:00:00Z"}]}
        """#.utf8
    )

    private func ask(
        _ script: [String: ScriptedWebServer.Conduct],
        _ service: (Int) -> String = { "http://127.0.0.1:\($0)/v1/" }
    ) async throws -> (answer: Result<DomainRegistration, Unestablished>, requests: [String]) {
        let server = try await ScriptedWebServer(script)
        let resolver = try NameResolver(ResolverSettings())
        let root = try CertificateFactory.issue(
            CertificateTemplate(commonName: "Root", notBefore: Date(), notAfter: Date()),
            key: try .generate(.ec(curve: "P-256"))
        )
        let fetcher = RegistrationFetcher(
            FetchMeans(
                dialer: Dialer(
                    group: MultiThreadedEventLoopGroup.singleton,
                    budget: AddressBudget(limits: BudgetLimits(connectionsPerSecond: 0))
                ),
                proxy: nil,
                trust: try TrustStore(pem: Array(root.pem.utf8)),
                introduction: ClientIntroduction(),
                limits: DialogueLimits(replyTimeout: .seconds(1)),
                deadline: .seconds(5),
                resolve: { await resolver.addresses(of: $0) }
            )
        )
        let answer = await fetcher.registration(of: "mfa.example", from: service(server.port))
        try await server.stop()
        return (answer, server.requests)
    }

    private func reason(_ conduct: ScriptedWebServer.Conduct) async throws -> String {
        let answer = try await ask(["GET": conduct]).answer
        guard case .failure(let gap) = answer else { return "" }
        #expect(gap.phase != .absent && !gap.isDeliberate)
        return gap.reason
    }

    @Test(arguments: ["", "/"])
    func theRegistrationComesFromBelowTheBase(end: String) async throws {
        let (answer, requests) = try await ask(["GET /v1/domain/mfa.example": .body(Self.sound)]) {
            "http://127.0.0.1:\($0)/v1\(end)"
        }
        let fact = try answer.get()
        #expect(requests == ["GET /v1/domain/mfa.example"])
        #expect(fact.statuses == ["client transfer prohibited"])
        #expect(fact.events.map(\.action) == ["expiration"])
    }

    @Test func redirectsAreFollowed() async throws {
        let (answer, requests) = try await ask([
            "GET /v1/domain/mfa.example": .redirect("/other/mfa.example"),
            "GET /other/mfa.example": .body(Self.sound),
        ])
        #expect(requests.count == 2)
        #expect(try answer.get().expirations.count == 1)
    }

    @Test(arguments: [404, 429, 500])
    func aStatusIsNoRegistrationAndNoAbsence(_ status: Int) async throws {
        #expect(try await reason(.status(status)).hasSuffix("answered HTTP \(status)"))
    }

    @Test func troubleIsNamed() async throws {
        #expect(try await reason(.body(Array("<html>".utf8))).hasSuffix("it is no JSON of RDAP"))
        #expect(try await reason(.silence).hasSuffix("did not answer in time"))
        #expect(try await reason(.flood).contains("more than 262144 bytes"))
        let other = Array(#"{"objectClassName":"domain","ldhName":"example"}"#.utf8)
        #expect(try await reason(.body(other)).hasSuffix("it is about example"))
    }

    @Test func withoutTLSNobodyOutInTheInternetIsAsked() async throws {
        let (answer, requests) = try await ask(["GET": .body(Self.sound)]) {
            "http://192.0.2.1:\($0)/"
        }
        guard case .failure(let gap) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(gap.reason.hasSuffix("lies out in the internet and is not asked without TLS"))
        #expect(requests.isEmpty)
    }

    @Test func whatIsNoAddressAsksNobody() async throws {
        let (answer, requests) = try await ask(["GET": .body(Self.sound)]) { _ in "ftp://127.0.0.1/" }
        guard case .failure(let gap) = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(gap.phase == .notMeasured && requests.isEmpty)
    }
}
