// SPDX-License-Identifier: Apache-2.0
import Foundation
package import Inventory
import Model
import NIOCore
import NIOHTTP1
package import NIOPosix

/// One place where connections come in, served until its task is cancelled.
package struct Listener: Sendable {
    package enum Place: Hashable, Sendable, CustomStringConvertible {
        case address(ListenAddress)
        /// A listening socket that systemd handed over (sd_listen_fds(3)).
        case inherited(Int32)

        package var description: String {
            switch self {
            case .address(let address): "\(address)"
            case .inherited(let descriptor): "the socket \(descriptor) of systemd"
            }
        }
    }

    /// Why a place is not served.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    private let place: Place
    private let settings: HTTPSettings
    private let hasToken: Bool
    private let exchange: @Sendable (Gate.Way) -> Exchange
    private let tally: ServingTally
    private let group: MultiThreadedEventLoopGroup

    /// - Parameters:
    ///   - token: what callers must present; nil where nobody must.
    ///   - group: where its connections live, apart from those that measure.
    ///   - answer: what is answered to a request that passed the gate.
    package init(
        _ place: Place,
        settings: HTTPSettings,
        token: [UInt8]?,
        group: MultiThreadedEventLoopGroup,
        tally: ServingTally,
        answer: @escaping @Sendable (WebRequest) async -> WebAnswer
    ) {
        self.init(
            place,
            settings: settings,
            token: token,
            group: group,
            tally: tally,
            limits: RequestBounds.Limits(),
            answer: answer
        )
    }

    init(
        _ place: Place,
        settings: HTTPSettings,
        token: [UInt8]?,
        group: MultiThreadedEventLoopGroup,
        tally: ServingTally,
        limits: RequestBounds.Limits,
        answer: @escaping @Sendable (WebRequest) async -> WebAnswer
    ) {
        self.place = place
        self.settings = settings
        self.group = group
        self.tally = tally
        hasToken = token != nil
        let gate = Gate(token: token, hostNames: settings.hostNames)
        exchange = { Exchange(gate: gate, way: $0, limits: limits, answer: answer, tally: tally) }
    }

    /// Binds, says so, and serves; throws what kept it from listening, or ended that.
    package func serve(listening: @Sendable (String) -> Void) async throws {
        let server = try await bind()
        defer { removeSocketFile() }
        let local = server.channel.localAddress
        let way = local.map { $0.pathname == nil ? Gate.Way.network : .local } ?? .local
        if case .inherited = place, let local, way == .network { try permit(local) }
        try dress()
        listening(local.flatMap { $0.pathname == nil ? "\($0)" : $0.pathname } ?? "\(place)")
        let exchange = exchange(way)
        try await server.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { tasks in
                for try await connection in connections {
                    guard tally.enter(most: settings.maximumConnections) else {
                        tasks.addTask { await Self.turnAway(connection) }
                        continue
                    }
                    tasks.addTask {
                        await exchange.serve(connection)
                        tally.leave()
                    }
                }
            }
        }
    }

    private func bind() async throws -> NIOAsyncChannel<Exchange.Connection, Never> {
        let limits = exchange(.local).limits
        let prepare: @Sendable (any Channel) -> EventLoopFuture<Exchange.Connection> = { channel in
            channel.eventLoop.makeCompletedFuture { try Exchange.prepare(channel, limits) }
        }
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        switch place {
        case .inherited(let descriptor):
            return try await bootstrap.bind(descriptor, childChannelInitializer: prepare)
        case .address(.local(let path)):
            return try await bootstrap.bind(
                unixDomainSocketPath: path,
                cleanupExistingSocketFile: true,
                childChannelInitializer: prepare
            )
        case .address(.network(let address, let port)):
            return try await bootstrap.bind(
                to: try SocketAddress(ipAddress: "\(address)", port: Int(port)),
                childChannelInitializer: prepare
            )
        }
    }

    /// What the configuration is refused for is refused of a socket that was handed over, too.
    private func permit(_ local: SocketAddress) throws {
        guard let address = local.ipAddress.flatMap({ IPAddress($0) }), !address.isLoopback else { return }
        guard hasToken, settings.allowsPlainText else {
            throw Refusal(
                description:
                    "\(local) is reached by others, which takes Token= and AllowPlainText=yes in [HTTP]"
            )
        }
    }

    private func dress() throws {
        guard case .address(.local(let path)) = place else { return }
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: settings.socketMode]
        if let name = settings.socketGroup { attributes[.groupOwnerAccountName] = name }
        try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
    }

    private func removeSocketFile() {
        guard case .address(.local(let path)) = place else { return }
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func turnAway(_ connection: Exchange.Connection) async {
        try? await connection.executeThenClose { _, outbound in
            let problem = Problem(503, "Too many connections are open.", fields: [.init("Retry-After", "5")])
            try await outbound.write(.head(ResponseParts(problem.answer, at: Date(), closes: true).head))
            if case .bytes(let bytes) = problem.answer.body {
                try await outbound.write(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
            }
            try await outbound.write(.end(nil))
        }
    }
}
