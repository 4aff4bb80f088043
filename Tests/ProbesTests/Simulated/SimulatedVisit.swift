// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

@testable import Probes

/// What one examination of a simulated server gave.
struct SimulatedVisit {
    /// Nil where no hello was answered.
    let examination: Examination?
    let answers: [Answer]
    let reason: Unestablished?
    let connections: Int

    var readout: Readout { Readout(answers: answers) }

    static func examine(
        _ policy: ServerPolicy,
        fault: Fault = .none,
        serverName: String? = "server.example",
        applicationProtocols: [String] = ["h2", "http/1.1"]
    ) async -> SimulatedVisit {
        let server = SimulatedServer(policy, fault: fault)
        return await examine(
            policy,
            peer: server,
            serverName: serverName,
            applicationProtocols: applicationProtocols,
            connections: { await server.connections }
        )
    }

    static func examine(
        _ policy: ServerPolicy,
        peer: any TLSPeer,
        serverName: String? = "server.example",
        applicationProtocols: [String] = ["h2", "http/1.1"],
        connections: () async -> Int = { 0 }
    ) async -> SimulatedVisit {
        let interrogator = Interrogator(peer: peer, pause: .zero, deadline: .now + .seconds(600))
        let factory = HelloFactory(serverName: serverName, applicationProtocols: applicationProtocols)
        let examiner = TLSExaminer(interrogator: interrogator, factory: factory)
        do {
            let examination = try await examiner.examine()
            var facts = TLSFacts(examination, interrogator: interrogator)
            return SimulatedVisit(
                examination: examination,
                answers: await facts.collect(),
                reason: nil,
                connections: await connections()
            )
        } catch {
            return SimulatedVisit(
                examination: nil,
                answers: [],
                reason: error,
                connections: await connections()
            )
        }
    }
}
