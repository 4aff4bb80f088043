// SPDX-License-Identifier: Apache-2.0
package import Model
package import NIOCore
internal import NIOPosix

/// Whoever knows whether packets could leave for an address: the kernel, or a script.
package protocol RouteFinding: Sendable {
    /// The address that they would come from; throws why there is none.
    func source(towards address: IPAddress) async throws(DialFailure) -> IPAddress
}

/// Asks the kernel by connecting a datagram socket, which looks the route up and sends nothing (connect(2)).
package struct RouteFinder: RouteFinding {
    private let group: any EventLoopGroup
    private let sources: [IPAddress]

    /// `sources` holds at most one address a family to come from; without one the kernel chooses.
    package init(group: any EventLoopGroup, sources: [IPAddress] = []) {
        self.group = group
        self.sources = sources
    }

    package func source(towards address: IPAddress) async throws(DialFailure) -> IPAddress {
        do {
            return try await look(towards: address)
        } catch let failure as DialFailure {
            throw failure
        } catch {
            throw DialFailure(
                reason: Task.isCancelled ? .cancelled : DialFailure.Reason(error),
                detail: String(describing: error),
                cost: DialogueCost()
            )
        }
    }

    private func look(towards address: IPAddress) async throws -> IPAddress {
        let unspecified = IPAddress(bytes: address.bytes.map { _ in 0 })
        guard let local = sources.first(where: { $0.family == address.family }) ?? unspecified else {
            throw DialFailure(reason: .other, detail: "no address", cost: DialogueCost())
        }
        let channel = try await DatagramBootstrap(group: group).bind(to: SocketAddress(local, port: 0)).get()
        do {
            // The port is of no account: no datagram is ever written.
            try await channel.connect(to: SocketAddress(address, port: 53)).get()
            let text = channel.localAddress?.ipAddress
            try await channel.close()
            guard let source = text.flatMap({ IPAddress($0) }), source != unspecified else {
                throw DialFailure(reason: .noRoute, detail: "no source address", cost: DialogueCost())
            }
            return source
        } catch {
            channel.close(promise: nil)
            throw error
        }
    }
}
