// SPDX-License-Identifier: Apache-2.0
import Foundation
import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// Stands before a server on the loopback and lets a number of connections a second through to it.
final class LimitingProxy: Sendable {
    /// What happens to a connection beyond the limit.
    enum Excess: String, CaseIterable, Sendable {
        /// It stands, and nothing is ever said on it.
        case stall
        case reset
        /// Accepted and closed in order.
        case close
    }

    private let listener: any Channel
    private let gate: Gate

    var port: UInt16 { UInt16(listener.localAddress?.port ?? 0) }
    /// How many connections were beyond the limit.
    var turnedAway: Int { gate.turnedAway }

    init(before port: UInt16, perSecond limit: Int, excess: Excess) async throws {
        let gate = Gate(limit: limit)
        self.gate = gate
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                guard gate.admits() else { return Self.turnAway(channel, excess) }
                return Self.join(channel, to: port)
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    deinit { listener.close(promise: nil) }

    private static func turnAway(_ channel: any Channel, _ excess: Excess) -> EventLoopFuture<Void> {
        switch excess {
        case .stall: break
        case .close: channel.eventLoop.scheduleTask(in: .milliseconds(1)) { channel.close(promise: nil) }
        case .reset:
            channel.eventLoop.scheduleTask(in: .milliseconds(1)) {
                let provider = channel as? any SocketOptionProvider
                _ = provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                channel.close(promise: nil)
            }
        }
        return channel.eventLoop.makeSucceededVoidFuture()
    }

    private static func join(_ front: any Channel, to port: UInt16) -> EventLoopFuture<Void> {
        ClientBootstrap(group: front.eventLoop)
            .channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: Int(port))
            .flatMapThrowing { back in
                try front.pipeline.syncOperations.addHandler(Relay(to: back))
                try back.pipeline.syncOperations.addHandler(Relay(to: front))
                for channel in [front, back] {
                    channel.setOption(.autoRead, value: true).whenFailure { _ in }
                }
            }
    }
}

/// Counts what was let through within the last second.
private final class Gate: Sendable {
    private struct State {
        var admitted: [ContinuousClock.Instant] = []
        var turnedAway = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    var turnedAway: Int { state.withLock(\.turnedAway) }

    func admits() -> Bool {
        state.withLock { state in
            let now = ContinuousClock.now
            state.admitted.removeAll { now - $0 > .seconds(1) }
            guard state.admitted.count < limit else {
                state.turnedAway += 1
                return false
            }
            state.admitted.append(now)
            return true
        }
    }
}

/// Hands everything on, the end too.
private final class Relay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let other: any Channel

    init(to other: any Channel) { self.other = other }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        other.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
