// SPDX-License-Identifier: Apache-2.0
internal import NIOCore
internal import NIOPosix
internal import Synchronization

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
    /// By address.
    private let stages: [String: Stage]

    private init(
        port: UInt16,
        group: MultiThreadedEventLoopGroup,
        listeners: [any Channel],
        stages: [Stage]
    ) {
        self.port = port
        self.group = group
        self.listeners = listeners
        self.stages = Dictionary(stages.map { ($0.address, $0) }) { first, _ in first }
    }

    static func start(_ rooms: [Room], port: UInt16) async throws(LaboratoryError) -> LaboratoryServers {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let stages = rooms.map { Stage(address: $0.address, $0.conduct) }
        var attempt = 1
        while true {
            do throws(LaboratoryError) {
                let (port, listeners) = try await listen(stages, port: port, on: group.next())
                return LaboratoryServers(port: port, group: group, listeners: listeners, stages: stages)
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

    /// From the next connection on, servers do something else; addresses without a server are passed over.
    func change(_ rooms: [Room]) {
        for room in rooms { stages[room.address]?.change(to: room.conduct) }
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
        _ stages: [Stage],
        port: UInt16,
        on loop: any EventLoop
    ) async throws(LaboratoryError) -> Port {
        var port = port
        var listeners: [any Channel] = []
        for stage in stages {
            do throws(LaboratoryError) {
                if stage.conduct.isOverTCP {
                    let listener = try await listen(stage, port: port, on: loop)
                    listeners.append(listener)
                    port = listener.localAddress?.port.flatMap { UInt16(exactly: $0) } ?? port
                }
                if case .names(let authority) = stage.conduct {
                    listeners.append(
                        try await listen(for: authority, at: stage.address, port: port, on: loop)
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
        _ stage: Stage,
        port: UInt16,
        on loop: any EventLoop
    ) async throws(LaboratoryError) -> any Channel {
        do {
            let open = NIOLoopBoundBox.makeBoxSendingValue(0, eventLoop: loop)
            return try await ServerBootstrap(group: loop)
                .serverChannelOption(.backlog, value: 64)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { admit($0, to: stage.conduct, counting: open) }
                .bind(host: stage.address, port: Int(port))
                .get()
        } catch {
            throw failure(error, stage.address, port)
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

/// Where one server listens, and what it does there at present.
private final class Stage: Sendable {
    let address: String
    private let current: Mutex<Conduct>

    init(address: String, _ conduct: Conduct) {
        self.address = address
        current = Mutex(conduct)
    }

    var conduct: Conduct { current.withLock { $0 } }

    func change(to conduct: Conduct) { current.withLock { $0 = conduct } }
}

/// Fails the set-up of a connection, whereupon NIO closes it.
private struct TooManyConnections: Error {}
