// SPDX-License-Identifier: Apache-2.0
internal import Model

/// Fetches each thing once, a few at a time, and keeps what came for whoever asks next.
///
/// What is kept is bounded by its weight: what was used longest ago goes first, and would be fetched again.
actor FetchQueue<Key: Hashable & Sendable, Value: Sendable> {
    typealias Answer = Result<Value, Unestablished>
    typealias Work = @Sendable () async -> Answer

    private struct Kept {
        let answer: Answer
        let weight: Int
        var lastUse: UInt64
    }

    private var kept: [Key: Kept] = [:]
    private var weight = 0
    private var uses: UInt64 = 0
    private var waiters: [Key: [UInt64: CheckedContinuation<Answer, Never>]] = [:]
    private var waiting: [(Key, Work)] = []
    private var running: [Key: Task<Void, Never>] = [:]
    private var nextID: UInt64 = 0
    private var isStopped = false

    private let most: Int
    private let heaviest: Int
    private let weigh: @Sendable (Answer) -> Int

    /// - Parameters:
    ///   - most: fetched at once.
    ///   - heaviest: kept together, in bytes.
    init(most: Int, heaviest: Int, weigh: @escaping @Sendable (Answer) -> Int) {
        self.most = most
        self.heaviest = heaviest
        self.weigh = weigh
    }

    /// What is kept of the key, or what `work` gives: it runs at most once at a time, whoever asks.
    ///
    /// Whose time is up goes without; the work goes on for the others.
    func answer(_ key: Key, until deadline: ContinuousClock.Instant, _ work: @escaping Work) async -> Answer {
        if let known = kept[key] {
            uses += 1
            kept[key]?.lastUse = uses
            return known.answer
        }
        guard !isStopped, !Task.isCancelled else { return .failure(Self.stopped) }
        let id = nextID
        nextID += 1
        let timer = Task {
            try await Task.sleep(until: deadline, clock: .continuous)
            release(key, id, with: .failure(Self.late))
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isNew = waiters[key] == nil && running[key] == nil
                waiters[key, default: [:]][id] = continuation
                if isNew { waiting.append((key, work)) }
                startNext()
            }
        } onCancel: {
            Task { await self.release(key, id, with: .failure(Self.stopped)) }
        }
    }

    /// Gives up what is under way, and waits until it is.
    func stop() async {
        isStopped = true
        waiting = []
        let tasks = Array(running.values)
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
        for (key, continuations) in waiters {
            for id in continuations.keys { release(key, id, with: .failure(Self.stopped)) }
        }
    }

    private func startNext() {
        while running.count < most, !waiting.isEmpty {
            let (key, work) = waiting.removeFirst()
            // Those who asked for it may all be gone by now.
            guard waiters[key]?.isEmpty == false else {
                waiters[key] = nil
                continue
            }
            running[key] = Task {
                let answer = await work()
                finish(key, answer)
            }
        }
    }

    private func finish(_ key: Key, _ answer: Answer) {
        running[key] = nil
        if !isStopped { keep(answer, of: key) }
        for continuation in (waiters.removeValue(forKey: key) ?? [:]).values {
            continuation.resume(returning: answer)
        }
        startNext()
    }

    private func keep(_ answer: Answer, of key: Key) {
        uses += 1
        let one = weigh(answer)
        kept[key] = Kept(answer: answer, weight: one, lastUse: uses)
        weight += one
        while weight > heaviest, kept.count > 1,
            let oldest = kept.min(by: { $0.value.lastUse < $1.value.lastUse })
        {
            weight -= oldest.value.weight
            kept[oldest.key] = nil
        }
    }

    private func release(_ key: Key, _ id: UInt64, with answer: Answer) {
        guard let continuation = waiters[key]?.removeValue(forKey: id) else { return }
        continuation.resume(returning: answer)
    }

    private static var late: Unestablished {
        Unestablished(phase: .reply, reason: "the time for this address was up")
    }

    private static var stopped: Unestablished { Unestablished(phase: .reply, reason: "stopped") }
}
