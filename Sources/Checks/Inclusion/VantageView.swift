// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import Foundation
package import Model

/// How one endpoint looked from the missions' vantages, beside how it looked at home.
package struct VantageView: Sendable {
    /// What one vantage saw of it, and what it could do.
    package struct Sight: Sendable {
        package let vantage: ListedVantage
        package let mission: MissionVantage
        package let look: VantageLook
    }

    package let endpoint: Endpoint
    /// In the order of the configuration; those whose bundle has the endpoint.
    package let sights: [Sight]
    /// Why a vantage said nothing at all, by its id.
    package let gaps: [(vantage: ListedVantage, reason: Unestablished)]
    /// By the evidence that is judged.
    package let home: Result<HomeGlimpse, Unestablished>

    /// Throws where no vantage is configured, or none looked at the endpoint and none should have.
    package init(_ evidence: any Evidence, about subject: Subject) throws(Unestablished) {
        guard let endpoint = evidence.endpoint(subject.endpointID ?? "") else {
            throw Unestablished(phase: .notMeasured, reason: "it is not listed")
        }
        guard !evidence.estate.vantages.isEmpty else {
            throw Unestablished(phase: .notApplicable, reason: "no [Vantage …] says from where else to look")
        }
        var sights: [Sight] = []
        var gaps: [(vantage: ListedVantage, reason: Unestablished)] = []
        for vantage in evidence.estate.vantages {
            do throws(Unestablished) {
                let mission = try evidence.one(MissionVantage.self, vantage.id, of: MissionVantage.subject)
                    .fact
                guard
                    let look = try? evidence.one(VantageLook.self, vantage.id, of: .endpoint(endpoint.id))
                        .fact
                else { continue }
                sights.append(Sight(vantage: vantage, mission: mission, look: look))
            } catch {
                gaps.append((vantage, error))
            }
        }
        guard !sights.isEmpty || !gaps.isEmpty else {
            throw Unestablished(phase: .notMeasured, reason: "no bundle of a vantage has it")
        }
        self.endpoint = endpoint
        self.sights = sights
        self.gaps = gaps
        home = Result { () throws(Unestablished) in try HomeGlimpse(of: endpoint.id, in: evidence) }
    }

    /// What home saw nearest in time to a look; throws where that is further off, or home saw nothing.
    func home(beside look: VantageLook, withinHours hours: Int) throws(Unestablished) -> HomeGlimpse {
        let near: HomeGlimpse
        if let past = look.home { near = past } else { near = try home.get() }
        guard !near.reached.isEmpty else {
            throw Unestablished(
                phase: .vantage,
                reason: "it was not reached from home either, at about that time"
            )
        }
        guard abs(near.seen.timeIntervalSince(look.glimpse.seen)) <= Double(hours) * 3600 else {
            throw Unestablished(
                phase: .vantage,
                reason: "nobody looked from home within \(hours) hours of the look from there"
            )
        }
        return near
    }

    /// All keys that home saw before and after a look, and those that the operator knows.
    func keys(beside look: VantageLook) -> Set<String> {
        var keys = Set(endpoint.knownKeys ?? []).union(look.home?.keys ?? [])
        if case .success(let present) = home { keys.formUnion(present.keys) }
        return keys
    }
}

/// What one vantage's look comes to.
package enum VantageOutcome: Hashable, Sendable {
    case pass
    /// In words that end with where it was seen.
    case fail(level: String, seen: String)
    case unknown(Unestablished)
}

/// A check on what missions see: every vantage by itself, and the worst of them counts.
protocol VantageCheck: Check where Input == VantageView {
    static var expected: String { get }

    /// Throws where the look says nothing.
    func outcome(of sight: VantageView.Sight, in view: VantageView) throws(Unestablished) -> VantageOutcome
}

extension VantageCheck {
    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> VantageView
    {
        try VantageView(evidence, about: subject)
    }

    package func judge(_ view: VantageView, at now: Date) -> Verdict {
        let outcomes = view.sights.map { result(of: $0, in: view) }
        let failures = outcomes.compactMap { outcome -> (level: String, seen: String)? in
            if case .fail(let level, let seen) = outcome { (level, seen) } else { nil }
        }
        let levels = Self.identity.levels
        if let worst = failures.map({ levels.firstIndex(of: $0.level) ?? 0 }).max() {
            return .fail(
                level: levels[worst],
                seen: failures.map(\.seen).listed(separator: "; "),
                expected: Self.expected
            )
        }
        let doubts = outcomes.compactMap { outcome -> Unestablished? in
            if case .unknown(let reason) = outcome { reason } else { nil }
        }
        if let reason = (doubts + view.gaps.map(\.reason)).foremost { return .withheld(because: reason) }
        return .pass
    }

    /// The look's outcome, with the name of the vantage in every word.
    package func result(of sight: VantageView.Sight, in view: VantageView) -> VantageOutcome {
        do throws(Unestablished) {
            if let doubt = sight.mission.means.doubt { throw Unestablished(phase: .vantage, reason: doubt) }
            return try outcome(of: sight, in: view)
        } catch {
            let words = "from \(sight.vantage.id): \(error.reason)"
            let phase: Unestablished.Phase = error.isDeliberate ? .vantage : error.phase
            return .unknown(Unestablished(phase: phase, reason: words, attempts: error.attempts))
        }
    }
}
