// SPDX-License-Identifier: Apache-2.0
import DNSWire
import NIOCore
import NIOPosix
import Synchronization
import TestSupport

/// A name server on one port of 127.0.0.1, over UDP and TCP, that answers as its script says.
final class ScriptedNameServer: Sendable {
    struct Script: Sendable {
        /// The datagrams that go back, in order, none for silence; the number is of the questions before.
        let datagrams: @Sendable (DNSMessage, Int) -> [DNSMessage]
        /// What goes back over TCP; nil keeps silent, and no closure at all listens on no port.
        var stream: (@Sendable (DNSMessage) -> DNSMessage?)?
    }

    let port: UInt16
    private let channels: [any Channel]
    private let asked: Counter

    var datagrams: Int { asked.count.withLock { $0 } }

    /// The addresses that datagrams came from.
    var askers: Set<String> { asked.askers.withLock { $0 } }

    init(_ script: Script, on group: any EventLoopGroup) async throws {
        let counter = Counter()
        let port = try LoopbackPorts.free()
        let datagrams = try await DatagramBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramSide(script, counter))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        var channels: [any Channel] = [datagrams]
        if let stream = script.stream {
            channels.append(
                try await ServerBootstrap(group: group)
                    .childChannelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandler(StreamSide(stream))
                        }
                    }
                    .bind(host: "127.0.0.1", port: port).get()
            )
        }
        self.port = UInt16(port)
        self.channels = channels
        asked = counter
    }

    deinit { for channel in channels { channel.close(promise: nil) } }

    fileprivate final class Counter: Sendable {
        let count = Mutex(0)
        let askers: Mutex<Set<String>> = Mutex([])
    }
}

private final class DatagramSide: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let script: ScriptedNameServer.Script
    private let counter: ScriptedNameServer.Counter

    init(_ script: ScriptedNameServer.Script, _ counter: ScriptedNameServer.Counter) {
        self.script = script
        self.counter = counter
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = unwrapInboundIn(data)
        guard let question = try? DNSMessage(Array(envelope.data.readableBytesView)) else { return }
        let before = counter.count.withLock { count in
            defer { count += 1 }
            return count
        }
        if let asker = envelope.remoteAddress.ipAddress {
            _ = counter.askers.withLock { $0.insert(asker) }
        }
        for reply in script.datagrams(question, before) {
            guard let bytes = try? reply.encoded() else { continue }
            let answer = AddressedEnvelope(
                remoteAddress: envelope.remoteAddress,
                data: ByteBuffer(bytes: bytes)
            )
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }
    }
}

private final class StreamSide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let script: @Sendable (DNSMessage) -> DNSMessage?
    private var received: [UInt8] = []

    init(_ script: @escaping @Sendable (DNSMessage) -> DNSMessage?) { self.script = script }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += Array(unwrapInboundIn(data).readableBytesView)
        guard received.count > 2, received.count >= 2 + (Int(received[0]) << 8 | Int(received[1])),
            let question = try? DNSMessage(Array(received.dropFirst(2))),
            let bytes = script(question).flatMap({ try? $0.encoded() })
        else { return }
        received = []
        let length = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)]
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: length + bytes)), promise: nil)
    }
}
