// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import Probes
import Resolver
import Testing
import Transport

/// Registries and mark certificates, fetched from nginx over HTTPS.
struct RegistrationTests {
    private static let record =
        #"{"objectClassName":"domain","ldhName":"mfa.example","status":["client transfer prohibited"]}"#

    private struct Site {
        let server: RunningServer
        let store: TrustStore

        var port: Int { server.site.port }

        init(_ directives: String, isForeign: Bool = false) async throws {
            server = try await RunningServer(NginxServer(directives: directives))
            guard isForeign else {
                store = try TrustStore(file: server.site.authority.root.path)
                return
            }
            let folder = try TemporaryFolder()
            store = try TrustStore(file: ServerAuthority(in: folder.url).root.path)
        }

        var dialer: Dialer {
            Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(
                    limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0)
                ),
                sources: []
            )
        }
    }

    private static func resolver() throws -> @Sendable (String) async -> Resolution {
        let resolver = try NameResolver(ResolverSettings())
        return { await resolver.addresses(of: $0 == "localhost" ? "127.0.0.1" : $0) }
    }

    private func registration(
        _ location: String,
        host: String = "localhost",
        isForeign: Bool = false
    ) async throws -> Result<DomainRegistration, Unestablished> {
        let site = try await Site("location = /v1/domain/mfa.example { \(location) }", isForeign: isForeign)
        let fetcher = RegistrationFetcher(
            FetchMeans(
                dialer: site.dialer,
                proxy: nil,
                trust: site.store,
                introduction: ClientIntroduction(),
                limits: DialogueLimits(),
                resolve: try Self.resolver()
            )
        )
        return await fetcher.registration(of: "mfa.example", from: "https://\(host):\(site.port)/v1")
    }

    private static func reason(_ answer: Result<some Any, Unestablished>) -> String {
        if case .failure(let gap) = answer { gap.reason } else { "" }
    }

    @Test func aRegistryAnswersOverTLS() async throws {
        let answer = try await registration(
            "if ($http_accept !~ rdap) { return 406; } return 200 '\(Self.record)';"
        )
        #expect(try answer.get().isTransferLocked)
    }

    @Test func whoIsNotTrustedIsNotBelieved() async throws {
        let location = "return 200 '\(Self.record)';"
        let foreign = try await registration(location, isForeign: true)
        #expect(Self.reason(foreign).hasSuffix("is not trusted"))
        let misnamed = try await registration(location, host: "127.0.0.2")
        #expect(!Self.reason(misnamed).isEmpty)
    }

    @Test func nobodyIsSentFromTLSToPlainText() async throws {
        let answer = try await registration("return 302 http://127.0.0.1/v1/domain/mfa.example;")
        #expect(Self.reason(answer).hasSuffix("redirects to http://, which is not fetched"))
    }

    @Test(arguments: [404, 429, 503])
    func aStatusIsNoAnswer(_ status: Int) async throws {
        let answer = try await registration("return \(status);")
        #expect(Self.reason(answer).hasSuffix("answered HTTP \(status)"))
    }

    // MARK: Marks

    private func mark(_ location: String) async throws -> Result<MarkCertificate, Unestablished> {
        let site = try await Site("location = /m.pem { \(location) }")
        let fetcher = MarkCertificateFetcher(
            FetchMeans(
                dialer: site.dialer,
                proxy: nil,
                trust: site.store,
                introduction: ClientIntroduction(),
                limits: DialogueLimits(),
                resolve: try Self.resolver()
            )
        )
        return await fetcher.certificate(at: "https://localhost:\(site.port)/m.pem", within: true)
    }

    private static func pem(_ usage: String) throws -> String {
        var template = CertificateTemplate(
            commonName: "Ministry",
            notBefore: Date(timeIntervalSince1970: 1_767_225_600),
            notAfter: Date(timeIntervalSince1970: 1_798_761_600)
        )
        template.dnsNames = ["MFA.example"]
        template.extendedKeyUsage = usage
        let key = try PrivateKey.generate(.ec(curve: "P-256"))
        return try CertificateFactory.issue(template, key: key).pem
    }

    @Test(arguments: [("1.3.6.1.5.5.7.3.31", true), ("serverAuth", false)])
    func aMarkCertificateIsReadForWhatItSays(_ usage: String, isForMarks: Bool) async throws {
        let mark = try await mark("return 200 '\(Self.pem(usage))';").get()
        #expect(mark.names == ["mfa.example"] && mark.isForMarks == isForMarks)
        #expect(mark.subject == "CN=Ministry")
        #expect(mark.notAfter == Date(timeIntervalSince1970: 1_798_761_600))
    }

    @Test func aMarkElsewhereIsNotFollowed() async throws {
        let answer = try await mark("return 301 https://localhost/other.pem;")
        #expect(Self.reason(answer).hasSuffix("a redirect, which is not followed"))
    }

    @Test func whatIsNoCertificateIsNone() async throws {
        let answer = try await mark("return 200 'no';")
        #expect(Self.reason(answer).hasSuffix("there is no certificate in it"))
    }
}
