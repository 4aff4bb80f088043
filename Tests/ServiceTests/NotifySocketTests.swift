// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Service

struct NotifySocketTests {
    @Test func eachMessageIsAnAssignmentAsTheManualPageHasIt() {
        #expect(NotifySocket.Message.ready.assignments == "READY=1")
        #expect(NotifySocket.Message.reloading(monotonic: 5).assignments == "RELOADING=1\nMONOTONIC_USEC=5")
        #expect(NotifySocket.Message.stopping.assignments == "STOPPING=1")
        #expect(NotifySocket.Message.watchdog.assignments == "WATCHDOG=1")
    }

    @Test func aStatusCannotSmuggleAnotherAssignment() {
        #expect(NotifySocket.Message.status("a\nREADY=1").assignments == "STATUS=a READY=1")
    }

    @Test func messagesArriveAsOneDatagram() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "n-\(UUID().uuidString.prefix(8))")
            .path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let (texts, continuation) = AsyncStream.makeStream(of: String.self)
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .bind(unixDomainSocketPath: path).get()
        await NotifySocket(path: path).send(.ready, .status("idle"))
        var iterator = texts.makeAsyncIterator()
        #expect(await iterator.next() == "READY=1\nSTATUS=idle")
        try await channel.close()
    }

    @Test func nobodyListeningIsNoFault() async {
        await NotifySocket(path: nil).send(.ready)
        await NotifySocket(path: "/nonexistent/socket").send(.ready)
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let continuation: AsyncStream<String>.Continuation

    init(_ continuation: AsyncStream<String>.Continuation) { self.continuation = continuation }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(String(buffer: unwrapInboundIn(data).data))
    }
}
