// SPDX-License-Identifier: Apache-2.0
import Checks
import Clients

/// The clients of `Config/clients.conf`.
enum ShippedClients {
    static let catalogue = (try? ClientFile.shipped()) ?? .empty
    static var all: [SimulatedClient] { catalogue.clients }
}
