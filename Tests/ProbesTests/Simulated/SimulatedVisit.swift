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
        let interrogator = Interrogator(peer: server, pause: .zero, deadline: .now + .seconds(600))
        let factory = HelloFactory(serverName: serverName, applicationProtocols: applicationProtocols)
        let examiner = TLSExaminer(interrogator: interrogator, factory: factory)
        do {
            let examination = try await examiner.examine()
            var facts = TLSFacts(examination, interrogator: interrogator)
            return SimulatedVisit(
                examination: examination,
                answers: await facts.collect(),
                reason: nil,
                connections: await server.connections
            )
        } catch {
            return SimulatedVisit(
                examination: nil,
                answers: [],
                reason: error,
                connections: await server.connections
            )
        }
    }
}
