// SPDX-License-Identifier: Apache-2.0
import Model

/// Which acceptance bears which failure on one day.
struct AcceptanceLedger {
    private struct Entry {
        let acceptance: Acceptance
        var covered: Set<FindingKey> = []
        /// What it names and could not be seen; of those that ran out.
        var unseen: Set<FindingKey> = []
        /// Whether it names a failure that is too grave for it.
        var namesTooGrave = false
    }

    private let limits: AcceptanceLimits
    private let today: CalendarDay
    /// Sorted by id.
    private var entries: [Entry]
    /// Indices of the entries that are in force by their dates, by check.
    private var inForce: [String: [Int]] = [:]
    /// Indices of the entries that ran out, by check.
    private var lapsed: [String: [Int]] = [:]
    private let noticeDays: Int

    init(_ acceptances: [Acceptance], limits: AcceptanceLimits, noticeDays: Int, today: CalendarDay) {
        self.limits = limits
        self.noticeDays = noticeDays
        self.today = today
        entries = Set(acceptances).sorted { Self.order($0).lexicographicallyPrecedes(Self.order($1)) }
            .map { Entry(acceptance: $0) }
        for (index, entry) in entries.enumerated() {
            if entry.acceptance.isInForce(on: today) {
                inForce[entry.acceptance.check, default: []].append(index)
            } else if entry.acceptance.expires < today {
                lapsed[entry.acceptance.check, default: []].append(index)
            }
        }
    }

    /// The id of the acceptance that bears a failure, the first by id where several do; nil where none does.
    ///
    /// - Parameter band: the failure's band on its first day.
    mutating func bearer(of key: FindingKey, at place: Place, band: Band) -> String? {
        var bearer: String?
        for index in inForce[key.check] ?? [] {
            let acceptance = entries[index].acceptance
            guard Self.covers(acceptance.subject, key.subject, at: place) else { continue }
            guard limits.allow(acceptance, for: band) else {
                entries[index].namesTooGrave = true
                continue
            }
            entries[index].covered.insert(key)
            bearer = bearer ?? acceptance.id
        }
        if bearer == nil {
            for index in lapsedEntries(naming: key, at: place) { entries[index].covered.insert(key) }
        }
        return bearer
    }

    /// The id of the acceptance that bears whatever an answer, or what follows from decisions, leaves open; nil where
    /// none does.
    ///
    /// Nobody can bear what nobody has measured. But such a thing is judged from what is known otherwise, and whoever
    /// accepted that it fails has accepted the less that is left of it when something else is mended.
    ///
    /// - Parameter band: the band on its first day of the worst that it can be.
    mutating func bearer(ofOpen key: FindingKey, at place: Place, worst band: Band) -> String? {
        var bearer: String?
        for index in inForce[key.check] ?? [] {
            let acceptance = entries[index].acceptance
            guard Self.covers(acceptance.subject, key.subject, at: place), limits.allow(acceptance, for: band)
            else { continue }
            entries[index].covered.insert(key)
            bearer = bearer ?? acceptance.id
        }
        return bearer
    }

    /// Remembers that nobody knows whether something fails that was once accepted.
    mutating func cannotSee(_ key: FindingKey, at place: Place) {
        for index in lapsedEntries(naming: key, at: place) { entries[index].unseen.insert(key) }
    }

    private func lapsedEntries(naming key: FindingKey, at place: Place) -> [Int] {
        (lapsed[key.check] ?? []).filter {
            Self.covers(entries[$0].acceptance.subject, key.subject, at: place)
        }
    }

    /// Those that ran out, each with the subject that answers for it.
    func lapsedAcceptances(_ owner: (Subject) -> Subject) -> [LapsedAcceptance] {
        entries.filter { $0.acceptance.expires < today }.map { entry in
            LapsedAcceptance(
                acceptance: entry.acceptance,
                subject: owner(entry.acceptance.subject),
                failing: entry.covered.sorted(),
                unseen: entry.unseen.sorted()
            )
        }
    }

    /// Every acceptance with what became of it, sorted by id.
    var standings: [AcceptanceStanding] {
        entries.map { entry in
            let state = state(of: entry)
            let left = entry.acceptance.expires.daysSince1970 - today.daysSince1970
            return AcceptanceStanding(
                acceptance: entry.acceptance,
                state: state,
                covers: entry.covered.sorted(),
                endsSoon: state == .inForce && left <= noticeDays
            )
        }
    }

    private func state(of entry: Entry) -> AcceptanceStanding.State {
        if today < entry.acceptance.approved { return .notYetInForce }
        if entry.acceptance.expires < today { return .expired }
        if !entry.covered.isEmpty { return .inForce }
        let isTooLong = !limits.allow(entry.acceptance, for: .veryLow)
        return entry.namesTooGrave || isTooLong ? .beyondLimit : .unused
    }

    /// An endpoint stands for its addresses, a mission for what belongs to it, a domain for the hosts in it;
    /// nothing stands for the whole ministry.
    static func covers(_ accepted: Subject, _ subject: Subject, at place: Place) -> Bool {
        switch accepted.scope {
        case .address: return subject == accepted
        case .endpoint: return subject.endpointID == accepted.name
        case .mission: return place.mission == accepted.name
        case .domain:
            if subject == accepted { return true }
            guard let host = place.endpoint?.host else { return false }
            return host == accepted.name || host.hasSuffix("." + accepted.name)
        case .ministry: return false
        }
    }

    private static func order(_ acceptance: Acceptance) -> [String] {
        [
            acceptance.id, acceptance.check, acceptance.subject.description, acceptance.approved.description,
            acceptance.expires.description, acceptance.approver, acceptance.approverRole ?? "",
            acceptance.ticket ?? "", acceptance.reason, acceptance.compensatingControl ?? "",
        ]
    }
}
