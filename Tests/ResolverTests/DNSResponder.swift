// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Synchronization

/// A name server on the loopback with a small zone of its own, over UDP.
final class DNSResponder: Sendable {
    private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    private let channel: any Channel
    private let counter: Counter
    let port: UInt16

    var questions: Int { counter.count.withLock { $0 } }

    /// The addresses that questions came from.
    var askers: Set<String> { counter.askers.withLock { $0 } }

    init() async throws {
        let counter = Counter()
        channel = try await DatagramBootstrap(group: Self.group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Handler(counter))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.counter = counter
        port = UInt16(channel.localAddress?.port ?? 0)
    }

    deinit { channel.close(promise: nil) }

    fileprivate final class Counter: Sendable {
        let count = Mutex(0)
        let askers: Mutex<Set<String>> = Mutex([])
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = AddressedEnvelope<ByteBuffer>
        typealias OutboundOut = AddressedEnvelope<ByteBuffer>

        private let counter: Counter

        init(_ counter: Counter) { self.counter = counter }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let envelope = unwrapInboundIn(data)
            guard let question = DNSQuestion(Array(envelope.data.readableBytesView)) else { return }
            counter.count.withLock { $0 += 1 }
            if let asker = envelope.remoteAddress.ipAddress {
                _ = counter.askers.withLock { $0.insert(asker) }
            }
            guard let reply = Zone.reply(to: question) else { return }
            let answer = AddressedEnvelope(
                remoteAddress: envelope.remoteAddress,
                data: ByteBuffer(bytes: reply)
            )
            context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
        }
    }
}

/// The one question of a query.
struct DNSQuestion {
    let bytes: [UInt8]
    let name: String
    let type: UInt16
    /// Where the question ends and EDNS begins.
    let end: Int

    init?(_ bytes: [UInt8]) {
        var labels: [String] = []
        var position = 12
        while position < bytes.count, bytes[position] > 0 {
            let length = Int(bytes[position])
            guard position + length < bytes.count else { return nil }
            labels.append(String(decoding: bytes[(position + 1)...(position + length)], as: UTF8.self))
            position += length + 1
        }
        guard position + 4 < bytes.count else { return nil }
        self.bytes = bytes
        name = labels.joined(separator: ".").lowercased()
        type = UInt16(bytes[position + 1]) << 8 | UInt16(bytes[position + 2])
        end = position + 5
    }
}

private enum Zone {
    /// Nil stays silent.
    static func reply(to question: DNSQuestion) -> [UInt8]? {
        let v6: (UInt8) -> [UInt8] = { [0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [$0] }
        switch (question.name, question.type) {
        case ("mute.lab.example", _): return nil
        case ("missing.lab.example", _): return message(question, code: 3, [])
        case ("broken.lab.example", _): return message(question, code: 2, [])
        case ("two.lab.example", 1): return message(question, code: 0, [[192, 0, 2, 9], [192, 0, 2, 1]])
        case ("two.lab.example", 28): return message(question, code: 0, [v6(2), v6(1)])
        case ("four.lab.example", 1): return message(question, code: 0, [[192, 0, 2, 4]])
        case ("text.lab.example", 16): return message(question, code: 0, [[5] + Array("hello".utf8)])
        case (let name, 1) where name.hasSuffix(".many.lab.example"):
            return message(question, code: 0, [[192, 0, 2, 5]])
        case ("turn.lab.example", _): return message(question, code: 0, [wire("round.lab.example")], type: 5)
        case ("round.lab.example", _): return message(question, code: 0, [wire("turn.lab.example")], type: 5)
        default: return message(question, code: 0, [])
        }
    }

    private static func wire(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    /// - Parameter type: of the records; nil for the question's.
    private static func message(
        _ question: DNSQuestion,
        code: UInt8,
        _ records: [[UInt8]],
        type: UInt16? = nil
    ) -> [UInt8] {
        let type = type ?? question.type
        var message = Array(question.bytes[..<2])
        message += [0x85, 0x80 | code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        message += question.bytes[12..<question.end]
        for record in records {
            message += [0xC0, 12, UInt8(type >> 8), UInt8(type & 0xFF), 0, 1, 0, 0, 0, 60]
            message += [UInt8(record.count >> 8), UInt8(record.count & 0xFF)] + record
        }
        return message
    }
}
