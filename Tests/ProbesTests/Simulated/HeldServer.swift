// SPDX-License-Identifier: Apache-2.0
import Model
import Probes
import TLSWire
import protocol Transport.DialogueMachine

/// A simulated server that keeps hellos waiting while it is told to, and counts how many are open at once.
actor HeldServer: TLSPeer {
    private let server: SimulatedServer
    private var isHolding = false
    private var held: [CheckedContinuation<Void, Never>] = []
    private var open = 0
    private(set) var mostAtOnce = 0
    /// Among those opened after it was first asked to slow down.
    private(set) var mostAtOnceSlow = 0
    private(set) var slowDowns = 0

    init(_ policy: ServerPolicy, fault: Fault = .none) { server = SimulatedServer(policy, fault: fault) }

    func hold() { isHolding = true }

    func waitUntilHolding(_ count: Int) async {
        while held.count < count { await Task.yield() }
    }

    /// The newest first.
    func release() {
        isHolding = false
        for continuation in held.reversed() { continuation.resume() }
        held = []
    }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        open += 1
        mostAtOnce = max(mostAtOnce, open)
        if slowDowns > 0 { mostAtOnceSlow = max(mostAtOnceSlow, open - leftOver) }
        if isHolding { await withCheckedContinuation { held.append($0) } }
        let wasBefore = slowDowns == 0
        let answer = await server.ask(hello, needs: needs)
        open -= 1
        if wasBefore, slowDowns > 0 { leftOver -= 1 }
        return answer
    }

    /// Opened before it was asked to slow down, and not through yet.
    private var leftOver = 0

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        await server.handshake(applicationProtocols: applicationProtocols)
    }

    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        try await server.converse(machine)
    }

    func slowDown() {
        if slowDowns == 0 { leftOver = open }
        slowDowns += 1
    }
}
