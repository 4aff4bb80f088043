// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Model
internal import Risk

/// Lays the security of endpoints against whom they reach: as they are, and with each change that could be made.
package struct FrontierAssembly: Sendable {
    /// One change, or several together.
    package struct Candidate: Sendable {
        package let changes: [SettingsChange]
        package let state: TradeBench.State
        package let reach: ReachChange
        package let zone: TradeZone
        /// Whether neither what is, nor any other candidate, betters it.
        package let isOnFrontier: Bool
    }

    /// What of an endpoint there is to choose.
    package struct Chart: Sendable {
        package let now: TradeBench.State
        package let isNowOnFrontier: Bool
        /// In the order in which they are looked at; what makes no difference is left out.
        package let candidates: [Candidate]
        /// The best that is free, where it takes several changes; nil where a single one, or none, is all.
        package let combination: Candidate?
    }

    package struct Line: Sendable {
        package let endpoint: Endpoint
        /// Throws why no change can be followed.
        package let chart: Result<Chart, Unestablished>
        /// What is attested of another channel for whoever is cut off.
        package let channel: OtherChannel
    }

    private let kept: KeptCycle
    private let method: Method
    private let audience: Audience
    private let bench: TradeBench?

    /// - Parameter bench: of that cycle, where one is at hand; nil has one made.
    package init(_ kept: KeptCycle, method: Method, audience: Audience, bench: TradeBench? = nil) {
        self.bench = bench
        self.kept = kept
        self.method = method
        self.audience = audience
    }

    /// Of the https endpoints, those where most is to be had for nothing first.
    ///
    /// - Parameter ids: only these, whatever their service; empty for all.
    package func lines(of ids: Set<String> = []) throws(SettingError) -> [Line] {
        var bench = if let bench { bench } else { try TradeBench(kept, method: method, audience: audience) }
        let meant = kept.estate.endpoints.filter { ids.isEmpty ? $0.service == .https : ids.contains($0.id) }
        return meant.map { endpoint in
            let chart = Result { () throws(Unestablished) in try Self.chart(of: endpoint.id, &bench) }
            let channel = OtherChannel(for: endpoint, in: kept.posture, on: CalendarDay(kept.judged))
            return Line(endpoint: endpoint, chart: chart, channel: channel)
        }
        .sorted { $0.precedes($1) }
    }

    private static func chart(of endpoint: String, _ bench: inout TradeBench) throws(Unestablished) -> Chart {
        let seen = try bench.settings(of: endpoint)
        let now = try bench.state(of: endpoint, with: seen, since: seen)
        var drafts: [Draft] = []
        for change in SettingsChange.all {
            guard let settings = TradeBench.apply(change, to: seen) else { continue }
            let state = try bench.state(of: endpoint, with: settings, since: seen)
            guard let draft = Draft([change], state, since: now) else { continue }
            // Of what weakens, the price is of interest only where something is bought.
            if change.isRelaxation && draft.reach.letIn.isEmpty { continue }
            drafts.append(draft)
        }
        let free = try bench.free(of: endpoint, from: seen, since: seen)
        var combination: Draft?
        if free.count > 1 {
            let settings = free.reduce(seen) { TradeBench.apply($1, to: $0) ?? $0 }
            let state = try bench.state(of: endpoint, with: settings, since: seen)
            combination = Draft(free, state, since: now)
        }
        let all = drafts + [combination].compactMap(\.self)
        let best = TradePoint.frontier([now.point] + all.map(\.state.point))
        let candidates = zip(all, best.dropFirst()).map { $0.candidate(isOnFrontier: $1) }
        return Chart(
            now: now,
            isNowOnFrontier: best.first ?? true,
            candidates: Array(candidates.prefix(drafts.count)),
            combination: combination == nil ? nil : candidates.last
        )
    }
}

extension FrontierAssembly {
    /// A candidate of which it is not known yet whether another betters it.
    private struct Draft {
        let changes: [SettingsChange]
        let state: TradeBench.State
        let reach: ReachChange
        let zone: TradeZone

        /// Nil where it makes no difference.
        init?(_ changes: [SettingsChange], _ state: TradeBench.State, since now: TradeBench.State) {
            let reach = ReachChange(from: now.reach, to: state.reach)
            let risk = state.risk.endpoint.point - now.risk.endpoint.point
            let zone = TradeZone(
                reach: reach.direction,
                risk: risk,
                bringsFailure: !state.brought.isEmpty
            )
            guard let zone else { return nil }
            self.changes = changes
            self.state = state
            self.reach = reach
            self.zone = zone
        }

        func candidate(isOnFrontier: Bool) -> Candidate {
            Candidate(changes: changes, state: state, reach: reach, zone: zone, isOnFrontier: isOnFrontier)
        }
    }
}

extension FrontierAssembly.Chart {
    /// The most that is to be had for nothing: by whom it lets in, then by the risk that it takes away.
    package var bestFree: FrontierAssembly.Candidate? {
        if let combination, combination.zone == .free { return combination }
        return candidates.filter { $0.zone == .free }.max { left, right in
            (left.reach.gain, -left.state.risk.endpoint.point) < (
                right.reach.gain, -right.state.risk.endpoint.point
            )
        }
    }

    /// How much reach, then how much less risk.
    fileprivate var worth: (reach: Double, risk: Double) {
        guard let best = bestFree else { return (-1, 0) }
        return (best.reach.gain, now.risk.endpoint.point - best.state.risk.endpoint.point)
    }
}

extension FrontierAssembly.Line {
    fileprivate func precedes(_ other: FrontierAssembly.Line) -> Bool {
        switch (try? chart.get().worth, try? other.chart.get().worth) {
        case (let left?, let right?) where left != right: left > right
        case (.some, nil): true
        case (nil, .some): false
        default: endpoint.id < other.endpoint.id
        }
    }
}

extension ReachChange {
    /// How far the low end rises.
    package var gain: Double { (after.low ?? 0) - (before.low ?? 0) }
}
