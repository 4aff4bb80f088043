// SPDX-License-Identifier: Apache-2.0
internal import Model
package import TLSWire

/// Asks one address and knows when an answer may be believed.
///
/// A ServerHello is a *yes* at once. A refusal in words is a *no* only if a hello was answered before it and
/// another after it. A connection that ends without a word is the *no* of some stacks and the habit of busy
/// ones, so it counts only after `silentTries` of the same hello, with answered control hellos between them,
/// if larger hellos are answered, on an address that answered `steadyAnswers` connections and never once
/// dropped what it answers otherwise.
/// Connections that are lost by chance, each with probability *p*, fake that for one hello with probability
/// p^k (1 - p)^n, k tries and n answers; whatever *p* is, that stays below 2 in 100 million, and for all
/// hellos of a visit below one in a million.
package actor Interrogator {
    private let peer: any TLSPeer
    private let pause: Duration
    private let deadline: ContinuousClock.Instant
    private var control: Proposal?
    private var sequence = 0
    private var lastAccepted = 0
    private var newestRefusal = 0
    /// Connections that were answered, by a ServerHello or by an alert that means *no*.
    private var answers = 0
    /// A large hello that was answered; what drops one that is larger may drop it for that.
    private var largestAnswered: Proposal?
    /// It dropped a hello that it answers at other times.
    private var isUnsteady = false
    /// Hellos that were dropped until they passed for refused, by the refusal's sequence.
    private var silentlyRefused: [Int: Proposal] = [:]
    private var confirmed: Set<Int> = []
    private var unknownsInARow = 0
    private var isGone = false

    /// Tries of one hello before it is left unknown.
    private static let attempts = 5
    /// Tries that end in silence, each of which costs a whole time-out.
    private static let silentAttempts = 3
    /// Drops of one hello that make a provisional refusal, with one control hello before the last.
    private static let provisionalTries = 3
    /// Drops of one hello that make a refusal.
    static let silentTries = 6
    /// Connections that must have been answered before a drop is taken for a refusal.
    static let steadyAnswers = 40
    /// Hellos settled as unknown, one after another, before the address is taken for gone.
    private static let patience = 3

    /// `pause` is the first wait before a retry, doubled at each further one.
    package init(peer: any TLSPeer, pause: Duration, deadline: ContinuousClock.Instant) {
        self.peer = peer
        self.pause = pause
        self.deadline = deadline
    }

    /// Asks until the answer is settled.
    package func settle(_ proposal: Proposal, needs: HelloDialogue.Needs) async -> Settled {
        var history = AttemptHistory()
        while true {
            guard !isGone else { return .unknown(Self.gone) }
            guard ContinuousClock.now < deadline else { return .unknown(Self.outOfTime(history.count)) }
            let reaction = await react(to: proposal, needs: needs)
            history.count += 1
            if let settled = await settle(reaction, of: proposal, history: &history) {
                return await conclude(settled, of: proposal, history: history)
            }
            try? await Task.sleep(for: pause * (1 << min(history.count - 1, 4)))
        }
    }

    private func settle(
        _ reaction: Reaction,
        of proposal: Proposal,
        history: inout AttemptHistory
    ) async -> Settled? {
        switch reaction {
        case .accepted(let reply):
            return accept(reply, of: proposal, dropped: history.drops > 0)
        case .brokenOff(let reply):
            history.fragment = reply
            history.silences += 1
            return history.silences >= Self.silentAttempts ? .unknown(Self.brokenOff(history.count)) : nil
        case .refused(let manner, let alert):
            if history.drops > 0 { isUnsteady = true }
            return refuse(manner, alert: alert)
        case .dropped(let manner, let alert):
            history.drops += 1
            return await settle(drop: manner, alert: alert, of: proposal, history: &history)
        case .unknown(let phase, let reason):
            history.silences += 1
            let isOver =
                history.silences >= Self.silentAttempts || history.count >= Self.attempts || control == nil
            return isOver ? unknown(phase, reason, history) : nil
        }
    }

    private func settle(
        drop manner: String,
        alert: UInt8?,
        of proposal: Proposal,
        history: inout AttemptHistory
    ) async -> Settled? {
        guard control != nil else {
            // Nobody has answered yet: the first greeting gets a second try, those after it are tries enough.
            let tries = unknownsInARow == 0 ? 2 : 1
            return history.count >= tries ? unknown(.handshake, manner, history) : nil
        }
        if history.drops == Self.provisionalTries - 1, !isUnsteady {
            history.isDoubtful = await !controlIsAnswered()
        }
        let isBelievable = !isUnsteady && !history.isDoubtful && history.drops == history.count
        if isBelievable, isTolerable(proposal), history.drops >= Self.provisionalTries {
            let refusal = refuse(manner, alert: alert, isSilent: true)
            silentlyRefused[sequence] = proposal
            return refusal
        }
        return history.count >= Self.attempts ? unknown(.handshake, manner, history) : nil
    }

    /// Whether a hello that is at least as long was answered.
    private func isTolerable(_ proposal: Proposal) -> Bool {
        largestAnswered.map { proposal.size <= $0.size } ?? false
    }

    /// A fragment of an answer is still an answer; and a row of unknowns raises the question who is there.
    private func conclude(_ settled: Settled, of proposal: Proposal, history: AttemptHistory) async -> Settled
    {
        guard case .unknown = settled else {
            unknownsInARow = 0
            return settled
        }
        if let fragment = history.fragment {
            unknownsInARow = 0
            return accept(fragment, of: proposal, dropped: history.drops > 0)
        }
        unknownsInARow += 1
        if control != nil, unknownsInARow >= Self.patience {
            isGone = await !controlIsAnswered()
            unknownsInARow = 0
        }
        return settled
    }

    private func accept(_ reply: HelloReply, of proposal: Proposal, dropped: Bool) -> Settled {
        if dropped { isUnsteady = true }
        sequence += 1
        lastAccepted = sequence
        if control == nil { control = proposal }
        return .accepted(reply)
    }

    private func refuse(_ manner: String, alert: UInt8?, isSilent: Bool = false) -> Settled {
        sequence += 1
        newestRefusal = sequence
        return .refused(Refusal(sequence: sequence, manner: manner, alert: alert, isSilent: isSilent))
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
        let reaction = Reaction(await peer.ask(hello, needs: needs), to: proposal, needs: needs)
        switch reaction {
        case .accepted, .brokenOff, .refused:
            answers += 1
            if proposal.weight > largestAnswered?.weight ?? 0 { largestAnswered = proposal }
        case .dropped, .unknown: break
        }
        return reaction
    }

    private static func outOfTime(_ attempts: Int) -> Unestablished {
        Unestablished(phase: .handshake, reason: "the endpoint's deadline passed", attempts: attempts)
    }

    private static func brokenOff(_ attempts: Int) -> Unestablished {
        Unestablished(phase: .handshake, reason: "the answer broke off", attempts: attempts)
    }

    private static let gone = Unestablished(phase: .handshake, reason: "the address stopped answering")
}

