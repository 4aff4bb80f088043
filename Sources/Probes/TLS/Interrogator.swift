// SPDX-License-Identifier: Apache-2.0
internal import Model
package import TLSWire

/// Asks one address and knows when an answer may be believed.
///
/// A ServerHello is a *yes* at once. A refusal is a *no* only if a hello was answered before it and another
/// after it; a connection dropped without a word needs several tries, and is never a *no* on an address
/// that has dropped a hello which it answers at other times.
package actor Interrogator {
    private let peer: any TLSPeer
    private let pause: Duration
    private let deadline: ContinuousClock.Instant
    private var control: Proposal?
    private var sequence = 0
    private var lastAccepted = 0
    private var newestRefusal = 0
    private var dropsAnswerableHellos = false
    private var refusesByAlert = false

    /// Tries of one hello before it is left unknown.
    private static let attempts = 5
    /// Silent tries of one hello: each costs a whole time-out.
    private static let silentAttempts = 3

    /// `pause` is the first wait before a retry, doubled at each further one.
    package init(peer: any TLSPeer, pause: Duration, deadline: ContinuousClock.Instant) {
        self.peer = peer
        self.pause = pause
        self.deadline = deadline
    }

    /// Whether any hello was accepted on this address.
    package var hasControl: Bool { control != nil }

    /// Asks until the answer is settled.
    package func settle(_ proposal: Proposal, needs: HelloDialogue.Needs) async -> Settled {
        var history = AttemptHistory()
        while true {
            guard ContinuousClock.now < deadline else { return .unknown(Self.outOfTime(history.count)) }
            let reaction = await react(to: proposal, needs: needs)
            history.count += 1
            if let settled = await settle(reaction, of: proposal, history: &history) {
                return settled
            }
            try? await Task.sleep(for: pause * (1 << min(history.count - 1, 4)))
        }
    }

    /// Sends the control hello where refusals wait for one, so that `stands(_:)` can be asked.
    package func confirmRefusals() async {
        guard newestRefusal > lastAccepted, let control else { return }
        _ = await settle(control, needs: .serverHelloOnly)
    }

    /// Whether a refusal lies between two answered hellos.
    package func stands(_ refusal: Refusal) -> Bool {
        control != nil && refusal.sequence < lastAccepted
    }

    private func settle(
        _ reaction: Reaction,
        of proposal: Proposal,
        history: inout AttemptHistory
    ) async -> Settled? {
        switch reaction {
        case .accepted(let reply):
            if history.drops > 0 { dropsAnswerableHellos = true }
            return accept(reply, of: proposal)
        case .refused(let manner, let alert):
            if history.drops > 0 { dropsAnswerableHellos = true }
            refusesByAlert = true
            return refuse(manner, alert: alert)
        case .ambiguous(let manner, let alert):
            history.ambiguous += 1
            if history.ambiguous >= 2 { return refuse(manner, alert: alert) }
            return history.count >= Self.attempts ? unknown(.handshake, manner, history) : nil
        case .dropped(let manner):
            history.drops += 1
            return await settle(drop: manner, history: &history)
        case .unknown(let phase, let reason):
            history.silences += 1
            let isOver = history.silences >= Self.silentAttempts || history.count >= Self.attempts || control == nil
            return isOver ? unknown(phase, reason, history) : nil
        }
    }

    /// A drop is believed after three in a row with an answered control hello between them, four where the
    /// address has shown that it refuses by alert, and never where it drops what it answers otherwise.
    private func settle(drop manner: String, history: inout AttemptHistory) async -> Settled? {
        if history.drops == 2, let control {
            guard case .accepted = await react(to: control, needs: .serverHelloOnly) else {
                dropsAnswerableHellos = true
                return nil
            }
            sequence += 1
            lastAccepted = sequence
        }
        let needed = refusesByAlert ? 4 : 3
        if history.drops >= needed, history.drops == history.count, !dropsAnswerableHellos, control != nil {
            return refuse(manner, alert: nil)
        }
        guard history.count < Self.attempts else { return unknown(.handshake, manner, history) }
        return control == nil && history.count >= 2 ? unknown(.handshake, manner, history) : nil
    }

    private func accept(_ reply: HelloReply, of proposal: Proposal) -> Settled {
        sequence += 1
        lastAccepted = sequence
        if control == nil { control = proposal }
        return .accepted(reply)
    }

    private func refuse(_ manner: String, alert: UInt8?) -> Settled {
        sequence += 1
        newestRefusal = sequence
        return .refused(Refusal(sequence: sequence, manner: manner, alert: alert))
    }

    private func unknown(_ phase: Unestablished.Phase, _ reason: String, _ history: AttemptHistory)
        -> Settled
    {
        .unknown(Unestablished(phase: phase, reason: reason, attempts: history.count))
    }

    /// One connection, with a random of its own.
    private func react(to proposal: Proposal, needs: HelloDialogue.Needs) async -> Reaction {
        var hello = proposal.hello
        hello.random = HelloFactory.randomBytes(32)
        return Reaction(await peer.ask(hello, needs: needs), to: proposal)
    }

    private static func outOfTime(_ attempts: Int) -> Unestablished {
        Unestablished(phase: .handshake, reason: "the endpoint's deadline passed", attempts: attempts)
    }
}

/// How often one hello was tried, and what came of it.
private struct AttemptHistory {
    var count = 0
    var drops = 0
    var ambiguous = 0
    var silences = 0
}
