// SPDX-License-Identifier: Apache-2.0
internal import Alerts
internal import Facts
package import Foundation
internal import Inventory
internal import Model
package import Store

/// What came of a try to tell one batch.
package enum AlertFate: Hashable, Sendable {
    case told
    /// To be tried again, at the earliest after that many seconds where somebody named a time.
    case postponed(reason: String, after: Double?)
    /// The first so many of its alerts are told, and the others to be tried again.
    case interrupted(told: Int, reason: String)
    /// Never to be tried again.
    case refused(reason: String)
}

/// Derives alerts from cycles into the outbox, and delivers what is due there.
///
/// Both are safe at any crash: alerts and the ledger that knows of them are kept in one transaction, and what was put into the
/// outbox stays until it is settled. A crash between a delivery and its note tells a batch again, under the same id and with the
/// same alerts.
package struct AlertDesk: Sendable {
    /// What happened to one batch.
    package enum Event: Hashable, Sendable {
        case told(route: String, target: String, alerts: Int)
        case postponed(route: String, target: String, reason: String)
        case givenUp(route: String, target: String, alerts: Int, reason: String)
    }

    /// For how long a delivery is tried, from when it was first due or put in.
    package static let patience: TimeInterval = 7 * 86_400
    /// For how long nobody else tries a batch that is under way.
    package static let lease: TimeInterval = 15 * 60
    private static let shortestPause: TimeInterval = 60
    private static let longestPause: TimeInterval = 6 * 3600

    private let store: any Store
    private let configuration: LoadedConfiguration
    private let zone: TimeZone

    package init(store: any Store, configuration: LoadedConfiguration) {
        self.store = store
        self.configuration = configuration
        zone = TimeZone(identifier: configuration.estate.ministry.timeZone) ?? .gmt
    }

    private var routes: [AlertRoute] { configuration.inventory.alerts }

    // MARK: From cycles to the outbox

    /// Puts into the outbox what the newest closed cycle changed, or that none came in time; returns how many entries.
    ///
    /// The first time, what stands is taken as told. Without routes nothing is kept, so that one that is set up later begins
    /// from where things stand then.
    package func review(at now: Date) async throws -> Int {
        let kept = try await store.alertLedger()
        guard !routes.isEmpty || kept != nil else { return 0 }
        let newest = try await store.cycles(limit: 1).first
        guard let kept, let ledger = try? CanonicalJSON.decode(AlertLedger.self, from: kept),
            ledger.cycle <= newest?.id ?? 0
        else {
            return try await post([], try await beginning(at: newest, now), replacing: kept, at: now)
        }
        if let newest, newest.id > ledger.cycle, let (posture, findings) = try await outcome(of: newest) {
            let estate = try await store.estate(of: newest)
            let (alerts, next) = ledger.following(
                posture,
                findings,
                at: newest.id,
                in: estate,
                checked: try await store.selfCheck(of: newest.id)
            )
            return try await post(alerts, next, replacing: kept, at: now)
        }
        guard !configuration.estate.isEmpty,
            let (alerts, next) = ledger.stalling(
                at: now,
                finished: newest?.finished,
                patience: stallPatience(since: newest?.finished ?? ledger.awaits, at: now)
            )
        else { return 0 }
        return try await post(alerts, next, replacing: kept, at: now)
    }

    private func beginning(at newest: Cycle?, _ now: Date) async throws -> AlertLedger {
        guard let newest, let (posture, findings) = try await outcome(of: newest) else {
            return AlertLedger(awaiting: now)
        }
        return AlertLedger(at: newest.id, posture, findings)
    }

    /// Two intervals, each with its jitter, and the longest of the quiet hours and blackouts since.
    private func stallPatience(since last: Date?, at now: Date) -> TimeInterval {
        let settings = configuration.settings
        let usual = 2 * Double(settings.interval.components.seconds + settings.jitter.components.seconds)
        guard let last, now.timeIntervalSince(last) > usual else { return usual }
        return usual
            + OpenHours(settings.schedule, timeZone: zone).longestHold(from: last, through: now)
    }

    /// What a cycle came to; nil while a later one has been judged and is not closed.
    private func outcome(of cycle: Cycle) async throws -> (Posture, [TrackedFinding])? {
        guard let posture = try await store.posture(of: cycle.id) else { return nil }
        let findings = try await store.findings(FindingFilter())
        guard findings.allSatisfy({ $0.lastSeen == posture.asOf }) else { return nil }
        return (posture, findings)
    }

    private func post(_ alerts: [Alert], _ ledger: AlertLedger, replacing kept: Data?, at now: Date)
        async throws
        -> Int
    {
        var drafts: [OutboxDraft] = []
        for alert in alerts {
            let body = try CanonicalJSON.encode(alert)
            for route in routes where route.wants(alert) {
                drafts += route.targets.map { target in
                    OutboxDraft(
                        route: route.id,
                        target: target,
                        key: alert.id,
                        window: route.digest.window(of: alert.at, zone: zone),
                        body: body
                    )
                }
            }
        }
        // Where somebody else was quicker, the next look begins from what they kept.
        let body = try CanonicalJSON.encode(ledger)
        return try await store.post(drafts, replacing: kept, by: body, at: now) ? drafts.count : 0
    }

    // MARK: From the outbox to people

    /// Whether anything is due.
    package func isDue(at now: Date) async throws -> Bool { try await store.isOutboxDue(at: now) }

    /// Delivers what is due, batch by batch.
    ///
    /// - Parameters:
    ///   - now: read anew for each batch.
    ///   - carry: takes one batch to where its route leads; where it throws, nothing is known of the batch, and it is tried again
    ///     after the lease.
    package func deliver(
        at now: @autoclosure @Sendable () -> Date,
        by carry: @Sendable (AlertBatch) async throws -> AlertFate
    ) async throws -> [Event] {
        var events: [Event] = []
        while !Task.isCancelled {
            let begun = now()
            let entries = try await store.claimOutbox(at: begun, until: begun.addingTimeInterval(Self.lease))
            guard let first = entries.first else { break }
            let fate = try await fate(of: entries, like: first, carry)
            let ended = now()
            events += try await note(fate, of: entries, like: first, at: ended)
        }
        return events
    }

    private func fate(
        of entries: [OutboxEntry],
        like first: OutboxEntry,
        _ carry: @Sendable (AlertBatch) async throws -> AlertFate
    ) async throws -> AlertFate {
        let draft = first.draft
        guard let route = routes.first(where: { $0.id == draft.route }), route.targets.contains(draft.target)
        else { return .refused(reason: "the configuration has no such route any more") }
        let alerts = entries.compactMap { try? CanonicalJSON.decode(Alert.self, from: $0.draft.body) }
        guard alerts.count == entries.count else { return .refused(reason: "the entry cannot be read") }
        let batch = AlertBatch(
            alerts,
            on: route,
            to: draft.target,
            window: draft.window,
            number: first.batch ?? first.number,
            of: configuration
        )
        return try await carry(batch)
    }

    private func note(_ fate: AlertFate, of entries: [OutboxEntry], like first: OutboxEntry, at now: Date)
        async throws -> [Event]
    {
        let (route, target) = (first.draft.route, first.draft.target)
        switch fate {
        case .told:
            try await store.settle(entries, as: .sent, at: now)
            return [.told(route: route, target: target, alerts: entries.count)]
        case .interrupted(let count, let reason):
            let told = Array(entries.prefix(count))
            let rest = Array(entries.dropFirst(count))
            var events = told.isEmpty ? [] : try await note(.told, of: told, like: first, at: now)
            if !rest.isEmpty {
                events += try await note(
                    .postponed(reason: reason, after: nil),
                    of: rest,
                    like: first,
                    at: now
                )
            }
            return events
        case .postponed(let reason, let after) where !isPastPatience(entries, at: now):
            let pause = max(pause(after: entries.map(\.attempts).max() ?? 0), after ?? 0)
            let next = now.addingTimeInterval(pause)
            try await store.settle(entries, as: .postponed(until: next, remark: reason), at: now)
            return [.postponed(route: route, target: target, reason: reason)]
        case .refused(let reason), .postponed(let reason, _):
            try await store.settle(entries, as: .givenUp(remark: reason), at: now)
            return [.givenUp(route: route, target: target, alerts: entries.count, reason: reason)]
        }
    }

    private func isPastPatience(_ entries: [OutboxEntry], at now: Date) -> Bool {
        guard let first = entries.map({ max($0.created, $0.draft.window) }).max() else { return false }
        return now.timeIntervalSince(first) >= Self.patience
    }

    private func pause(after attempts: Int) -> TimeInterval {
        min(Self.longestPause, Self.shortestPause * Double(1 << min(attempts, 20)))
    }
}
