// SPDX-License-Identifier: Apache-2.0
internal import Model
package import TLSWire

/// Asks one address and knows when an answer may be believed.
///
/// A ServerHello is a *yes* at once. A refusal in words is a *no* only if a hello had been answered before it was
/// asked for, and another that was sent after it had come. A connection that ends without a word is the *no* of
/// some stacks and the habit of busy ones, so it counts only after `silentTries` of the same hello, or of one that
/// offers all of it and more, with answered control hellos between them, if larger hellos are answered, on an
/// address that answered `steadyAnswers` connections and dropped nothing that it answers otherwise; an accident
/// makes tries and answers count anew, twice at most.
/// Connections that are lost by chance, each with probability *p*, fake that for one hello with probability
/// p^k (1 - p)^n, k tries and n answers; whatever *p* is, that stays below 2 in 100 million, and for all
/// hellos of a visit below one in a million.
///
/// Hellos are settled side by side as long as each is answered. One that is not is tried again alone, and what
/// comes after it waits; once an address has failed to answer what it answers at other times, everything is asked
/// one after another, at a pace that each further failure makes slower.
package actor Interrogator {
    private let peer: any TLSPeer
    let pause: Duration
    let deadline: ContinuousClock.Instant
    private(set) var control: Opening?
    /// Counts up with each hello that is sent and each answer that comes.
    private var clock = 0
    /// When the first hello was answered that was.
    private(set) var firstAccepted: Int?
    /// When the newest hello was sent that was answered.
    private(set) var lastAccepted = 0
    /// Connections that were answered, by a ServerHello or by an alert that means *no*, since the last accident.
    private(set) var answers = 0
    /// How often it dropped what it answers at other times.
    private(set) var accidents = 0
    /// How often an accident made the tries of refusals begin anew.
    var restarts = 0
    /// A large hello that was answered; what drops one that is larger may drop it for that.
    private var largestAnswered: Opening?
    var isUnsteady: Bool { accidents > 0 }
    /// It failed to answer what it answers at other times, or answers slowly enough for that.
    private var isSlow = false
    /// Hellos that were dropped until they passed for refused, by the refusal's number.
    var silentlyRefused: [Int: Opening] = [:]
    /// Refusals that one hello cannot stand for together.
    var separated: Set<Int> = []
    var confirmed: Set<Int> = []
    private var unknownsInARow = 0
    private(set) var isGone = false
    private var isQueueBusy = false
    private var queue: [CheckedContinuation<Void, Never>] = []

    /// Tries of one hello before it is left unknown.
    private static let attempts = 5
    /// Tries that end in silence, each of which costs a whole time-out.
    private static let silentAttempts = 3
    /// Drops of one hello that make a provisional refusal, with one control hello before the last.
    static let provisionalTries = 3
    /// Drops of one hello that make a refusal.
    static let silentTries = 6
    /// The same after an accident, all of which must come after it.
    static let silentTriesAnew = 7
    /// Accidents after which the tries of refusals begin anew.
    static let mostRestarts = 2
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
        await settle(.hello(proposal, needs: needs))
    }

    /// One try, where an answer says much and none says nothing.
    func glance(_ proposal: Proposal, needs: HelloDialogue.Needs) async -> HelloReply? {
        await enterQueue()
        defer { leaveQueue() }
        guard !isGone, ContinuousClock.now < deadline else { return nil }
        let attempt = await attempt(.hello(proposal, needs: needs))
        switch attempt.reaction {
        case .accepted(let reply), .brokenOff(let reply):
            noteAccepted(attempt)
            return reply
        case .refused, .dropped, .unknown: return nil
        }
    }

    func settle(_ opening: Opening) async -> Settled {
        var history = AttemptHistory()
        var isAlone = false
        defer { if isAlone { leaveQueue() } }
        if isQueueBusy || isSlow {
            await enterQueue()
            isAlone = true
        }
        while true {
            guard !isGone else { return .unknown(Self.gone) }
            guard ContinuousClock.now < deadline else { return .unknown(Self.outOfTime(history.count)) }
            let attempt = await attempt(opening)
            history.count += 1
            history.began = history.began ?? attempt.sent
            if let settled = await settle(attempt, of: opening, history: &history) {
                return await conclude(settled, of: opening, history: history)
            }
            if !isAlone {
                await enterQueue()
                isAlone = true
            }
            try? await Task.sleep(for: pause * (1 << min(history.count - 1, 4)))
        }
    }

    /// One connection.
    func attempt(_ opening: Opening) async -> Attempt {
        clock += 1
        let sent = clock
        let reaction = await opening.reaction(of: peer)
        clock += 1
        let attempt = Attempt(reaction: reaction, sent: sent, came: clock)
        switch reaction {
        case .accepted, .brokenOff, .refused:
            answers += 1
            if opening.weight > largestAnswered?.weight ?? 0 { largestAnswered = opening }
        case .dropped, .unknown: break
        }
        return attempt
    }

    private func settle(
        _ attempt: Attempt,
        of opening: Opening,
        history: inout AttemptHistory
    ) async -> Settled? {
        switch attempt.reaction {
        case .accepted(let reply):
            await noteRecovery(after: history)
            return accept(reply, at: attempt, of: opening)
        case .brokenOff(let reply):
            history.fragment = (reply, attempt)
            history.silences += 1
            return history.silences >= Self.silentAttempts ? .unknown(Self.brokenOff(history.count)) : nil
        case .refused(let manner, let alert):
            await noteRecovery(after: history)
            return refuse(manner, alert: alert, at: attempt, since: attempt.sent)
        case .dropped(let manner, let alert):
            history.drops += 1
            if isUnsteady, history.drops == 1 { await slowDown() }
            return await settle(drop: manner, alert: alert, at: attempt, of: opening, history: &history)
        case .unknown(let phase, let reason):
            history.silences += 1
            if control != nil, phase != .reply { await slowDown() }
            let isOver =
                history.silences >= Self.silentAttempts || history.count >= Self.attempts || control == nil
            return isOver ? unknown(phase, reason, history) : nil
        }
    }

    private func settle(
        drop manner: String,
        alert: UInt8?,
        at attempt: Attempt,
        of opening: Opening,
        history: inout AttemptHistory
    ) async -> Settled? {
        guard control != nil else {
            // Nobody has answered yet: the first greeting gets a second try, those after it are tries enough.
            let tries = unknownsInARow == 0 ? 2 : 1
            return history.count >= tries ? unknown(.handshake, manner, history) : nil
        }
        // Who has already shown that it refuses without a word need not show again that it is there.
        if history.drops == Self.provisionalTries - 1, !isUnsteady, silentlyRefused.isEmpty {
            history.isDoubtful = await !controlIsAnswered()
        }
        let tries = isUnsteady || history.isDoubtful ? Self.attempts : Self.provisionalTries
        if history.drops == history.count, isTolerable(opening), history.drops >= tries {
            silentlyRefused[attempt.came] = opening.brief
            return refuse(manner, alert: alert, at: attempt, since: history.began, isSilent: true)
        }
        return history.count >= Self.attempts ? unknown(.handshake, manner, history) : nil
    }

    /// Whether a hello that is at least as long was answered.
    func isTolerable(_ opening: Opening) -> Bool {
        largestAnswered.map { opening.size <= $0.size } ?? false
    }

    /// A fragment of an answer is still an answer; and a row of unknowns raises the question who is there.
    private func conclude(_ settled: Settled, of opening: Opening, history: AttemptHistory) async -> Settled {
        switch settled {
        case .unknown: break
        case .refused(let refusal) where refusal.isSilent && isUnsteady: break
        case .accepted, .refused:
            unknownsInARow = 0
            return settled
        }
        if let (fragment, attempt) = history.fragment {
            unknownsInARow = 0
            await noteRecovery(after: history)
            return accept(fragment, at: attempt, of: opening)
        }
        unknownsInARow += 1
        if control != nil, unknownsInARow >= Self.patience {
            isGone = await !controlIsAnswered()
            unknownsInARow = 0
        }
        return settled
    }

    private func accept(_ reply: HelloReply, at attempt: Attempt, of opening: Opening) -> Settled {
        noteAccepted(attempt)
        if control == nil { control = opening.brief }
        return .accepted(reply)
    }

    func noteAccepted(_ attempt: Attempt) {
        firstAccepted = min(firstAccepted ?? attempt.came, attempt.came)
        lastAccepted = max(lastAccepted, attempt.sent)
    }

    private func refuse(
        _ manner: String,
        alert: UInt8?,
        at attempt: Attempt,
        since began: Int?,
        isSilent: Bool = false
    ) -> Settled {
        .refused(
            Refusal(
                asked: began ?? attempt.sent,
                came: attempt.came,
                manner: manner,
                alert: alert,
                isSilent: isSilent
            )
        )
    }

    private func unknown(_ phase: Unestablished.Phase, _ reason: String, _ history: AttemptHistory)
        -> Settled
    {
        .unknown(Unestablished(phase: phase, reason: reason, attempts: history.count))
    }

    // MARK: Pace

    /// An answer to a hello that had been lost before shows a peer that cannot keep up.
    private func noteRecovery(after history: AttemptHistory) async {
        if history.drops > 0 { await noteUnsteady() }
        if history.silences > 0, control != nil { isSlow = true }
    }

    func noteUnsteady() async {
        accidents += 1
        answers = 0
        confirmed = []
        await slowDown()
    }

    private func slowDown() async {
        isSlow = true
        await peer.slowDown()
    }

    private func enterQueue() async {
        guard isQueueBusy else {
            isQueueBusy = true
            return
        }
        await withCheckedContinuation { queue.append($0) }
    }

    private func leaveQueue() {
        guard !queue.isEmpty else {
            isQueueBusy = false
            return
        }
        queue.removeFirst().resume()
    }

    private static func outOfTime(_ attempts: Int) -> Unestablished {
        Unestablished(phase: .handshake, reason: "the endpoint's deadline passed", attempts: attempts)
    }

    private static func brokenOff(_ attempts: Int) -> Unestablished {
        Unestablished(phase: .handshake, reason: "the answer broke off", attempts: attempts)
    }

    private static let gone = Unestablished(phase: .handshake, reason: "the address stopped answering")
}
