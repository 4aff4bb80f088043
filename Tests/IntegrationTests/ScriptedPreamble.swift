// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Synchronization

/// A plain-text start before a server of TLS, for protocols and manners that no package brings: it answers by a
/// script, and passes everything on once the script is through.
final class ScriptedPreamble: Sendable {
    struct Exchange: Sendable {
        /// What the client says.
        let request: [UInt8]
        let reply: [UInt8]

        /// Lines, without the end of theirs.
        static func line(_ request: String, _ reply: String) -> Exchange {
            Exchange(request: Array((request + "\r\n").utf8), reply: Array((reply + "\r\n").utf8))
        }
    }

    struct Script: Sendable {
        var greeting = ""
        var exchanges: [Exchange] = []
        /// Sent instead of the greeting, after which the connection is closed.
        var refusal: String?
    }

    private let channel: any Channel
    private let count = ConnectionCount()

    /// `script` is asked for each connection, counted from 1.
    init(before port: Int, _ script: @escaping @Sendable (Int) -> Script) async throws {
        let count = count
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelInitializer { inbound in
                inbound.eventLoop.makeCompletedFuture {
                    let actor = Player(script(count.next()), port: port)
                    try inbound.pipeline.syncOperations.addHandler(actor)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    var connections: Int { count.value }

    func stop() async throws { try await channel.close() }
}

private final class ConnectionCount: Sendable {
    private let number = Atomic<Int>(0)

    func next() -> Int { number.add(1, ordering: .relaxed).newValue }

    var value: Int { number.load(ordering: .relaxed) }
}

private final class Player: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var script: ScriptedPreamble.Script
    private let port: Int
    private var received = ByteBuffer()
    private var backend: (any Channel)?

    init(_ script: ScriptedPreamble.Script, port: Int) {
        self.script = script
        self.port = port
    }

    func channelActive(context: ChannelHandlerContext) {
        if let refusal = script.refusal {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: refusal))).assumeIsolated().whenComplete
            {
                _ in context.close(promise: nil)
            }
        } else if !script.greeting.isEmpty {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: script.greeting)), promise: nil)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        if let backend {
            backend.writeAndFlush(received, promise: nil)
            received.clear()
            return
        }
        while let next = script.exchanges.first, received.readableBytesView.starts(with: next.request) {
            received.moveReaderIndex(forwardBy: next.request.count)
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: next.reply)), promise: nil)
            script.exchanges.removeFirst()
        }
        if script.exchanges.isEmpty { connect(context) }
    }

    private func connect(_ context: ChannelHandlerContext) {
        let inbound = context.channel
        ClientBootstrap(group: context.eventLoop)
            .channelInitializer { outbound in
                outbound.eventLoop.makeCompletedFuture {
                    try outbound.pipeline.syncOperations.addHandler(WayBack(to: inbound))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .assumeIsolated()
            .whenComplete { result in
                guard case .success(let outbound) = result else { return inbound.close(promise: nil) }
                self.backend = outbound
                guard self.received.readableBytes > 0 else { return }
                outbound.writeAndFlush(self.received, promise: nil)
                self.received.clear()
            }
    }

    func channelInactive(context: ChannelHandlerContext) { backend?.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

private final class WayBack: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbound: any Channel

    init(to inbound: any Channel) { self.inbound = inbound }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbound.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { inbound.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
