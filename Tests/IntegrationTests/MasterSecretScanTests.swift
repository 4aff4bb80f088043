// SPDX-License-Identifier: Apache-2.0
import Checks
import Clients
import Model
import Reports
import TLSWire
import Testing

/// A server that insists on extended_master_secret, and the same where it does not.
struct MasterSecretScanTests {
    private static func tlslite(_ isRequired: Bool) -> PythonServer {
        PythonServer(
            script: .tlslite,
            settings: [
                "minVersion=3.1", "maxVersion=3.3",
                "requireExtendedMasterSecret=\(isRequired ? "yes" : "no")",
            ]
        )
    }

    @Test(arguments: [false, true])
    func clientsFareAsTheServersDemandHasIt(isRequired: Bool) async throws {
        let server = try await RunningServer(Self.tlslite(isRequired))
        let endpoint = try await LoopbackScan.run(port: server.port, trusting: server.authority)
        #expect(endpoint.tls.insistsOnMasterSecret == isRequired)
        #expect(endpoint.tls.extensions?.contains("extended_master_secret") == true)
        let clients = try ClientFile.shipped().visitors(of: .https)
        for (client, claim) in zip(clients, endpoint.tls.clients) {
            #expect(client.name == claim.name)
            guard let connects = claim.connects else { continue }
            let outcome = try await ClientReplay(client: client, port: server.port).outcome()
            let goesOn = outcome.isAccepted && outcome.primeBits.map(client.primeBits.contains) ?? true
            #expect(connects == goesOn, "\(claim)")
        }
        let lacking = zip(clients, endpoint.tls.clients).filter { client, claim in
            !client.offersExtendedMasterSecret && claim.version == .tls12
        }
        #expect(lacking.contains { $0.1.connects == !isRequired })
        #expect(lacking.allSatisfy { !isRequired || $0.1.connects != true })
    }
}
