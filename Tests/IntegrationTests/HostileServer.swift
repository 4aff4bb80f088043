// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Synchronization

/// A peer on a free port of loopback that means no good.
final class HostileServer: Sendable {
    /// Of its own: who shares an address shares the pace that its trouble asks for.
    static let address = "127.0.0.2"

    enum Conduct: Sendable {
        /// Takes what comes and says nothing.
        case silent
        /// A byte a second.
        case dribbling([UInt8])
        /// At once, whatever comes; then it closes.
        case saying([UInt8])
        /// By the number of the connection, to its first bytes; then it waits.
        case answering(@Sendable (_ connection: Int, _ hello: [UInt8]) -> [UInt8])
        /// A beginning, and then the same for as long as it is taken.
        case flooding([UInt8], with: [UInt8])
        case echoing
        /// Ends every connection by a reset, from that one on.
        case resetting(after: Int)
    }

    private let channel: any Channel

    init(_ conduct: Conduct) async throws {
        let counter = Counter()
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 512)
            .childChannelInitializer { inbound in
                inbound.eventLoop.makeCompletedFuture {
                    try inbound.pipeline.syncOperations.addHandler(
                        HostileHandler(conduct, connection: counter.next())
                    )
                }
            }
            .bind(host: Self.address, port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    func stop() async throws { try await channel.close() }
}

private final class Counter: Sendable {
    private let number = Atomic<Int>(0)

    func next() -> Int { number.add(1, ordering: .relaxed).newValue }
}

private final class HostileHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let conduct: HostileServer.Conduct
    private let connection: Int
    private var hasBegun = false

    init(_ conduct: HostileServer.Conduct, connection: Int) {
        self.conduct = conduct
        self.connection = connection
    }

    func channelActive(context: ChannelHandlerContext) {
        switch conduct {
        case .saying(let bytes):
            write(bytes, to: context.channel).whenComplete { [channel = context.channel] _ in
                channel.close(promise: nil)
            }
        case .resetting(let first) where connection > first: reset(context.channel)
        default: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        if case .echoing = conduct { context.writeAndFlush(wrapOutboundOut(buffer), promise: nil) }
        guard !hasBegun else { return }
        hasBegun = true
        switch conduct {
        case .dribbling(let bytes): dribble(bytes[...], to: context.channel)
        case .answering(let answer):
            _ = write(answer(connection, Array(buffer.readableBytesView)), to: context.channel)
        case .flooding(let beginning, let chunk):
            _ = write(beginning, to: context.channel)
            Self.flood(chunk, to: context.channel)
        case .silent, .saying, .echoing, .resetting: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func write(_ bytes: [UInt8], to channel: any Channel) -> EventLoopFuture<Void> {
        channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    private func dribble(_ bytes: ArraySlice<UInt8>, to channel: any Channel) {
        Self.dribble(bytes, to: channel)
    }

    private static func dribble(_ bytes: ArraySlice<UInt8>, to channel: any Channel) {
        guard let first = bytes.first, channel.isActive else { return }
        channel.writeAndFlush(ByteBuffer(bytes: [first]), promise: nil)
        channel.eventLoop.scheduleTask(in: .seconds(1)) { dribble(bytes.dropFirst(), to: channel) }
    }

    private static func flood(_ chunk: [UInt8], to channel: any Channel) {
        guard channel.isActive else { return }
        channel.writeAndFlush(ByteBuffer(bytes: chunk)).whenSuccess {
            // Not from within: a write that is through at once would call without end.
            channel.eventLoop.execute { flood(chunk, to: channel) }
        }
    }

    /// With nothing to linger for, the close becomes a reset.
    private func reset(_ channel: any Channel) {
        guard let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }
}
