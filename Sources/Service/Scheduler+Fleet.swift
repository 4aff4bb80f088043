// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Logging
internal import Model
internal import Pipeline
internal import Store

extension Scheduler {
    /// Returns once this daemon leads, at once where no other does; until then it measures for who leads.
    func standBy() async throws {
        guard let fleet = store as? any FleetStore, !fleet.isLeading else { return }
        var leader = ""
        var trouble = ""
        var hand = FleetHand(store: fleet)
        while true {
            try Task.checkCancellation()
            do {
                guard let name = try await fleet.lead() else { break }
                if name != leader {
                    logger.notice(
                        "stands by and measures for who leads: \(name)",
                        metadata: ["leader": "\(name)"]
                    )
                }
                leader = name
                // Who asked when it still led.
                await control.turnAway(.standingBy)
                try await hand.help(self, leader)
                trouble = ""
            } catch {
                guard !Task.isCancelled else { throw CancellationError() }
                if "\(error)" != trouble {
                    logger.error("takes no part in a cycle, to be tried again: \(error)")
                }
                trouble = "\(error)"
                await state.standingBy("stands by; \(trouble)")
            }
            try await control.sleep { [clock] in try await clock.sleep(.seconds(2)) }
        }
        logger.notice("leads from now on", metadata: ["after": "\(leader)"])
    }

    /// What becomes of work that is shared, in the journal.
    func tell(_ event: FleetEvent) {
        switch event {
        case .lost: logger.warning("\(event)")
        case .claimed, .finished, .tookOver, .shared:
            logger.log(level: event.isRoutine ? .debug : .notice, "\(event)")
        }
    }
}

/// Measures for who leads, whenever there is something to claim.
struct FleetHand {
    let store: any FleetStore
    /// The cycle that was looked at last, and by which configuration.
    private var looked: (cycle: Cycle.ID, configuration: Int)?
    /// Why nothing of it is measured here; nil where it is.
    private var obstacle: String?

    init(store: any FleetStore) { self.store = store }

    mutating func help(_ daemon: Scheduler, _ leader: String) async throws {
        let (configuration, number) = (
            await daemon.state.configuration, await daemon.state.configurationNumber
        )
        let idle = "stands by; \(leader) leads"
        let hours = configuration.schedule(state: daemon.environment.stateDirectory).hours
        if let hold = hours.hold(at: daemon.clock.now()) {
            let until = hold.until.formatted(.iso8601)
            return await daemon.state.standingBy("\(idle); \(hold.reason.rawValue) here until \(until)")
        }
        guard let cycle = try await store.openCycle(),
            try await store.sharedProgress(of: cycle).claimable > 0
        else { return await daemon.state.standingBy(idle) }
        if looked ?? (0, 0) != (cycle.id, number) {
            obstacle = try await difference(of: cycle, to: configuration, of: daemon)
            looked = (cycle.id, number)
            if let obstacle {
                daemon.logger.warning(
                    "takes no part in cycle \(cycle.id): \(obstacle)",
                    metadata: ["cycle": "\(cycle.id)", "leader": "\(leader)"]
                )
            }
        }
        if let obstacle { return await daemon.state.standingBy("\(idle); no part in its cycle: \(obstacle)") }
        await daemon.state.working("measuring a part of cycle \(cycle.id) for \(leader)")
        let count: Int
        do {
            count = try await daemon.untilHeld(configuration) { [store] in
                try await daemon.measureShare(of: cycle, configuration, store)
            }
        } catch let held as HeldBack {
            return daemon.logger.notice(
                "gives back its share of cycle \(cycle.id): \(held.hold.reason.rawValue) began"
            )
        }
        daemon.logger.notice(
            "\(store.workerName) measured \(count) endpoints of cycle \(cycle.id)",
            metadata: ["cycle": "\(cycle.id)", "leader": "\(leader)"]
        )
    }

    /// Whether what is measured here would be something else than what who leads would measure, and what to do then.
    private func difference(of cycle: Cycle, to configuration: LoadedConfiguration, of daemon: Scheduler)
        async throws -> String?
    {
        let version = daemon.environment.toolVersion
        if cycle.toolVersion != version {
            return "version \(cycle.toolVersion) leads, this is \(version); install the same on all"
        }
        let settings = daemon.measuringSettings(configuration)
        if cycle.vantage != settings.vantage {
            return
                "its vantage is \(cycle.vantage), this one's \(settings.vantage); set the same Vantage= on all"
        }
        if try await store.estate(of: cycle) != configuration.estate {
            return "its inventory is another than here; deploy the same configuration on all, and reload"
        }
        // The one that stands with the cycle is of the machine that leads.
        let bench = daemon.selfCheck(settings, configuration)
        guard let check = try await bench?.run(at: daemon.clock.now()) else { return nil }
        switch check.state {
        case .notHeld: return SelfCheckAdvice(check).text
        case .notEstablished: daemon.logger.warning("\(SelfCheckAdvice(check).text)")
        case .held: break
        }
        return nil
    }
}

extension ControlAnswer {
    static let standingBy = ControlAnswer(
        .failed,
        reason: "this daemon stands by; ask on the machine that leads, which 'chancery status' names"
    )
}

extension Scheduler {
    /// Measures what there is to claim, or until this daemon leads; returns how many endpoints it went through.
    fileprivate func measureShare(
        of cycle: Cycle,
        _ configuration: LoadedConfiguration,
        _ fleet: any FleetStore
    ) async throws -> Int {
        let instruments = try Instruments(measuringSettings(configuration))
        let estate = configuration.estate
        do {
            let sights = try await VantageSights.load(
                from: fleet,
                estate,
                age: instruments.vantageAge,
                at: clock.now()
            )
            let crew = FleetCrew(
                store: fleet,
                cycle: cycle,
                estate: estate,
                instruments: instruments,
                survey: Survey(
                    instruments: instruments,
                    today: CalendarDay(clock.now()),
                    accounts: estate.accounts,
                    estate: estate.endpoints,
                    sights: sights
                ),
                lead: clock.now().timeIntervalSince(Date()).rounded(),
                tell: tell
            )
            let count = try await crew.run(
                until: {
                    _ = try? await fleet.lead()
                    return fleet.isLeading
                },
                kept: { await state.gotOn() }
            )
            await instruments.shutdown()
            return count
        } catch {
            await instruments.shutdown()
            throw error
        }
    }

    func measuringSettings(_ configuration: LoadedConfiguration) -> MeasuringSettings {
        var settings = MeasuringSettings(
            configuration.settings,
            contact: configuration.estate.ministry.contact
        )
        environment.adjust(&settings)
        return settings
    }
}
