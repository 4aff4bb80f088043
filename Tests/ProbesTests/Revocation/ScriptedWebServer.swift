// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Synchronization

/// A web server on a free port of loopback that answers each path as a script says, and counts.
final class ScriptedWebServer: Sendable {
    enum Conduct: Sendable {
        /// Status 200 with this body.
        case body([UInt8])
        /// These bytes as they are; then it closes.
        case raw([UInt8])
        case redirect(String)
        case status(Int)
        /// Says nothing.
        case silence
        /// A byte each tenth of a second, for ever.
        case dribble
        /// A beginning of a response without an end.
        case flood
        /// Answers the request's bytes.
        case answering(@Sendable ([UInt8]) -> [UInt8])
    }

    private struct State {
        var script: [String: Conduct]
        var requests: [String] = []
    }

    private final class Memory: Sendable {
        let state: Mutex<State>

        init(_ script: [String: Conduct]) { state = Mutex(State(script: script)) }
    }

    private let channel: any Channel
    private let memory: Memory

    /// By `METHOD PATH`, the query included, or by the method alone.
    init(_ script: [String: Conduct] = [:]) async throws {
        let memory = Memory(script)
        self.memory = memory
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { inbound in
                inbound.eventLoop.makeCompletedFuture {
                    try inbound.pipeline.syncOperations.addHandler(
                        Handler { request in
                            let line = String(decoding: request.prefix { $0 != 0x0D }, as: UTF8.self)
                            let words = line.split(separator: " ").map(String.init)
                            guard words.count == 3 else { return .status(400) }
                            let name = "\(words[0]) \(words[1])"
                            return memory.state.withLock { state in
                                state.requests.append(name)
                                return state.script[name] ?? state.script[words[0]] ?? .status(404)
                            }
                        }
                    )
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    /// `METHOD PATH` of each request, in the order of arrival.
    var requests: [String] { memory.state.withLock { $0.requests } }

    /// For a script that is known only once the port is.
    func set(_ script: [String: Conduct]) { memory.state.withLock { $0.script = script } }

    func stop() async throws { try await channel.close() }
}

private final class Handler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let conduct: ([UInt8]) -> ScriptedWebServer.Conduct
    private var request: [UInt8] = []
    private var isAnswered = false

    init(_ conduct: @escaping ([UInt8]) -> ScriptedWebServer.Conduct) { self.conduct = conduct }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        request += Array(unwrapInboundIn(data).readableBytesView)
        guard !isAnswered, let body = Self.body(of: request) else { return }
        isAnswered = true
        switch conduct(request) {
        case .body(let bytes): say(Self.response(200, bytes), context, closes: true)
        case .raw(let bytes): say(bytes, context, closes: true)
        case .redirect(let location):
            say(
                Array("HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n".utf8),
                context,
                closes: true
            )
        case .status(let status): say(Self.response(status, []), context, closes: true)
        case .silence: break
        case .dribble: dribble(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), context)
        case .flood: flood(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), context)
        case .answering(let answer): say(Self.response(200, answer(body)), context, closes: true)
        }
    }

    /// Nil until the request is whole.
    private static func body(of request: [UInt8]) -> [UInt8]? {
        let text = String(decoding: request.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
        guard let head = text.split(separator: "\r\n\r\n", omittingEmptySubsequences: false).first,
            text.utf8.count >= head.utf8.count + 4
        else { return nil }
        let field = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        let count = field.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
        let rest = request.dropFirst(head.utf8.count + 4)
        return rest.count >= count ? Array(rest.prefix(count)) : nil
    }

    private static func response(_ status: Int, _ body: [UInt8]) -> [UInt8] {
        Array("HTTP/1.1 \(status) Words\r\nContent-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext, closes: Bool) {
        let channel = context.channel
        channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenComplete { _ in
            if closes { channel.close(promise: nil) }
        }
    }

    private func dribble(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        let channel = context.channel
        guard channel.isActive else { return }
        channel.writeAndFlush(
            ByteBuffer(bytes: bytes.prefix(1) + (bytes.isEmpty ? [0x78] : [])),
            promise: nil
        )
        context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(100)) {
            self.dribble(Array(bytes.dropFirst()), context)
        }
    }

    private func flood(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.channel.writeAndFlush(ByteBuffer(bytes: bytes)).assumeIsolated().whenSuccess {
            self.flood([UInt8](repeating: 0x78, count: 65_536), context)
        }
    }
}
