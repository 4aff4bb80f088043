// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Logging
internal import Model
internal import Pipeline
internal import ServiceLifecycle
internal import Store

/// Hands on what goes out, apart from measuring: a relay or a webhook that is slow or down holds no cycle back.
struct Deliverer: ServiceLifecycle.Service {
    let store: any Store
    let state: DaemonState
    let environment: Daemon.Environment
    let logger: Logger

    /// Between two looks at what is due.
    private static let pause = Duration.seconds(30)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var alertPatience = RetryPause()
            var patience = RetryPause()
            while !Task.isCancelled {
                if store.isOwn, alertPatience.isOver(at: Date()) {
                    let isDone = await tellAlerts()
                    alertPatience.note(isDone: isDone, at: Date())
                }
                if store.isOwn, patience.isOver(at: Date()) {
                    let isDone = await mailReports()
                    patience.note(isDone: isDone, at: Date())
                }
                try? await Task.sleep(for: Self.pause)
            }
        }
    }

    /// Puts into the outbox what the newest cycle changed, then delivers what is due; what fails waits there by itself.
    ///
    /// False where that itself is to be tried again.
    private func tellAlerts() async -> Bool {
        let configuration = await state.configuration
        let desk = AlertDesk(store: store, configuration: configuration)
        do {
            _ = try await desk.review(at: Date())
            guard try await desk.isDue(at: Date()) else { return true }
            let instruments = try DeliveryInstruments(
                configuration.settings,
                contact: configuration.estate.ministry.contact
            )
            let courier = AlertCourier(instruments)
            let events: [AlertDesk.Event]
            do {
                events = try await desk.deliver(at: Date()) { await courier.carry($0) }
            } catch {
                await instruments.shutdown()
                throw error
            }
            await instruments.shutdown()
            for event in events { tell(event) }
            return true
        } catch {
            guard !Task.isCancelled else { return true }
            logger.error("no alert was told, to be tried again: \(error)")
            return false
        }
    }

    private func tell(_ event: AlertDesk.Event) {
        switch event {
        case .told(let route, let target, let alerts):
            logger.info(
                "alerts told",
                metadata: ["route": "\(route)", "target": "\(target)", "alerts": "\(alerts)"]
            )
        case .postponed(let route, let target, let reason):
            logger.warning(
                "alerts of \(route) did not arrive, to be tried again: \(reason)",
                metadata: ["target": "\(target)"]
            )
        case .givenUp(let route, let target, let alerts, let reason):
            logger.error(
                "alerts of \(route) are given up: \(reason)",
                metadata: ["target": "\(target)", "alerts": "\(alerts)"]
            )
        }
    }

    /// False where something is to be tried again.
    private func mailReports() async -> Bool {
        let configuration = await state.configuration
        let mailing = ReportMailing(
            store: store,
            directory: environment.reportDirectory,
            configuration: configuration
        )
        do {
            guard try await mailing.isDue(at: Date()) else { return true }
            let instruments = try DeliveryInstruments(
                configuration.settings,
                contact: configuration.estate.ministry.contact
            )
            let events = await mailing.send(at: Date()) { await instruments.submit($0) }
            await instruments.shutdown()
            return events.map(tell).allSatisfy { $0 }
        } catch {
            guard !Task.isCancelled else { return true }
            logger.error("no report was mailed, to be tried again: \(error)")
            return false
        }
    }

    /// False where it is to be tried again.
    private func tell(_ event: ReportMailing.Event) -> Bool {
        switch event {
        case .mailed(let name, let recipient):
            logger.notice("report mailed", metadata: ["period": "\(name)", "recipient": "\(recipient)"])
        case .refused(let name, let recipient, let reason):
            logger.error("report \(name) will not be mailed to \(recipient), the relay refuses: \(reason)")
        case .postponed(let name, let recipient, let reason):
            logger.warning("report \(name) was not mailed to \(recipient), to be tried again: \(reason)")
            return false
        case .failed(let reason):
            logger.error("no report was mailed, to be tried again: \(reason)")
            return false
        }
        return true
    }
}

/// How long to wait after tries that failed: a minute, then twice as long each time, an hour at most.
struct RetryPause: Hashable, Sendable {
    private var failures = 0
    private var until = Date.distantPast

    /// A clock that went back lets it be over: better a try too many than none for years.
    func isOver(at now: Date) -> Bool {
        now >= until || until.timeIntervalSince(now) > Self.longest
    }

    mutating func note(isDone: Bool, at now: Date) {
        failures = isDone ? 0 : failures + 1
        until =
            isDone
            ? .distantPast
            : now.addingTimeInterval(min(Self.longest, 60 * pow(2, Double(min(failures - 1, 10)))))
    }

    private static let longest: TimeInterval = 3600
}
