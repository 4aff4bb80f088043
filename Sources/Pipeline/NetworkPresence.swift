// SPDX-License-Identifier: Apache-2.0
package import Inventory
package import Model
internal import NIOPosix
internal import Probes
internal import Transport

/// Whether there is a network yet: the machine may have been started a moment ago.
package enum NetworkPresence {
    /// Whether the kernel has a way to an address that the estate lists, or to the internet; nothing is sent.
    package static func isThere(for estate: Estate, _ settings: ServiceSettings) async -> Bool {
        let routes = RouteFinder(
            group: MultiThreadedEventLoopGroup.singleton,
            sources: settings.sourceAddresses
        )
        let listed = estate.endpoints.lazy.flatMap { $0.addresses + [IPAddress($0.host)].compactMap(\.self) }
        for target in Set(listed.prefix(16)) where await hasRoute(to: target, routes) {
            return true
        }
        for target in VantageProbe.faraway.compactMap(\.self) where await hasRoute(to: target, routes) {
            return true
        }
        return false
    }

    private static func hasRoute(to target: IPAddress, _ routes: RouteFinder) async -> Bool {
        do {
            // Where nothing else is up, the kernel leads even a far address over the loopback interface.
            return try await !routes.source(towards: target).isLoopback || target.isLoopback
        } catch {
            return false
        }
    }
}
