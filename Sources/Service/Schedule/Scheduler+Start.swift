// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Inventory
internal import Logging
internal import Model
package import Pipeline
internal import Store

extension LoadedConfiguration {
    /// - Parameter state: the folder that no other instance of this host uses.
    package func schedule(state: URL) -> Schedule {
        Schedule(
            settings,
            timeZone: timeZone,
            instance: "\(ProcessInfo.processInfo.hostName)\n\(state.standardizedFileURL.path)"
        )
    }
}

extension ScheduleSettings {
    /// As they are written.
    package var heldTimes: [String] { quietHours.map(\.description) + blackouts.map { "blackout \($0)" } }
}

/// A cycle was broken off because quiet hours or a blackout began.
struct HeldBack: Error { let hold: Hold }

/// How a cycle begins.
struct CycleStart: Sendable {
    let configuration: LoadedConfiguration
    let number: Int
    /// What is due; nil where somebody asked for all.
    let selection: CycleSelection?

    /// Whether it measures all that is listed.
    var isWhole: Bool {
        guard let selection else { return true }
        return configuration.estate.endpoints.count + configuration.estate.domains.count
            == selection.due.count { $0 != .ministry }
    }
}

extension Scheduler {
    /// Waits until a cycle is due and nothing holds it back, or somebody asks for one; sleeps in short steps, so that a clock
    /// that jumps ahead holds no cycle back, and on past the time while nothing is listed, until a reload lists something.
    ///
    /// - Parameter earliest: before which nothing begins by itself, as the cycle before failed.
    func nextStart(notBefore earliest: Date) async throws -> CycleStart {
        if await state.configuration.estate.isEmpty {
            logger.notice("nothing is listed to measure; add endpoints to endpoints.d and reload")
        }
        var periodEnd = await desk.nextEnd(after: clock.now())
        var outlook = Outlook()
        while true {
            if !store.isOwn {
                try await standBy()
                outlook = Outlook()
            }
            let (configuration, number) = (await state.configuration, await state.configurationNumber)
            let now = clock.now()
            let schedule = configuration.schedule(state: environment.stateDirectory)
            if await isAsked(configuration, schedule.hours, at: now) {
                return CycleStart(configuration: configuration, number: number, selection: nil)
            }
            await outlook.read(store, configuration, number, at: now) { [logger] in
                logger.error("what is due is not known, to be tried again: \($0)")
            }
            let plan = schedule.plan(over: configuration.estate, last: outlook.occasions, at: now)
            let due = outlook.due(by: plan, notBefore: earliest, at: now, configuration.settings)
            guard let step = await state.rest(until: due, at: now, held: schedule.hours.hold(at: now)) else {
                let selection = outlook.last.map { CycleSelection(due: plan.due, last: $0) }
                return CycleStart(configuration: configuration, number: number, selection: selection)
            }
            try await control.sleep { [clock] in try await clock.sleep(step) }
            try Task.checkCancellation()
            if let end = periodEnd, end <= clock.now() {
                await closeReports()
                periodEnd = await desk.nextEnd(after: clock.now())
            }
        }
    }

    /// Whether somebody waits for a cycle that may run; turns them away where it may not, as something came up since they asked.
    private func isAsked(_ configuration: LoadedConfiguration, _ hours: OpenHours, at now: Date) async -> Bool
    {
        guard await control.isAsked else { return false }
        if configuration.estate.isEmpty {
            await control.turnAway(ControlAnswer(.failed, reason: "nothing is listed to measure"))
        } else if let hold = hours.hold(at: now, despite: await control.despite) {
            await control.turnAway(.held(hold))
        }
        return await control.isAsked
    }

    /// What the store says of when things were measured; read again only when something may have changed.
    private struct Outlook {
        private(set) var last: LastMeasurements?
        /// Whether a cycle was interrupted, and goes on.
        private(set) var isOpen = false
        private(set) var isReadable = true
        private var key: [Int] = []

        var occasions: [Subject: LastMeasurements.Occasion] { last?.occasions ?? [:] }

        /// When the next cycle begins; a clock that went back does not put it off.
        func due(by plan: Schedule.Plan, notBefore earliest: Date, at now: Date, _ settings: ServiceSettings)
            -> Date
        {
            guard isReadable else { return now.addingTimeInterval(60) }
            let due = isOpen ? now : plan.next
            return earliest.timeIntervalSince(now) > settings.interval.seconds * 2 ? due : max(due, earliest)
        }

        mutating func read(
            _ store: any Store,
            _ configuration: LoadedConfiguration,
            _ number: Int,
            at now: Date,
            tell: (String) -> Void
        ) async {
            let key = [number, CalendarDay(now).daysSince1970]
            guard key != self.key || !isReadable else { return }
            do throws(StoreError) {
                last = try await LastMeasurements.load(from: store, for: configuration.estate, at: now)
                isOpen = try await store.openCycle() != nil
                (isReadable, self.key) = (true, key)
            } catch {
                if isReadable, !Task.isCancelled { tell("\(error)") }
                isReadable = false
            }
        }
    }

    /// Does some work until quiet hours or a blackout begin, and throws `HeldBack` then; what is judged is judged to the end.
    func untilHeld<Value: Sendable>(
        _ configuration: LoadedConfiguration,
        _ work: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        let hours = configuration.schedule(state: environment.stateDirectory).hours
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                while true {
                    try await clock.sleep(.seconds(5))
                    let hold = hours.hold(at: clock.now(), despite: await control.despite)
                    if let hold, await !state.isPastMeasuring { throw HeldBack(hold: hold) }
                }
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() ?? nil else { throw CancellationError() }
            return value
        }
    }

    /// Says in journal, status and record which cycles did not run by themselves.
    func tellMerged(into cycle: Cycle, _ start: CycleStart) async {
        let occasion = LastMeasurements.Occasion(began: cycle.started, ended: clock.now())
        let schedule = start.configuration.schedule(state: environment.stateDirectory)
        let estate = start.configuration.estate
        let all = estate.endpoints.map { Subject.endpoint($0.id) } + [.ministry]
        let count = schedule.merged(into: occasion, measuring: start.selection?.due ?? all, of: estate)
        guard count > 0 else { return }
        let words =
            "\(count == 1 ? "1 cycle that was" : "\(count) cycles that were") due while cycle \(cycle.id) ran"
        logger.warning(
            "\(words) merged into it; where that happens often, raise Interval= or ParallelEndpoints=",
            metadata: ["cycle": "\(cycle.id)", "merged": "\(count)"]
        )
        await record(.merged, cycle.id, "\(words)")
    }

    func record(_ kind: ServiceEvent.Kind, _ cycle: Cycle.ID?, _ line: String) async {
        if kind == .merged { await state.merged("\(line), \(clock.now().formatted(.iso8601))") }
        do {
            try await store.note(ServiceEvent(at: clock.now(), kind: kind, cycle: cycle, lines: [line]))
        } catch {
            logger.error("what happened is not in the record: \(error)")
        }
    }
}
