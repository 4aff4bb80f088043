// SPDX-License-Identifier: Apache-2.0
package import Checks
internal import Facts
package import Model
package import Risk

/// Tries changes of settings on the evidence of a kept cycle.
///
/// The same judge, the same risk model and the same simulated clients say what would come of them. Nothing is asked of any
/// server.
package struct TradeBench {
    /// The settings of every address of an endpoint.
    package typealias Settings = [Subject: OfferedSettings]

    /// How an endpoint stands with some settings.
    package struct State: Sendable {
        package let reach: Reach
        /// The residual risk of everything but the categories that weigh reach.
        package let risk: ExchangeBoard.Standing
        /// What stands otherwise than it was seen, by level or state; reach itself left out, sorted by key.
        package let moved: [(before: Finding, after: Finding)]
        /// What nobody can know before the change is made; its verdict counts as it stands.
        package let unseen: [FindingKey]

        /// Checks that fail and did not, or fail worse than they did, where they do.
        package var brought: Set<FindingKey> {
            Set(
                moved.filter { before, after in
                    let kind = FindingChange.Kind(after.check, from: before.verdict, to: after.verdict)
                    return kind == .new || kind == .worse
                }
                .map { $0.after.key }
            )
        }

        package var point: TradePoint { TradePoint(risk: risk.endpoint.point, reach: reach.low ?? 0) }
    }

    package let kept: KeptCycle
    package let method: Method
    private let audience: Audience
    private let readings: VerdictReadings
    private let simulation: ClientsExcluded
    /// The categories that weigh who is excluded.
    private let inclusion: Set<String>
    private var board: ExchangeBoard

    /// - Parameter weighed: the cycle's estate by its findings, where it is at hand; nil has them judged again.
    package init(
        _ kept: KeptCycle,
        method: Method,
        audience: Audience,
        weighed: WeighedEstate? = nil
    ) throws(SettingError) {
        self.kept = kept
        self.method = method
        self.audience = audience
        let rule = method.model.checks[ClientsExcluded.identity.id]
        simulation = try ClientsExcluded(CheckSettings(rule?.thresholds ?? [:], clients: method.clients))
        inclusion = Set([rule?.category].compactMap(\.self))
        readings = VerdictReadings(method.judge, on: kept.evidence, at: kept.judged)
        board = ExchangeBoard(
            weighed ?? kept.weighed(Reassessment(method: method).findings(of: kept), by: method.model)
        )
    }

    /// Throws why no change of the endpoint can be followed.
    package func settings(of endpoint: String) throws(Unestablished) -> Settings {
        let addresses = kept.evidence.addresses(of: endpoint)
        guard !addresses.isEmpty else {
            throw kept.evidence.reason(Question(Reachability.self), of: .endpoint(endpoint))
                ?? Unestablished(phase: .vantage, reason: "\(endpoint) has not been visited")
        }
        var settings: Settings = [:]
        for address in addresses {
            settings[address] = try OfferedSettings(of: address, in: kept.evidence)
        }
        return settings
    }

    /// The settings of an endpoint with a change on every address; nil where it changes nothing, or leaves nothing on.
    package static func apply(_ change: SettingsChange, to settings: Settings) -> Settings? {
        let changed = settings.mapValues { change.applied(to: $0) ?? $0 }
        return changed == settings ? nil : changed
    }

    /// How an endpoint would stand with other settings than those seen.
    package mutating func state(of endpoint: String, with settings: Settings, since seen: Settings)
        throws(Unestablished) -> State
    {
        var altered: [Subject: [Question: (any Fact)?]] = [:]
        for (address, after) in settings {
            guard let before = seen[address], after != before else { continue }
            altered[address] = after.alterations(since: before, of: address, in: kept.evidence)
        }
        let evidence = AlteredEvidence(kept.evidence, altered: altered)
        let outcomes = try simulation.gather(from: evidence, about: .endpoint(endpoint)).outcomes
        var verdicts: [FindingKey: Verdict] = [:]
        var moved: [(before: Finding, after: Finding)] = []
        var unseen: [FindingKey] = []
        let kinds = Set(altered.values.flatMap(\.keys).map(\.kind))
        for change in readings.changed(on: evidence, of: endpoint, kinds: kinds, at: kept.judged) {
            let (before, after) = (change.before.verdict, change.after.verdict)
            if after.state == .unknown || after.state == .notTested {
                if before.state != .unknown && before.state != .notTested { unseen.append(change.after.key) }
                continue
            }
            verdicts[change.after.key] = after
            guard !before.stands(like: after), !isInclusion(change.after) else { continue }
            moved.append(change)
        }
        return State(
            reach: Reach(outcomes, audience: audience),
            risk: board.standing(of: endpoint, exchanging: verdicts, leavingOut: inclusion),
            moved: moved.sorted { $0.after.key < $1.after.key },
            unseen: unseen.filter { !inclusion.contains(method.model.checks[$0.check]?.category ?? "") }
                .sorted()
        )
    }

    private func isInclusion(_ finding: Finding) -> Bool {
        inclusion.contains(method.model.checks[finding.check]?.category ?? "")
    }

    /// Changes that together better something and worsen nothing; empty where there are none.
    ///
    /// Whatever harms neither is taken in its turn, because some only help together; then what the rest does as well
    /// without is left out again.
    package mutating func free(of endpoint: String, from start: Settings, since seen: Settings)
        throws(Unestablished) -> [SettingsChange]
    {
        let candidates = SettingsChange.all.filter { !$0.isRelaxation && $0.direction != .replaces }
        var taken: [SettingsChange] = []
        var settings = start
        var point = try state(of: endpoint, with: start, since: seen)
        for change in candidates {
            guard let next = Self.apply(change, to: settings) else { continue }
            let state = try state(of: endpoint, with: next, since: seen)
            guard isNoWorse(state, than: point) else { continue }
            (settings, point) = (next, state)
            taken.append(change)
        }
        for change in taken {
            let rest = taken.filter { $0 != change }
            let without = rest.reduce(start) { Self.apply($1, to: $0) ?? $0 }
            let state = try state(of: endpoint, with: without, since: seen)
            if isNoWorse(state, than: point) { taken = rest }
        }
        return taken
    }

    private func isNoWorse(_ state: State, than other: State) -> Bool {
        let reach = ReachChange(from: other.reach, to: state.reach).direction
        return (reach == .same || reach == .up) && state.brought.isSubset(of: other.brought)
            && state.risk.endpoint.point <= other.risk.endpoint.point + 1e-6
    }
}