// MARK: When a refusal is a no

extension Interrogator {
    /// Sends what refusals still need before `stands(_:)` can be asked: further tries of hellos that were
    /// dropped, and control hellos.
    package func confirm(_ refusals: [Refusal]) async {
        let silent = refusals.filter { $0.isSilent && !confirmed.contains($0.sequence) }
        for refusal in silent where await isDroppedAgain(refusal) {
            confirmed.insert(refusal.sequence)
        }
        if !confirmed.isEmpty {
            while answers < Self.steadyAnswers, !isUnsteady {
                guard await controlIsAnswered() else { break }
            }
        }
        guard newestRefusal > lastAccepted, let control, !isGone else { return }
        _ = await settle(control, needs: .serverHelloOnly)
    }

    /// Whether a refusal lies between two answered hellos, and is no accident.
    package func stands(_ refusal: Refusal) -> Bool {
        guard control != nil, refusal.sequence < lastAccepted else { return false }
        return !refusal.isSilent
            || !isUnsteady && answers >= Self.steadyAnswers && confirmed.contains(refusal.sequence)
    }

    /// The tries that a provisional refusal still lacks, out of step with the controls, so that a peer that
    /// drops by turns, as one with a dead back end does, is found out.
    private func isDroppedAgain(_ refusal: Refusal) async -> Bool {
        guard let proposal = silentlyRefused[refusal.sequence] else { return false }
        var left = Self.silentTries - Self.provisionalTries
        while left > 0 {
            guard !isUnsteady, !isGone, ContinuousClock.now < deadline else { return false }
            if !left.isMultiple(of: 2) {
                guard await controlIsAnswered() else { return false }
            }
            try? await Task.sleep(for: pause)
            switch await react(to: proposal, needs: .serverHelloOnly) {
            case .dropped: left -= 1
            case .accepted, .brokenOff, .refused:
                isUnsteady = true
                return false
            case .unknown: return false
            }
        }
        return true
    }

    /// One control hello; a peer that drops it is unsteady.
    private func controlIsAnswered() async -> Bool {
        guard let control, ContinuousClock.now < deadline else { return false }
        switch await react(to: control, needs: .serverHelloOnly) {
        case .accepted, .brokenOff:
            sequence += 1
            lastAccepted = sequence
            return true
        case .dropped:
            isUnsteady = true
            return false
        case .refused, .unknown:
            return false
        }
    }
}

/// How often one hello was tried, and what came of it.
private struct AttemptHistory {
    var count = 0
    var drops = 0
    var silences = 0
    /// No control hello was answered among the drops.
    var isDoubtful = false
    /// An answer that broke off after its ServerHello.
    var fragment: HelloReply?
}
