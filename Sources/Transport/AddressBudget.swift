// SPDX-License-Identifier: Apache-2.0
package import Model

/// How often and how broadly one address may be asked.
package struct BudgetLimits: Hashable, Sendable {
    /// Open at once, an address; 0 for no limit.
    package var connectionsPerAddress: Int
    /// New ones a second, an address; 0 for no pacing and no back-off.
    package var connectionsPerSecond: Double
    /// The pause after the first refusal; each further one doubles it.
    package var firstPause: Duration
    package var longestPause: Duration

    package init(
        connectionsPerAddress: Int = 2,
        connectionsPerSecond: Double = 10,
        firstPause: Duration = .milliseconds(500),
        longestPause: Duration = .seconds(5)
    ) {
        self.connectionsPerAddress = max(0, connectionsPerAddress)
        self.connectionsPerSecond = max(0, connectionsPerSecond)
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// Between two connections; nil where they are not paced.
    var interval: Duration? {
        guard connectionsPerSecond > 0 else { return nil }
        return .nanoseconds(Int64(clamping: Int((1e9 / max(connectionsPerSecond, 0.001)).rounded())))
    }

    /// How far a burst may run ahead of the rate: never beyond what may be open at once.
    var tolerance: Duration { (interval ?? .zero) * max(0, connectionsPerAddress - 1) }
}

/// What a peer's behaviour says about our pace.
package enum PeerSign: Hashable, Sendable {
    case answered
    case refused
    case reset
    case timedOut
    /// A reply such as SMTP's 421, or a sudden alert where there had been none.
    case temporaryFailure
    /// The peer had no part in it.
    case silent

    var isTrouble: Bool { self != .answered && self != .silent }
}

/// What was asked of addresses so far: the proof of politeness.
package struct BudgetStatistics: Hashable, Sendable {
    package struct Tally: Hashable, Sendable {
        package var connections = 0
        package var peakOpen = 0
        package var troubles = 0
    }

    package var connections = 0
    package var open = 0
    package var peakOpen = 0
    package var addresses: [IPAddress: Tally] = [:]
}

/// The permits for connections, an address, shared by all that goes on in the process.
///
/// Waiting is first come, first served. Addresses that are idle are forgotten.
package actor AddressBudget {
    private typealias Waiter = (id: UInt64, continuation: CheckedContinuation<Bool, Never>)

    private struct Account {
        var open = 0
        /// When the next connection would be due if all were spaced evenly (the generic cell rate algorithm).
        var due: Duration
        /// The pause between connections while the peer is in trouble; zero while it is not.
        var pause = Duration.zero
        /// The least time between connections to a peer that did not keep up; it stays.
        var restraint = Duration.zero
        var waiters: [Waiter] = []
        /// When this address will be looked at again.
        var wakes: Duration?
    }

    /// More addresses than this are counted in the totals alone.
    private static let mostTallies = 65_536

    private let limits: BudgetLimits
    private let elapsed: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async -> Void
    private var accounts: [IPAddress: Account] = [:]
    private var sweepsAt = 64
    private var nextID: UInt64 = 0
    private var tallied = BudgetStatistics()

    package init(limits: BudgetLimits = BudgetLimits(), clock: some Clock<Duration> = ContinuousClock()) {
        self.limits = limits
        let origin = clock.now
        elapsed = { origin.duration(to: clock.now) }
        // The sleeper is never cancelled, so there is no error to hand on.
        sleep = { try? await clock.sleep(until: origin.advanced(by: $0), tolerance: nil) }
    }

    /// Waits for leave to open one connection; each must be given back by `release`.
    package func acquire(_ address: IPAddress) async throws(CancellationError) {
        guard !Task.isCancelled else { throw CancellationError() }
        let id = nextID
        nextID += 1
        let isGranted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                account(address) { $0.waiters.append((id, continuation)) }
                grant(address)
            }
        } onCancel: {
            Task { await self.abandon(id, at: address) }
        }
        guard isGranted else { throw CancellationError() }
    }

    /// Gives a permit back, and says how the peer behaved.
    package func release(_ address: IPAddress, after sign: PeerSign = .answered) {
        account(address) { $0.open = max(0, $0.open - 1) }
        tallied.open = max(0, tallied.open - 1)
        report(sign, from: address)
        grant(address)
    }

    /// Slows an address down after trouble, and lets it recover after an answer.
    package func report(_ sign: PeerSign, from address: IPAddress) {
        if sign.isTrouble { tallied.addresses[address]?.troubles += 1 }
        guard limits.connectionsPerSecond > 0 else { return }
        let now = elapsed()
        account(address) { account in
            if sign.isTrouble {
                account.pause = min(limits.longestPause, max(limits.firstPause, account.pause * 2))
                account.due = max(account.due, now + account.pause)
            } else if sign == .answered {
                account.pause = account.pause > limits.firstPause ? account.pause / 2 : .zero
            }
        }
    }

    /// One connection at a time from now on, ten a second, and half as many at each further call down to one.
    ///
    /// For a peer that loses connections which it answers at other times, whatever the limits say.
    package func restrain(_ address: IPAddress) {
        let now = elapsed()
        account(address) { account in
            account.restraint = min(.seconds(1), max(.milliseconds(100), account.restraint * 2))
            account.due = max(account.due, now + account.restraint)
        }
    }

    package var statistics: BudgetStatistics { tallied }

    /// The statistics since the last call; peaks and counts start anew.
    package func takeStatistics() -> BudgetStatistics {
        let taken = tallied
        tallied = BudgetStatistics(connections: 0, open: taken.open, peakOpen: taken.open, addresses: [:])
        return taken
    }

    private func account(_ address: IPAddress, _ change: (inout Account) -> Void) {
        if accounts[address] == nil, accounts.count >= sweepsAt { sweep() }
        change(&accounts[address, default: Account(due: elapsed())])
    }

    private func sweep() {
        let now = elapsed()
        accounts = accounts.filter { _, account in
            account.open > 0 || !account.waiters.isEmpty || account.due + account.pause > now
        }
        sweepsAt = max(64, accounts.count * 2)
    }

    private func grant(_ address: IPAddress) {
        let now = elapsed()
        while var account = accounts[address], let first = account.waiters.first {
            let isRestrained = account.restraint > .zero
            let most = isRestrained ? 1 : limits.connectionsPerAddress
            guard most == 0 || account.open < most else { return }
            if limits.interval != nil || isRestrained {
                let isFree = account.pause == .zero && !isRestrained
                let tolerance = isFree ? limits.tolerance : .zero
                guard account.due - tolerance <= now else {
                    return wake(address, at: account.due - tolerance)
                }
                let interval = max(limits.interval ?? .zero, account.restraint)
                account.due = max(now, account.due) + max(interval, account.pause)
            }
            account.open += 1
            account.waiters.removeFirst()
            accounts[address] = account
            tally(address, open: account.open)
            first.continuation.resume(returning: true)
        }
    }

    private func tally(_ address: IPAddress, open: Int) {
        tallied.connections += 1
        tallied.open += 1
        tallied.peakOpen = max(tallied.peakOpen, tallied.open)
        guard tallied.addresses[address] != nil || tallied.addresses.count < Self.mostTallies else { return }
        tallied.addresses[address, default: BudgetStatistics.Tally()].connections += 1
        let peak = tallied.addresses[address]?.peakOpen ?? 0
        tallied.addresses[address]?.peakOpen = max(peak, open)
    }

    private func wake(_ address: IPAddress, at time: Duration) {
        if let wakes = accounts[address]?.wakes, wakes <= time { return }
        accounts[address]?.wakes = time
        Task { [sleep] in
            await sleep(time)
            wakeUp(address)
        }
    }

    private func wakeUp(_ address: IPAddress) {
        accounts[address]?.wakes = nil
        grant(address)
    }

    private func abandon(_ id: UInt64, at address: IPAddress) {
        guard let index = accounts[address]?.waiters.firstIndex(where: { $0.id == id }) else { return }
        let waiter = accounts[address]?.waiters.remove(at: index)
        waiter?.continuation.resume(returning: false)
    }
}

extension PeerSign {
    /// Nil is a dialogue that the machine finished.
    package init(_ end: StreamEnd?) {
        self =
            switch end {
            case nil, .closed, .byteLimit: .answered
            case .reset: .reset
            case .timedOut: .timedOut
            }
    }

    init(_ reason: DialFailure.Reason) {
        self =
            switch reason {
            case .refused: .refused
            case .timedOut: .timedOut
            case .unreachable, .noRoute, .familyUnsupported, .descriptorsExhausted, .cancelled, .other:
                .silent
            }
    }
}
