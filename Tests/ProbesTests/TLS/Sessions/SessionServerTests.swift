// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import TLSWire
import Testing
import Transport

@testable import Probes

/// Sessions, names and client certificates at real servers, as they were configured.
struct SessionServerTests {
    private static let hasNginx = RealServer.path(of: "nginx") != nil
    private static let hasOpenSSL = RealServer.path(of: "openssl") != nil

    private func visit(_ server: RealServer, robustness: Bool = false) async throws -> Readout {
        var limits = TLSProbeLimits(endpointDeadline: .seconds(60), pause: .milliseconds(10))
        limits.robustness = robustness
        let probe = TLSProbe(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(limits: BudgetLimits(connectionsPerSecond: 0))
            ),
            trust: try TrustStore(pem: Array(server.authority.pem.utf8)),
            limits: limits,
            vantage: "test"
        )
        let address = try #require(IPAddress("127.0.0.1"))
        let endpoint = Endpoint.sample(host: RealServer.host, port: server.port)
        let visit = await probe.visit(endpoint, at: address, tier: .active)
        return Readout(answers: visit.answers)
    }

    /// `other`: a server block of its own, before the named one.
    private func nginx(
        _ directives: String,
        other: String = "",
        files more: [String: String] = [:]
    ) async throws -> RealServer {
        try await RealServer(
            "nginx",
            files: { port, directory in
                var files = more
                files["nginx.conf"] = """
                    daemon off; master_process off; pid \(directory.path)/nginx.pid; error_log /dev/null;
                    events { }
                    http {
                        access_log off;
                        client_body_temp_path \(directory.path)/body;
                        proxy_temp_path \(directory.path)/proxy;
                        fastcgi_temp_path \(directory.path)/fastcgi;
                        uwsgi_temp_path \(directory.path)/uwsgi;
                        scgi_temp_path \(directory.path)/scgi;
                        ssl_protocols TLSv1.2 TLSv1.3;
                        \(other.replacing("PORT", with: "\(port)").replacing("DIRECTORY", with: directory.path))
                        server {
                            listen 127.0.0.1:\(port) ssl;
                            server_name \(RealServer.host);
                            ssl_certificate \(directory.path)/chain.pem;
                            ssl_certificate_key \(directory.path)/key.pem;
                            \(directives.replacing("DIRECTORY", with: directory.path))
                            location / { return 200 "ok"; }
                        }
                    }
                    """
                return files
            },
            arguments: { _, directory in
                ["-p", directory.path, "-c", directory.appending(path: "nginx.conf").path]
            }
        )
    }

    private func openssl(_ more: [String]) async throws -> RealServer {
        try await RealServer("openssl") { port, directory in
            func path(_ name: String) -> String { directory.appending(path: name).path }
            return [
                "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet", "-cert", path("chain.pem"),
                "-key",
                path("key.pem"),
            ] + more.map { $0.replacing("DIRECTORY", with: directory.path) }
        }
    }

    private func outcomes(_ readout: Readout) -> [String: SessionResumption.Outcome] {
        Dictionary(
            uniqueKeysWithValues: readout.facts(SessionResumption.self).map { ($0.aspect, $0.outcome) }
        )
    }

    @Test(.enabled(if: hasNginx))
    func everyWayToComeBackAndEarlyDataAreSeen() async throws {
        let server = try await nginx(
            "ssl_session_cache shared:one:1m; ssl_session_timeout 10m; ssl_early_data on;"
        )
        let readout = try await visit(server)
        #expect(readout.gaps == [])
        #expect(
            outcomes(readout)
                == ["tls1.3/psk": .resumed, "tls1.2/ticket": .resumed, "tls1.2/session-id": .resumed]
        )
        let lifetimes = readout.facts(SessionResumption.self).compactMap(\.ticketLifetime)
        #expect(lifetimes == [600, 600])
        let earlyData = try #require(readout.facts(EarlyData.self).first)
        #expect(earlyData.maximum > 0)
        #expect(earlyData.isAccepted == true)
        #expect(readout.facts(TicketKey.self).map(\.state) == [.named])
        #expect(readout.facts(ServerNameConduct.self).map(\.answer) == [.sameCertificate, .sameCertificate])
        #expect(readout.facts(CertificateChain.self).allSatisfy { $0.aspect != CertificateChain.withoutName })
        #expect(
            readout.facts(ClientCertificateRequest.self)
                == [ClientCertificateRequest(isRequested: false, isRequired: false, authorities: [])]
        )
    }

    @Test(.enabled(if: hasNginx))
    func theTicketKeyOfAServerIsTheSameOnTheNextVisit() async throws {
        let server = try await nginx("ssl_session_cache none;")
        let first = try await visit(server).facts(TicketKey.self)
        let second = try await visit(server).facts(TicketKey.self)
        #expect(first == second)
        #expect(first.first?.nameSHA256 != nil)
        let other = try await visit(try await nginx("ssl_session_cache none;")).facts(TicketKey.self)
        #expect(other != first)
    }

    @Test(.enabled(if: hasNginx))
    func sessionsWithoutTicketsAreToldApart() async throws {
        let server = try await nginx("ssl_session_cache shared:one:1m; ssl_session_tickets off;")
        let readout = try await visit(server)
        let outcomes = outcomes(readout)
        #expect(outcomes["tls1.2/ticket"] == .notIssued)
        #expect(outcomes["tls1.2/session-id"] == .resumed)
        #expect(readout.facts(EarlyData.self) == [EarlyData(maximum: 0, isAccepted: nil)])
    }

    @Test(.enabled(if: hasNginx))
    func identifiersThatNobodyKeepsNeverBringBack() async throws {
        // nginx's "none" names sessions and keeps none of them.
        let server = try await nginx("ssl_session_cache none; ssl_session_tickets off;")
        let outcomes = outcomes(try await visit(server))
        #expect(outcomes["tls1.2/ticket"] == .notIssued)
        #expect(outcomes["tls1.2/session-id"] == .never)
    }

    @Test(.enabled(if: hasOpenSSL))
    func aServerWithoutTicketsOfTLS13IssuesNone() async throws {
        let outcomes = outcomes(try await visit(try await openssl(["-num_tickets", "0"])))
        #expect(outcomes["tls1.3/psk"] == .notIssued)
        #expect(outcomes["tls1.2/ticket"] == .resumed)
    }

    // MARK: Client certificates

    @Test(.enabled(if: hasNginx))
    func aRequestedCertificateHidesNothing() async throws {
        let server = try await nginx(
            "ssl_verify_client on; ssl_client_certificate DIRECTORY/authority.pem; ssl_ciphers "
                + "ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA;"
        )
        let readout = try await visit(server)
        #expect(readout.gaps == [])
        #expect(
            readout.facts(ClientCertificateRequest.self)
                == [
                    ClientCertificateRequest(
                        isRequested: true,
                        isRequired: false,
                        authorities: ["CN=Test Authority"]
                    )
                ]
        )
        let suites = Dictionary(
            uniqueKeysWithValues: readout.facts(SuiteOffer.self).map { ($0.version, Set($0.suites)) }
        )
        #expect(suites == [.tls13: [0x1301, 0x1302, 0x1303], .tls12: [0xC02F, 0x002F]])
        #expect(readout.facts(CertificateChain.self).first?.certificates.count == 2)
    }

    @Test(.enabled(if: hasOpenSSL), arguments: ["-tls1_2", "-tls1_3"])
    func aRequiredCertificateIsSaidToBeRequired(_ version: String) async throws {
        let server = try await openssl([
            "-Verify", "1", "-verify_return_error", "-CAfile", "DIRECTORY/authority.pem", version,
            "-cipher", "ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA",
        ])
        let readout = try await visit(server)
        let request = try #require(readout.facts(ClientCertificateRequest.self).first)
        #expect(request.isRequested)
        #expect(request.isRequired == true)
        #expect(request.authorities == ["CN=Test Authority"])
        let suites = readout.facts(SuiteOffer.self).flatMap(\.suites)
        #expect(Set(suites) == (version == "-tls1_2" ? [0xC02F, 0x002F] : [0x1301, 0x1302, 0x1303]))
        // What cannot be had without a certificate is not said to be absent.
        #expect(readout.facts(SessionResumption.self).allSatisfy { $0.outcome != .never })
        #expect(readout.facts(SessionResumption.self).allSatisfy { $0.outcome != .notIssued })
    }

    // MARK: Names

    @Test(.enabled(if: hasNginx), arguments: ["TLSv1.2 TLSv1.3", "TLSv1.3"])
    func anotherCertificateWithoutNameIsSeen(_ versions: String) async throws {
        var template = CertificateTemplate(
            commonName: "Other",
            notBefore: Date().addingTimeInterval(-3600),
            notAfter: Date().addingTimeInterval(86_400)
        )
        template.dnsNames = ["other.example"]
        let certificate = try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
        let server = try await nginx(
            "ssl_protocols \(versions);",
            other: """
                server {
                    listen 127.0.0.1:PORT ssl default_server; server_name other.example;
                    ssl_protocols \(versions);
                    ssl_certificate DIRECTORY/other.pem; ssl_certificate_key DIRECTORY/other.key;
                }
                """,
            files: ["other.pem": certificate.pem, "other.key": certificate.key.pem]
        )
        let readout = try await visit(server)
        #expect(
            readout.facts(ServerNameConduct.self).map(\.answer) == [.otherCertificate, .otherCertificate]
        )
        let chains = readout.facts(CertificateChain.self)
        let without = chains.first { $0.aspect == CertificateChain.withoutName }
        #expect(without?.certificates.map(\.sha256) == [SHA256.hex(certificate.der)])
        let served = chains.first { $0.aspect == CertificateChain.served }
        #expect(served?.leaf?.sha256 == SHA256.hex(server.leaf.der))
    }

    @Test(.enabled(if: hasOpenSSL), arguments: ["-tls1_2", "-tls1_3"])
    func aForeignNameThatIsRefusedIsSaidSo(_ version: String) async throws {
        let server = try await openssl([
            "-servername", RealServer.host, "-cert2", "DIRECTORY/chain.pem", "-key2", "DIRECTORY/key.pem",
            "-servername_fatal", version,
        ])
        let conduct = try await visit(server).facts(ServerNameConduct.self)
        #expect(
            conduct == [
                ServerNameConduct(name: .absent, answer: .sameCertificate, alert: nil),
                ServerNameConduct(name: .foreign, answer: .refused, alert: 112),
            ]
        )
    }

    // MARK: Robustness

    @Test(.enabled(if: hasNginx))
    func aSoundServerToleratesEveryOddity() async throws {
        let readout = try await visit(try await nginx(""), robustness: true)
        let facts = readout.facts(HelloTolerance.self)
        #expect(facts.filter { !$0.isTolerated } == [])
        #expect(Set(facts.map(\.oddity)) == Set(HelloTolerance.Oddity.allCases))
    }
}
