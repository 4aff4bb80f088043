// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

extension RiskModel {
    /// What to mend first, and what to find out first.
    ///
    /// Bundles are compared, in this order, by the bands that categories fall, the bands that crown jewels fall, how
    /// far the numbers of the categories fall together, and the effort; the best is taken, and the rest is compared
    /// again with that done. A bundle whose failures leave all numbers as they are is no step.
    ///
    /// - Parameters:
    ///   - artefacts: what was found of the evidence of attestations.
    ///   - shared: what endpoints have in common beside their addresses.
    ///   - steps: at most so many.
    ///   - questions: at most so many.
    package func plan(
        findings: [TrackedFinding],
        estate: Estate,
        artefacts: ArtefactSightings = .none,
        at now: Date,
        shared: SharedPlaces = SharedPlaces(),
        steps: Int = 5,
        questions: Int = 10
    ) -> Plan {
        WeighedEstate(self, findings: findings, estate: estate, artefacts: artefacts, at: now)
            .plan(shared: shared, steps: steps, questions: questions)
    }
}

extension WeighedEstate {
    /// The plan of ``RiskModel/plan(findings:estate:artefacts:at:shared:steps:questions:)``.
    package func plan(shared: SharedPlaces = SharedPlaces(), steps: Int = 5, questions: Int = 10) -> Plan {
        let (model, items) = (computation.model, computation.items)
        let bundles = Bundling(model, computation.estate, shared, findings: findings).bundles(of: items)
        var sandbox = Sandbox(computation)
        let open = OpenQuestions(computation).ranked(in: &sandbox)
        let before = sandbox.estimates
        return Plan(
            asOf: computation.now,
            model: model.stamp,
            now: before,
            steps: Staircase(bundles).climb(&sandbox, steps: steps),
            bundles: bundles.count,
            mended: MendedFinding.all(in: items),
            questions: Array(open.prefix(questions))
        )
    }
}

extension RiskModel {
    /// Failures by what mends them, sorted by id; what an acceptance bears is in none.
    package func bundles(
        of findings: [TrackedFinding],
        estate: Estate,
        artefacts: ArtefactSightings = .none,
        at now: Date,
        shared: SharedPlaces = SharedPlaces()
    ) -> [FixBundle] {
        let items = computation(findings, estate, artefacts, at: now).items
        return Bundling(self, estate, shared, findings: findings).bundles(of: items)
    }
}

/// The greedy choice of bundles.
private struct Staircase {
    private var left: [FixBundle]

    init(_ bundles: [FixBundle]) { left = bundles }

    func climb(_ sandbox: inout Sandbox, steps: Int) -> [PlanStep] {
        var left = left
        var taken: [PlanStep] = []
        while taken.count < steps {
            var best: (position: Int, gain: Gain, effect: Effect)?
            for (position, bundle) in left.enumerated() {
                let effect = sandbox.effect(of: Set(bundle.findings))
                let gain = Gain(effect, bundle.effort)
                if gain.isAny, best.map({ gain > $0.gain }) ?? true { best = (position, gain, effect) }
            }
            guard let best else { return taken }
            let bundle = left.remove(at: best.position)
            sandbox.settle(Set(bundle.findings))
            taken.append(
                PlanStep(
                    bundle: bundle,
                    changes: best.effect.categories,
                    jewels: best.effect.jewels.filter { $0.value.bandsFallen > 0 }.keys.sorted(),
                    ministry: .worst(Array(sandbox.estimates.values))
                )
            )
        }
        return taken
    }
}

/// What a bundle is worth; of two that are worth the same, the first by id is taken.
private struct Gain: Comparable {
    private let categoryBands: Int
    private let jewelBands: Int
    /// In whole millionths, so that the last digit of a sum decides nothing.
    private let points: Int
    private let effort: Effort

    init(_ effect: Effect, _ effort: Effort) {
        categoryBands = effect.categoryBandsFallen
        jewelBands = effect.jewelBandsFallen
        points = Int((effect.pointsFallen * 1_000_000).rounded())
        self.effort = effort
    }

    var isAny: Bool { categoryBands > 0 || jewelBands > 0 || points > 0 }

    static func < (left: Gain, right: Gain) -> Bool {
        if left.categoryBands != right.categoryBands { return left.categoryBands < right.categoryBands }
        if left.jewelBands != right.jewelBands { return left.jewelBands < right.jewelBands }
        if left.points != right.points { return left.points < right.points }
        return left.effort > right.effort
    }
}

/// Checks and items that are not established in places.
private struct OpenQuestions {
    private var subjects: [String: [FindingKey]] = [:]

    init(_ computation: PostureComputation) {
        for origin in computation.origins {
            switch origin {
            case .check(let rule, let members, _):
                let unknown = members.filter { $0.counted.state == .unknown }
                if !unknown.isEmpty { subjects[rule.id, default: []] += unknown.map(\.key) }
            case .attestation(let reading, _, _):
                guard !reading.isEstablished else { continue }
                let key = FindingKey(check: reading.item.id, subject: reading.subject)
                subjects[reading.item.id, default: []].append(key)
            }
        }
    }

    /// Those that would narrow something: by the bands that upper bounds fall, then by width, then by id.
    func ranked(in sandbox: inout Sandbox) -> [OpenQuestion] {
        var questions: [OpenQuestion] = []
        for (id, keys) in subjects {
            let effect = sandbox.effect(of: Set(keys))
            let question = OpenQuestion(
                id: id,
                subjects: keys.map(\.subject).sorted(),
                narrows: max(0, effect.narrowed),
                bands: effect.highBandsFallen
            )
            if question.narrows > 0 { questions.append(question) }
        }
        return questions.sorted { left, right in
            if left.bands != right.bands { return left.bands > right.bands }
            if left.narrows != right.narrows { return left.narrows > right.narrows }
            return left.id < right.id
        }
    }
}
