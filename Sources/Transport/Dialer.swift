// SPDX-License-Identifier: Apache-2.0
package import Model
package import NIOCore
internal import NIOPosix

/// Opens connections and drives machines over them; the only way to the network for dialogues.
///
/// Every connection takes a permit of the shared budget first, and tells the budget how it went.
package final class Dialer: Sendable {
    private let group: any EventLoopGroup
    package let budget: AddressBudget
    private let sources: [IPAddress]

    /// `sources` holds at most one address a family to dial from; without one the system chooses.
    package init(group: any EventLoopGroup, budget: AddressBudget, sources: [IPAddress] = []) {
        self.group = group
        self.budget = budget
        self.sources = sources
    }

    /// Connects, holds one dialogue and closes.
    ///
    /// What the peer does after the connection stands is the machine's to judge; it never throws.
    package func run<M: DialogueMachine & ~Copyable>(
        _ machine: consuming M,
        to target: SocketTarget,
        limits: DialogueLimits = DialogueLimits()
    ) async throws(DialFailure) -> Dialogue<M.Outcome> {
        do {
            try await budget.acquire(target.address)
        } catch {
            throw DialFailure(
                reason: .cancelled,
                detail: "cancelled before the connection",
                cost: DialogueCost()
            )
        }
        do {
            let (dialogue, sign) = try await converse(machine, with: target, limits: limits)
            await budget.release(target.address, after: sign)
            return dialogue
        } catch {
            await budget.release(target.address, after: PeerSign(error.reason))
            throw error
        }
    }

    private func converse<M: DialogueMachine & ~Copyable>(
        _ machine: consuming M,
        with target: SocketTarget,
        limits: DialogueLimits
    ) async throws(DialFailure) -> (Dialogue<M.Outcome>, PeerSign) {
        let began = ContinuousClock.now
        do {
            let result = try await connect(machine, to: target, limits: limits)
            let cost = DialogueCost(
                connections: 1,
                bytesSent: result.bytesSent,
                bytesReceived: result.bytesReceived,
                duration: began.duration(to: .now)
            )
            guard !Task.isCancelled else {
                throw DialFailure(reason: .cancelled, detail: "cancelled during the dialogue", cost: cost)
            }
            return (Dialogue(outcome: result.outcome, cost: cost), result.sign)
        } catch let failure as DialFailure {
            throw failure
        } catch {
            let reason = Task.isCancelled ? .cancelled : DialFailure.Reason(error)
            let cost = DialogueCost(connections: 1, duration: began.duration(to: .now))
            throw DialFailure(reason: reason, detail: String(describing: error), cost: cost)
        }
    }

    /// Returns when the connection is closed.
    private func connect<M: DialogueMachine & ~Copyable>(
        _ machine: consuming M,
        to target: SocketTarget,
        limits: DialogueLimits
    ) async throws -> ConnectionResult<M.Outcome> {
        let loop = loop
        let address = try SocketAddress(target.address, port: target.port)
        let bootstrap = try bootstrap(on: loop, for: target.address.family, limits: limits)
        let cancelled = loop.makePromise(of: Void.self)
        let result = loop.makePromise(of: ConnectionResult<M.Outcome>.self)
        let handler = NIOLoopBoundBox.makeBoxSendingValue(
            DialogueHandler(machine, limits: limits, result: result),
            eventLoop: loop
        )
        // A promise that nobody keeps is a leak; after its first call this one has no effect.
        defer { cancelled.fail(CancellationError()) }
        return try await withTaskCancellationHandler {
            let connected = bootstrap.channelInitializer { channel in
                cancelled.futureResult.whenSuccess { channel.close(promise: nil) }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(handler.value)
                }
            }
            .connect(to: address)
            connected.whenFailure { result.fail($0) }
            return try await result.futureResult.get()
        } onCancel: {
            cancelled.succeed()
        }
    }

    /// That on which the visit runs, else whichever is next.
    private var loop: any EventLoop {
        guard let current = MultiThreadedEventLoopGroup.currentEventLoop,
            group.makeIterator().contains(where: { $0 === current })
        else { return group.next() }
        return current
    }

    /// Where connections of a family come from; nil where the system chooses.
    func source(of family: IPAddress.Family) -> IPAddress? { sources.first { $0.family == family } }

    private func bootstrap(
        on loop: any EventLoop,
        for family: IPAddress.Family,
        limits: DialogueLimits
    ) throws -> ClientBootstrap {
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(min(limits.connectTimeout, limits.deadline)))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            // Most replies are one flight of a handshake: small buffers keep hundreds of connections cheap.
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 4_096, maximum: 16_384)
            )
        guard let source = source(of: family) else { return bootstrap }
        return bootstrap.bind(to: try SocketAddress(source, port: 0))
    }
}
