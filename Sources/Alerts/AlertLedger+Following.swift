// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

extension AlertLedger {
    /// The transitions from this ledger to a later cycle, and the ledger after them: a pure function.
    ///
    /// Flapping is bounded by confirmation: a failure is resolved only once it is closed, so what comes and goes in between
    /// stays open and is told once.
    ///
    /// - Parameters:
    ///   - findings: all of that cycle.
    ///   - estate: to which missions subjects belong.
    ///   - selfCheck: before that cycle; nil where none was made.
    package func following(
        _ posture: Posture,
        _ findings: [TrackedFinding],
        at cycle: Cycle.ID,
        in estate: Estate,
        checked selfCheck: SelfCheck? = nil
    ) -> (alerts: [Alert], ledger: AlertLedger) {
        let teller = Teller(cycle: cycle, at: posture.asOf, homes: SubjectHomes(estate))
        guard self.cycle > 0 else {
            // What stands at the first cycle is told by reports; that there is one at last, is told here.
            let alerts = sight == .stalled ? [teller.sight(.seesAgain)] : []
            return (alerts, AlertLedger(at: cycle, posture, findings))
        }
        let view = AlertView(posture, findings)
        var alerts: [Alert] = []
        var next = self
        next.cycle = cycle
        next.model = posture.model.sha256
        next.look(view, teller, &alerts)
        // Chancery as a whole is told about once a cycle.
        if next.sight == sight { alerts += next.doubt(selfCheck, at: cycle, posture.asOf) }
        // What another model weighs otherwise did not become worse.
        let weighsAlike = model == posture.model.sha256
        // An endpoint whose name has no address today has none to judge, and is as it was.
        next.open = open.filter { view.topics[$0.key] != nil || teller.homes.list($0.key.subject) }
        for topic in view.topics.keys.sorted() {
            guard let state = view.topics[topic] else { continue }
            let isKnown = checks.contains(topic.check) && subjects.contains(topic.subject)
            next.take(state, of: topic, isKnown: isKnown, weighsAlike: weighsAlike, teller, &alerts)
        }
        for end in view.ending where !ending.contains(end.id) {
            alerts.append(teller.expiring(end))
        }
        next.ending = Set(view.ending.map(\.id))
        next.checks = checks.union(view.checks)
        next.subjects = subjects.filter(teller.homes.list).union(view.subjects)
        return (alerts, next)
    }

    /// The dead man's switch: told once where no cycle was closed for too long; nil where there is nothing to tell.
    ///
    /// - Parameters:
    ///   - finished: when the newest cycle was closed; nil where none ever was.
    ///   - patience: how many seconds may lie between two of them.
    package func stalling(at now: Date, finished: Date?, patience: TimeInterval) -> (
        alerts: [Alert], ledger: AlertLedger
    )? {
        guard sight != .stalled, let last = finished ?? awaits, now.timeIntervalSince(last) > patience else {
            return nil
        }
        var next = self
        next.sight = .stalled
        // A cycle that saw nothing was told already.
        guard sight == .clear else { return ([], next) }
        let advice = "'systemctl status chancery' and the journal say why"
        let words = "no cycle was closed since \(last.formatted(.iso8601)); \(advice)"
        return ([Alert(.cannotSee, detail: words, cycle: cycle > 0 ? cycle : nil, at: now)], next)
    }

    /// Chancery as a whole, and where that sees anything each endpoint and domain.
    private mutating func look(_ view: AlertView, _ teller: Teller, _ alerts: inout [Alert]) {
        let before = sight
        sight = view.isBlind ? .blind : .clear
        switch (before, sight) {
        case (.clear, .blind):
            let words = "nothing of what is measured could be established"
            alerts.append(teller.sight(.cannotSee, "\(words); look at the network of this machine"))
        case (.blind, .clear), (.stalled, .clear): alerts.append(teller.sight(.seesAgain))
        case (.clear, _), (.blind, _), (.stalled, _): break
        }
        guard sight == .clear else { return }
        lost = lost.filter(teller.homes.list)
        for subject in view.seen.sorted() where lost.remove(subject) != nil {
            alerts.append(teller.sight(.seesAgain, of: subject))
        }
        for subject in view.unseen.sorted() where seen.contains(subject) && !lost.contains(subject) {
            lost.insert(subject)
            let words = "nothing of it could be established, and before it could"
            alerts.append(teller.sight(.cannotSee, words, of: subject))
        }
        seen = seen.filter(teller.homes.list).union(view.seen)
    }

    private mutating func take(
        _ state: AlertView.State,
        of topic: AlertTopic,
        isKnown: Bool,
        weighsAlike: Bool,
        _ teller: Teller,
        _ alerts: inout [Alert]
    ) {
        switch (state, open[topic]) {
        case (.open(let band, let category), nil):
            open[topic] = Entry(topic: topic, band: band, category: category)
            if isKnown { alerts.append(teller.alert(.new, topic, category, band)) }
        case (.open(let band, _), let told?):
            guard weighsAlike else {
                open[topic]?.band = band
                return
            }
            guard band > told.band else { return }
            open[topic]?.band = band
            alerts.append(teller.alert(.worse, topic, told.category, band, before: told.band))
        case (.clean, let told?):
            open[topic] = nil
            alerts.append(teller.alert(.resolved, topic, told.category, told.band))
        case (.borne, _): open[topic] = nil
        case (.undetermined, _), (.clean, nil): break
        }
    }
}

/// Which mission a subject belongs to.
private struct SubjectHomes {
    private let endpoints: [String: String?]
    private let domains: [String: String?]
    private let missions: Set<String>

    init(_ estate: Estate) {
        endpoints = Dictionary(estate.endpoints.map { ($0.id, $0.mission) }) { first, _ in first }
        domains = Dictionary(estate.domains.map { ($0.name, $0.mission) }) { first, _ in first }
        missions = Set(estate.missions.map(\.id))
    }

    /// Whether the estate still has it.
    func list(_ subject: Subject) -> Bool {
        switch subject.scope {
        case .address, .endpoint: endpoints[subject.endpointID ?? ""] != nil
        case .domain: domains[subject.name] != nil
        case .mission: missions.contains(subject.name)
        case .ministry: true
        }
    }

    func mission(of subject: Subject) -> String? {
        switch subject.scope {
        case .address, .endpoint: endpoints[subject.endpointID ?? ""] ?? nil
        case .domain: domains[subject.name] ?? nil
        case .mission: subject.name
        case .ministry: nil
        }
    }
}

/// Words alerts.
private struct Teller {
    let cycle: Cycle.ID
    let at: Date
    let homes: SubjectHomes

    func alert(_ kind: AlertKind, _ topic: AlertTopic, _ category: String, _ band: Band, before: Band? = nil)
        -> Alert
    {
        Alert(
            kind,
            topic: topic,
            mission: homes.mission(of: topic.subject),
            category: category,
            band: band,
            bandBefore: before,
            cycle: cycle,
            at: at
        )
    }

    func expiring(_ end: AlertView.Ending) -> Alert {
        Alert(
            .expiring,
            topic: end.item.map { AlertTopic(FindingKey(check: $0, subject: end.subject)) },
            mission: homes.mission(of: end.subject),
            category: end.category,
            detail: end.id,
            cycle: cycle,
            at: at
        )
    }

    /// - Parameter subject: nil for Chancery as a whole.
    func sight(_ kind: AlertKind, _ detail: String? = nil, of subject: Subject? = nil) -> Alert {
        Alert(
            kind,
            subject: subject,
            mission: subject.flatMap(homes.mission),
            detail: detail,
            cycle: cycle,
            at: at
        )
    }
}
