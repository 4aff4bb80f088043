// SPDX-License-Identifier: Apache-2.0
import Crypto
import Glibc
import Model
import NIOCore
import NIOPosix
import Transport

/// A server on the loopback with one known behaviour.
struct LoopbackServer {
    enum Behaviour: Sendable {
        /// Takes bytes and never answers.
        case mute
        case closeAtOnce
        /// Answers with FIN after the first bytes.
        case closeAfterRequest
        /// Answers with RST after the first bytes.
        case reset
        /// Says these bytes at once, and stays.
        case say([UInt8])
        /// Says these bytes one by one with a pause between, and stays.
        case drip([UInt8], every: TimeAmount)
        /// Sends for as long as anybody reads.
        case flood
        case echo
        case tls(TLSServerContext)
    }

    let channel: any Channel
    let target: SocketTarget

    init(_ behaviour: Behaviour, on group: any EventLoopGroup) async throws {
        channel = try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 1_024)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let session = try behaviour.session
                    try channel.pipeline.syncOperations.addHandler(BehaviourHandler(behaviour, session))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = UInt16(channel.localAddress?.port ?? 0)
        guard let address = IPAddress("127.0.0.1") else { throw ChannelError.unknownLocalAddress }
        target = SocketTarget(address: address, port: port)
    }

    func close() async throws { try await channel.close() }
}

extension LoopbackServer.Behaviour {
    fileprivate var session: ServerBox? {
        get throws {
            guard case .tls(let context) = self else { return nil }
            return ServerBox(try TLSServerSession(context))
        }
    }
}

/// Lets a handler own a session.
private final class ServerBox {
    var session: TLSServerSession

    init(_ session: consuming TLSServerSession) { self.session = session }
}

private final class BehaviourHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let behaviour: LoopbackServer.Behaviour
    private let tls: ServerBox?

    init(_ behaviour: LoopbackServer.Behaviour, _ tls: ServerBox?) {
        self.behaviour = behaviour
        self.tls = tls
    }

    func channelActive(context: ChannelHandlerContext) {
        switch behaviour {
        case .closeAtOnce: context.close(promise: nil)
        case .say(let bytes): send(bytes, context)
        case .drip(let bytes, let pause): drip(bytes[...], pause, context)
        case .flood: flood(context)
        case .mute, .closeAfterRequest, .reset, .echo, .tls: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        switch behaviour {
        case .closeAfterRequest: context.close(promise: nil)
        case .reset:
            // A linger time of zero turns the close into a reset.
            let options = context.channel as? any SocketOptionProvider
            let set = options?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
            set?.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        case .echo: context.writeAndFlush(data, promise: nil)
        case .tls:
            guard let tls else { return }
            tls.session.receive(Array(buffer.readableBytesView))
            _ = tls.session.step()
            send(tls.session.takeOutput(), context)
        case .mute, .closeAtOnce, .say, .drip, .flood: break
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        guard !bytes.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func drip(_ bytes: ArraySlice<UInt8>, _ pause: TimeAmount, _ context: ChannelHandlerContext) {
        guard let first = bytes.first, context.channel.isActive else { return }
        send([first], context)
        context.eventLoop.assumeIsolated().scheduleTask(in: pause) {
            self.drip(bytes.dropFirst(), pause, context)
        }
    }

    private func flood(_ context: ChannelHandlerContext) {
        let block = ByteBuffer(repeating: 0x41, count: 65_536)
        context.writeAndFlush(wrapOutboundOut(block)).assumeIsolated().whenSuccess { self.flood(context) }
    }
}
