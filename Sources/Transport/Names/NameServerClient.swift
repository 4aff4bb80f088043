// SPDX-License-Identifier: Apache-2.0
package import DNSWire
package import Model
package import NIOCore
internal import NIOPosix

/// Whoever puts a question to one named server: the network, or a scripted set of servers.
package protocol NameServerAsking: Sendable {
    func ask(_ question: ServerQuestion, of server: IPAddress) async -> ServerAnswer
}

/// Asks name servers over UDP and TCP, each question with a permit of the shared budget.
package struct NameServerClient: NameServerAsking {
    private let group: any EventLoopGroup
    private let dialer: Dialer
    private let port: UInt16
    private let patience: Duration

    /// - Parameters:
    ///   - port: of every server; others than 53 are for servers of one's own.
    ///   - patience: for one attempt over UDP, and for silence over TCP.
    package init(
        group: any EventLoopGroup,
        dialer: Dialer,
        port: UInt16 = 53,
        patience: Duration = .seconds(3)
    ) {
        self.group = group
        self.dialer = dialer
        self.port = port
        self.patience = patience
    }

    package func ask(_ question: ServerQuestion, of server: IPAddress) async -> ServerAnswer {
        var dialogue = ServerDialogue(question, id: .random(in: 0...UInt16.max))
        switch dialogue.start() {
        case .sendDatagram(let bytes):
            switch await datagrams(dialogue, first: bytes, server) {
            case .answer(let answer): return answer
            case .stream(let dialogue, let bytes): return await stream(dialogue, bytes, server)
            }
        case .sendStream(let bytes): return await stream(dialogue, bytes, server)
        case .finish(let answer): return answer
        case .wait: return .silence
        }
    }

    private func datagrams(_ dialogue: ServerDialogue, first: [UInt8], _ server: IPAddress) async
        -> DatagramEnd
    {
        do {
            try await dialer.budget.acquire(server)
        } catch {
            return .answer(.unreadable("cancelled"))
        }
        let end = await exchange(dialogue, first: first, server)
        // A name server that is silent to us is no reason to be slower with whatever else is there.
        await dialer.budget.release(server, after: .answered)
        return end
    }

    private func exchange(_ dialogue: ServerDialogue, first: [UInt8], _ server: IPAddress) async
        -> DatagramEnd
    {
        do {
            let remote = try SocketAddress(server, port: port)
            let loop = group.next()
            let promise = loop.makePromise(of: DatagramEnd.self)
            let patience = patience
            let channel = try await channel(to: server, remote, on: loop)
            try await loop.submit {
                try channel.pipeline.syncOperations.addHandler(
                    DatagramHandler(dialogue, first: first, remote: remote, patience: patience, promise)
                )
            }.get()
            return try await promise.futureResult.get()
        } catch {
            return .answer(.unreadable("no datagram could be sent: \(error)"))
        }
    }

    /// A datagram socket with one peer, from the address that the dialer comes from.
    private func channel(to server: IPAddress, _ remote: SocketAddress, on loop: any EventLoop) async throws
        -> any Channel
    {
        let bootstrap = DatagramBootstrap(group: loop)
        guard let source = dialer.source(of: server.family) else {
            return try await bootstrap.connect(to: remote).get()
        }
        let channel = try await bootstrap.bind(to: SocketAddress(source, port: 0)).get()
        do {
            try await channel.connect(to: remote).get()
        } catch {
            channel.close(promise: nil)
            throw error
        }
        return channel
    }

    private func stream(_ dialogue: ServerDialogue, _ bytes: [UInt8], _ server: IPAddress) async
        -> ServerAnswer
    {
        let limits = DialogueLimits(
            connectTimeout: patience,
            replyTimeout: patience,
            deadline: patience * 3,
            maximumBytes: 0x1_0002
        )
        do {
            let machine = NameStreamMachine(dialogue, opening: bytes)
            return try await dialer.run(
                machine,
                to: SocketTarget(address: server, port: port),
                limits: limits
            ).outcome
        } catch {
            return .noStream(error.reason.rawValue)
        }
    }
}

/// How the part over UDP ended.
private enum DatagramEnd: Sendable {
    case answer(ServerAnswer)
    case stream(ServerDialogue, [UInt8])
}

/// Drives a dialogue over one connected datagram socket.
private final class DatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private var dialogue: ServerDialogue
    private let first: [UInt8]
    private let remote: SocketAddress
    private let patience: Duration
    private var promise: EventLoopPromise<DatagramEnd>?
    private var timer: Scheduled<Void>?

    init(
        _ dialogue: ServerDialogue,
        first: [UInt8],
        remote: SocketAddress,
        patience: Duration,
        _ promise: EventLoopPromise<DatagramEnd>
    ) {
        self.dialogue = dialogue
        self.first = first
        self.remote = remote
        self.patience = patience
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) { send(first, context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard promise != nil else { return }
        let bytes = Array(unwrapInboundIn(data).data.readableBytesView)
        take(dialogue.receiveDatagram(bytes), context)
    }

    /// A router's or the host's word that nobody listens there.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(.answer(.unreadable("no answer: \(error)")), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise?.succeed(.answer(.silence))
        promise = nil
    }

    private func take(_ step: ServerDialogue.Step, _ context: ChannelHandlerContext) {
        switch step {
        case .wait: return
        case .sendDatagram(let bytes): send(bytes, context)
        case .sendStream(let bytes): finish(.stream(dialogue, bytes), context)
        case .finish(let answer): finish(.answer(answer), context)
        }
    }

    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        let envelope = AddressedEnvelope(remoteAddress: remote, data: ByteBuffer(bytes: bytes))
        context.writeAndFlush(wrapOutboundOut(envelope), promise: nil)
        timer?.cancel()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(patience)) { [weak self] in
            guard let self, promise != nil else { return }
            take(dialogue.attemptTimedOut(), context)
        }
    }

    private func finish(_ end: DatagramEnd, _ context: ChannelHandlerContext) {
        timer?.cancel()
        promise?.succeed(end)
        promise = nil
        context.close(promise: nil)
    }
}

/// The part of a dialogue that goes over TCP.
struct NameStreamMachine: DialogueMachine {
    private var dialogue: ServerDialogue
    private let opening: [UInt8]
    private var answer = ServerAnswer.silence

    init(_ dialogue: ServerDialogue, opening: [UInt8]) {
        self.dialogue = dialogue
        self.opening = opening
    }

    mutating func start() -> [UInt8] { opening }

    mutating func receive(_ bytes: [UInt8]) -> DialogueStep {
        switch dialogue.receiveStream(bytes) {
        case .wait, .sendDatagram: return .wait
        case .sendStream(let again): return .send(again)
        case .finish(let answer):
            self.answer = answer
            return .finish
        }
    }

    mutating func ended(_ end: StreamEnd) {
        if case .finish(let answer) = dialogue.streamEnded(end.rawValue) { self.answer = answer }
    }

    func outcome() -> ServerAnswer { answer }

    /// A name server's manners over TCP say nothing about how fast it may be asked.
    func sign(after end: StreamEnd?) -> PeerSign { end == nil ? .answered : .silent }
}
