// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Synchronization

/// Passes one connection after another on to a port of loopback, and keeps what each side said first.
final class RecordingRelay: Sendable {
    /// What was said on one connection.
    struct Talk {
        var client: [UInt8] = []
        var server: [UInt8] = []
    }

    private let channel: any Channel
    private let record: Record

    init(to port: Int) async throws {
        let record = Record()
        self.record = record
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { inbound in
                record.begin()
                return ClientBootstrap(group: inbound.eventLoop)
                    .channelOption(.autoRead, value: false)
                    .connect(host: "127.0.0.1", port: port)
                    .flatMapThrowing { outbound in
                        let up = Tap(to: outbound) { record.hear($0, from: \.client) }
                        let down = Tap(to: inbound) { record.hear($0, from: \.server) }
                        try inbound.pipeline.syncOperations.addHandler(up)
                        try outbound.pipeline.syncOperations.addHandler(down)
                        outbound.read()
                    }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// The first connection since the last time that this was asked; nil where there was none.
    func takeFirst() -> Talk? { record.takeFirst() }

    func stop() async throws { try await channel.close() }
}

/// The connections so far, one after another.
private final class Record: Sendable {
    private let talks = Mutex<[RecordingRelay.Talk]>([])

    func begin() { talks.withLock { $0.append(RecordingRelay.Talk()) } }

    func hear(_ bytes: [UInt8], from side: WritableKeyPath<RecordingRelay.Talk, [UInt8]>) {
        talks.withLock { talks in
            guard let last = talks.indices.last else { return }
            talks[last][keyPath: side] += bytes
        }
    }

    func takeFirst() -> RecordingRelay.Talk? {
        talks.withLock { talks in
            defer { talks = [] }
            return talks.first
        }
    }
}

/// Hands on what it reads, keeps a copy, and hands on the end.
private final class Tap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let hear: ([UInt8]) -> Void

    init(to other: any Channel, _ hear: @escaping ([UInt8]) -> Void) {
        self.other = other
        self.hear = hear
    }

    func channelActive(context: ChannelHandlerContext) { context.read() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        hear(Array(buffer.readableBytesView))
        other.writeAndFlush(buffer, promise: nil)
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
