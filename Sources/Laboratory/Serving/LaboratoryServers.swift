// SPDX-License-Identifier: Apache-2.0
internal import NIOCore
internal import NIOPosix

/// The listening sockets of a laboratory, all on one port, served by one thread.
actor LaboratoryServers {
    typealias Room = (address: String, conduct: Conduct)
    private typealias Port = (port: UInt16, listeners: [any Channel])

    /// Connections open at once to one server; more are closed unserved.
    private static let connectionLimit = 64
    /// Ports taken by the kernel that are tried before giving up.
    private static let portAttempts = 8

    nonisolated let port: UInt16
    private let group: MultiThreadedEventLoopGroup
    private var listeners: [any Channel]

    private init(port: UInt16, group: MultiThreadedEventLoopGroup, listeners: [any Channel]) {
        self.port = port
        self.group = group
        self.listeners = listeners
    }

    static func start(_ rooms: [Room], port: UInt16) async throws(LaboratoryError) -> LaboratoryServers {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var attempt = 1
        while true {
            do throws(LaboratoryError) {
                let (port, listeners) = try await listen(rooms, port: port, on: group.next())
                return LaboratoryServers(port: port, group: group, listeners: listeners)
            } catch {
                // A port that the kernel chose for the first address may be taken on another one.
                if port == 0, attempt < portAttempts, case .portBusy = error {
                    attempt += 1
                    continue
                }
                try? await group.shutdownGracefully()
                throw error
            }
        }
    }

    /// Also closes every connection that is open.
    func stop() async {
        let closing = listeners
        // Closing a socket whose thread has ended would wait for ever.
        listeners = []
        for listener in closing { try? await listener.close() }
        try? await group.shutdownGracefully()
    }

    private static func listen(
        _ rooms: [Room],
        port: UInt16,
        on loop: any EventLoop
    ) async throws(LaboratoryError) -> Port {
        var port = port
        var listeners: [any Channel] = []
        for room in rooms {
            do throws(LaboratoryError) {
                if room.conduct.isOverTCP {
                    let listener = try await listen(room, port: port, on: loop)
                    listeners.append(listener)
                    port = listener.localAddress?.port.flatMap { UInt16(exactly: $0) } ?? port
                }
                if case .names(let authority) = room.conduct {
                    listeners.append(
                        try await listen(for: authority, at: room.address, port: port, on: loop)
                    )
                }
            } catch {
                for listener in listeners { try? await listener.close() }
                throw error
            }
        }
        return (port, listeners)
    }

    /// For datagrams.
    private static func listen(
        for authority: NameAuthority,
        at address: String,
        port: UInt16,
        on loop: any EventLoop
    ) async throws(LaboratoryError) -> any Channel {
        do {
            return try await DatagramBootstrap(group: loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(NameDatagramHandler(authority))
                    }
                }
                .bind(host: address, port: Int(port))
                .get()
        } catch {
            throw failure(error, address, port)
        }
    }

    private static func failure(_ error: any Error, _ address: String, _ port: UInt16) -> LaboratoryError {
        if let error = error as? IOError, error.errnoCode == EADDRINUSE {
            return .portBusy(address: address, port: port)
        }
        return .listening(address: address, port: port, reason: "\(error)")
    }

    private static func listen(
        _ room: Room,
        port: UInt16,
        on loop: any EventLoop
    ) async throws(LaboratoryError) -> any Channel {
        do {
            let open = NIOLoopBoundBox.makeBoxSendingValue(0, eventLoop: loop)
            return try await ServerBootstrap(group: loop)
                .serverChannelOption(.backlog, value: 64)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { admit($0, to: room.conduct, counting: open) }
                .bind(host: room.address, port: Int(port))
                .get()
        } catch {
            throw failure(error, room.address, port)
        }
    }

    /// Runs on the one loop, so the count needs no lock.
    private static func admit(
        _ connection: any Channel,
        to conduct: Conduct,
        counting open: NIOLoopBoundBox<Int>
    ) -> EventLoopFuture<Void> {
        guard open.value < connectionLimit else {
            return connection.eventLoop.makeFailedFuture(TooManyConnections())
        }
        open.value += 1
        connection.closeFuture.whenComplete { _ in open.value -= 1 }
        return connection.eventLoop.makeCompletedFuture {
            try connection.pipeline.syncOperations.addHandlers(
                [ConnectionBounds(longest: conduct.longestConnection)] + conduct.makeHandlers()
            )
        }
    }
}

/// Fails the set-up of a connection, whereupon NIO closes it.
private struct TooManyConnections: Error {}
