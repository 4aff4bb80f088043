// SPDX-License-Identifier: Apache-2.0
internal import Foundation
package import Pipeline

/// Where those who ask for a cycle and the schedule meet: at most one cycle runs, and at most one waits for it to end.
package actor ControlDesk {
    private typealias Line = AsyncStream<ControlAnswer>.Continuation

    /// A cycle that runs.
    private struct Running {
        let begun: Date
        /// Whether it measures all that is listed.
        let isWhole: Bool
        /// The number of the configuration that it goes by.
        let configuration: Int
        var askers: [Line] = []
        /// Whether it still measures.
        var isJoinable = true
    }

    private var running: Running?
    /// Who waits for the next cycle; nil where nobody does.
    private var waiting: [Line]?
    private var sleeper: AsyncStream<Void>.Continuation?
    /// In spite of what the cycle runs that is under way, or asked for.
    package private(set) var despite = Despite.nothing

    package init() {}

    /// What became of a request, and the answers to come.
    package struct Asked: Sendable {
        package let answers: AsyncStream<ControlAnswer>
        /// The cycle that it was merged into, in words; nil where it has one of its own.
        package let merged: String?
    }

    /// Takes a request in: into the cycle that runs, where that is a whole one by the configuration in force, or into the next.
    package func ask(despite: Despite, configuration: Int) -> Asked {
        let (answers, line) = AsyncStream.makeStream(
            of: ControlAnswer.self,
            bufferingPolicy: .bufferingNewest(64)
        )
        self.despite = max(self.despite, despite)
        var merged: String?
        if let cycle = running, cycle.isWhole, cycle.isJoinable, cycle.configuration == configuration {
            merged = "the cycle that runs since \(cycle.begun.formatted(.iso8601))"
            running?.askers.append(line)
        } else if waiting != nil {
            merged = "the cycle that was asked for already"
            waiting?.append(line)
        } else {
            waiting = [line]
        }
        line.yield(ControlAnswer(merged == nil ? .accepted : .merged, reason: merged))
        wake()
        return Asked(answers: answers, merged: merged)
    }

    /// Whether somebody waits for a cycle.
    var isAsked: Bool { waiting != nil }

    /// Notes that a cycle begins; whoever waits is served by it, if it is a whole one.
    func begin(isWhole: Bool, configuration: Int, at now: Date) {
        running = Running(begun: now, isWhole: isWhole, configuration: configuration)
        guard isWhole else { return }
        running?.askers = waiting ?? []
        waiting = nil
    }

    /// Notes that nothing is measured any more: who asks from now on wants another cycle.
    func measured() { running?.isJoinable = false }

    func progress(_ finished: Int, of total: Int, _ endpoint: String) {
        var answer = ControlAnswer(.progress)
        (answer.finished, answer.total, answer.endpoint) = (finished, total, endpoint)
        for asker in running?.askers ?? [] { asker.yield(answer) }
    }

    /// Notes that no cycle runs any more, and tells those whose it was.
    func end(_ answer: ControlAnswer) {
        for asker in running?.askers ?? [] {
            asker.yield(answer)
            asker.finish()
        }
        running = nil
        if waiting == nil { despite = .nothing }
    }

    /// Turns away whoever waits for the next cycle, as nothing can be measured now.
    func turnAway(_ answer: ControlAnswer) {
        for asker in waiting ?? [] {
            asker.yield(answer)
            asker.finish()
        }
        waiting = nil
        if running == nil { despite = .nothing }
    }

    /// Turns away everybody.
    func close() {
        let askers = (running?.askers ?? []) + (waiting ?? [])
        for asker in askers {
            asker.yield(
                ControlAnswer(.failed, reason: "the daemon stops; the cycle goes on at its next start")
            )
            asker.finish()
        }
        (running, waiting) = (nil, nil)
    }

    /// Ends the sleep that is under way.
    func wake() { sleeper?.yield() }

    /// Sleeps until a time has passed, or somebody asks.
    func sleep(_ pause: @Sendable @escaping () async throws -> Void) async throws {
        guard waiting == nil else { return }
        let (wakes, sleeper) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.sleeper = sleeper
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pause() }
            group.addTask { for await _ in wakes { break } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
