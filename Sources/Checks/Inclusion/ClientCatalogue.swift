// SPDX-License-Identifier: Apache-2.0
package import Model

/// The clients that are simulated, in the order in which they are reported.
package struct ClientCatalogue: Hashable, Sendable {
    /// What the facts were taken from; empty where nothing says so.
    package let source: String
    /// The day of the source; nil where nothing says so.
    package let date: CalendarDay?
    package let clients: [SimulatedClient]
    private let simulated = Recollection<Scene, [SimulatedHandshake]>(limit: 128)

    package init(source: String, date: CalendarDay?, clients: [SimulatedClient]) {
        self.source = source
        self.date = date
        self.clients = clients
    }

    package static let empty = ClientCatalogue(source: "", date: nil, clients: [])

    /// Those that visit a service; of an unlisted endpoint's, all.
    package func visitors(of service: Service?) -> [SimulatedClient] {
        guard let service, service != .tls else { return clients }
        return clients.filter { $0.visits(service) }
    }

    /// What comes of the hellos of each visitor of a service, in the order of ``visitors(of:)``.
    package func handshakes(of service: Service?, against server: ServerProfile) -> [SimulatedHandshake] {
        simulated.answer(to: Scene(service: service, server: server)) {
            visitors(of: service).map { simulate($0, against: server) }
        }
    }

    private struct Scene: Hashable, Sendable {
        let service: Service?
        let server: ServerProfile
    }
}
