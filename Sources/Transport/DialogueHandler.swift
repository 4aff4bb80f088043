// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import NIOCore

/// What is left of a connection when it is closed.
struct ConnectionResult<Outcome: Sendable>: Sendable {
    let outcome: Outcome
    /// Nil where the machine finished by itself.
    let end: StreamEnd?
    let sign: PeerSign
    let bytesSent: Int
    let bytesReceived: Int
}

/// Drives one machine over one connection and watches its limits, all of it on the connection's event loop.
///
/// Clock and machine share one thread, so a machine that this process is slow to run is never taken for a
/// silent peer.
final class DialogueHandler<Machine: DialogueMachine & ~Copyable>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var machine: Machine
    private let limits: DialogueLimits
    private let result: EventLoopPromise<ConnectionResult<Machine.Outcome>>
    private var bytesSent = 0
    private var bytesReceived = 0
    private var silence: Scheduled<Void>?
    private var deadline: Scheduled<Void>?
    private var isOver = false
    private var end: StreamEnd?
    private var wasReset = false

    /// The result comes when the connection is closed; if it never stands, the caller fails the promise.
    init(
        _ machine: consuming Machine,
        limits: DialogueLimits,
        result: EventLoopPromise<ConnectionResult<Machine.Outcome>>
    ) {
        self.machine = machine
        self.limits = limits
        self.result = result
    }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = schedule(after: limits.deadline, context)
    }

    func channelActive(context: ChannelHandlerContext) {
        perform(.send(machine.start()), context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        let buffer = unwrapInboundIn(data)
        let room = max(0, limits.maximumBytes - bytesReceived)
        let bytes = Array(buffer.readableBytesView.prefix(room))
        bytesReceived += bytes.count
        if !bytes.isEmpty { perform(machine.receive(bytes), context) }
        if bytes.count < buffer.readableBytes { stop(.byteLimit, context) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        note(error)
        stop(.reset, context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop(wasReset ? .reset : .closed, context)
        result.succeed(
            ConnectionResult(
                outcome: machine.outcome(),
                end: end,
                sign: machine.sign(after: end),
                bytesSent: bytesSent,
                bytesReceived: bytesReceived
            )
        )
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        silence?.cancel()
        deadline?.cancel()
    }

    private func perform(_ step: DialogueStep, _ context: ChannelHandlerContext) {
        switch step {
        case .wait: listen(context)
        case .send(let bytes):
            send(bytes, context)
            listen(context)
        case .sendAndFinish(let bytes):
            finish()
            // The deadline closes where the peer does not take the last bytes.
            send(bytes, context, closes: true)
        case .finish:
            finish()
            context.close(promise: nil)
        }
    }

    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext, closes: Bool = false) {
        guard !bytes.isEmpty else {
            if closes { context.close(promise: nil) }
            return
        }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).assumeIsolated().whenComplete {
            written in
            switch written {
            case .success: self.bytesSent += bytes.count
            case .failure(let error): self.note(error)
            }
            if closes { context.close(promise: nil) }
        }
    }

    private func note(_ error: any Error) {
        guard let error = error as? IOError else { return }
        wasReset = wasReset || error.errnoCode == ECONNRESET || error.errnoCode == EPIPE
    }

    private func listen(_ context: ChannelHandlerContext) {
        silence?.cancel()
        let patience =
            machine.isGreeting
            ? limits.greetingTimeout : min(limits.replyTimeout, machine.patience ?? limits.replyTimeout)
        silence = schedule(after: patience, context)
    }

    private func schedule(after time: Duration, _ context: ChannelHandlerContext) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) {
            self.stop(.timedOut, context)
        }
    }

    private func finish() {
        isOver = true
        silence?.cancel()
    }

    /// Tells the machine how the dialogue ended, unless it is over already, and closes.
    private func stop(_ end: StreamEnd, _ context: ChannelHandlerContext) {
        if !isOver {
            finish()
            self.end = end
            machine.ended(end)
        }
        context.close(promise: nil)
    }
}
