// SPDX-License-Identifier: Apache-2.0
import Model
import Reports
import TLSWire
import Testing

/// Relays and call servers of packages of the system.
struct ConferenceScanTests {
    private func verdicts(of recipe: some ServerRecipe, as service: Service) async throws
        -> (found: ScanEndpoint, verdicts: [String: String])
    {
        let server = try await RunningServer(recipe)
        let found = try await LoopbackScan.run(
            port: server.port,
            trusting: server.authority,
            service: service
        )
        let ours = found.findings.filter {
            $0.check.hasPrefix("conference.") || $0.check == "endpoint.unexpected-service"
        }
        return (found, Dictionary(ours.map { ($0.check, $0.verdict.state.rawValue) }) { first, _ in first })
    }

    @Test func aRelayThatAsksForCredentialsIsClosed() async throws {
        let (found, verdicts) = try await verdicts(of: CoturnServer(), as: .turns)
        #expect(found.tls.protocols[.tls13]?.isOffered == true)
        #expect(
            verdicts == [
                "conference.relay-open": "pass", "conference.version-disclosed": "fail",
                "conference.internal-realm": "fail", "endpoint.unexpected-service": "pass",
            ]
        )
    }

    @Test func aRelayWithoutCredentialsIsOpen() async throws {
        let (_, verdicts) = try await verdicts(
            of: CoturnServer(isOpen: true, options: ["--no-software-attribute"]),
            as: .turns
        )
        #expect(
            verdicts == [
                "conference.relay-open": "fail", "conference.version-disclosed": "pass",
                "conference.internal-realm": "not_applicable", "endpoint.unexpected-service": "pass",
            ]
        )
    }

    @Test func aProxyOfSIPSaysItsVersion() async throws {
        let (found, verdicts) = try await verdicts(of: KamailioServer(), as: .sips)
        #expect(found.tls.protocols[.tls12]?.isOffered == true)
        #expect(
            verdicts == [
                "conference.relay-open": "not_applicable", "conference.version-disclosed": "fail",
                "conference.internal-realm": "not_applicable", "endpoint.unexpected-service": "pass",
            ]
        )
    }

    @Test(arguments: [Service.turns, .sips])
    func aPageWhereARelayIsListedIsAnotherService(service: Service) async throws {
        let (found, verdicts) = try await verdicts(
            of: StunnelServer(options: "sslVersionMin = TLSv1.2"),
            as: service
        )
        #expect(verdicts["endpoint.unexpected-service"] == "fail")
        #expect(verdicts["conference.version-disclosed"] == "unknown")
        let finding = try #require(found.findings.first { $0.check == "endpoint.unexpected-service" })
        #expect(
            finding.verdict == .fail(level: "other", seen: "HTTP", expected: service.rawValue)
        )
    }
}
