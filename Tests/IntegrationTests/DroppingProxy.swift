// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// Passes connections on to another port of loopback, and counts and closes every n-th of them.
final class DroppingProxy: Sendable {
    private let channel: any Channel
    private let count: AcceptedCount

    /// `period`: 3 closes every third connection as soon as it is open; 0 closes none.
    init(to port: Int, closingEvery period: Int) async throws {
        let accepted = AcceptedCount()
        count = accepted
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { inbound in
                inbound.eventLoop.makeCompletedFuture {
                    let number = accepted.next()
                    let isDropped = period != 0 && number % period == 0
                    try inbound.pipeline.syncOperations.addHandler(Entrance(to: isDropped ? nil : port))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    var connections: Int { count.value }

    func stop() async throws { try await channel.close() }
}

/// What a connection meets first: the way on, or the door.
private final class Entrance: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let port: Int?

    init(to port: Int?) { self.port = port }

    func channelActive(context: ChannelHandlerContext) {
        guard let port else {
            context.close(promise: nil)
            return
        }
        let inbound = context.channel
        ClientBootstrap(group: context.eventLoop)
            .channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: port)
            .whenComplete { result in
                guard case .success(let outbound) = result else { return inbound.close(promise: nil) }
                do {
                    try inbound.pipeline.syncOperations.addHandler(Pass(to: outbound))
                    try outbound.pipeline.syncOperations.addHandler(Pass(to: inbound))
                    inbound.read()
                    outbound.read()
                } catch {
                    inbound.close(promise: nil)
                }
            }
    }
}

/// How many connections came, across event loops.
private final class AcceptedCount: Sendable {
    private let number = Atomic<Int>(0)

    func next() -> Int { number.add(1, ordering: .relaxed).newValue }

    var value: Int { number.load(ordering: .relaxed) }
}

/// Hands on what it reads, and the end of it.
private final class Pass: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel

    init(to other: any Channel) { self.other = other }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        other.writeAndFlush(unwrapInboundIn(data), promise: nil)
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
