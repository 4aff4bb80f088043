// SPDX-License-Identifier: Apache-2.0
import Glibc
import Model
import NIOCore
import NIOPosix
import Synchronization
import Transport

@testable import Probes

/// Emulated connections behind a port of the loopback, each answer of which takes its time.
final class EmulatedListener: Sendable {
    private let listener: any Channel

    init(delay: Duration, _ make: @escaping @Sendable (Int) -> any EmulatedConnection) async throws {
        let count = Mutex(0)
        listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 64)
            .childChannelInitializer { channel in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return channel.eventLoop.makeCompletedFuture {
                    let handler = EmulatedHandler(make(number), delay: TimeAmount(delay))
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    deinit { listener.close(promise: nil) }

    /// Unpaced, as every connection ends here.
    func peer() throws -> DialedPeer {
        let limits = BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0)
        guard let address = IPAddress("127.0.0.1"), let port = listener.localAddress?.port else {
            throw ChannelError.unknownLocalAddress
        }
        return DialedPeer(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(limits: limits)
            ),
            target: SocketTarget(address: address, port: UInt16(port)),
            serverName: nil,
            limits: DialogueLimits(),
            deadline: .now + .seconds(300),
            handshakes: HandshakeContexts()
        )
    }
}

private final class EmulatedHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var connection: any EmulatedConnection
    private let delay: TimeAmount

    init(_ connection: any EmulatedConnection, delay: TimeAmount) {
        self.connection = connection
        self.delay = delay
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let answer = connection.receive(Array(unwrapInboundIn(data).readableBytesView))
        let end = connection.end
        let channel = context.channel
        context.eventLoop.scheduleTask(in: delay) {
            if !answer.isEmpty { channel.writeAndFlush(ByteBuffer(bytes: answer), promise: nil) }
            switch end {
            case .reset?:
                let provider = channel as? any SocketOptionProvider
                _ = provider?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                channel.close(promise: nil)
            case .closed?: channel.close(promise: nil)
            default: break
            }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
