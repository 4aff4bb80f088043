// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk
import Testing

/// What holds for every input.
@Suite("Properties of a posture")
struct PosturePropertyTests {
    /// Sums of different numbers are rounded differently; differences below this are none.
    private static let tolerance = 1e-9

    private static func assessments(_ posture: Posture) -> [String: Assessment] {
        var all = ["ministry": posture.ministry]
        for category in posture.categories { all["category \(category.id)"] = category.assessment }
        for (id, assessment) in posture.missions { all["mission \(id)"] = assessment }
        for (id, assessment) in posture.endpoints { all["endpoint \(id)"] = assessment }
        return all
    }

    private static func estimates(_ posture: Posture) -> [String: RiskEstimate] {
        var all: [String: RiskEstimate] = [:]
        for (name, assessment) in assessments(posture) {
            all["\(name), inherent"] = assessment.inherent
            all["\(name), residual"] = assessment.residual
        }
        for scenario in posture.categories.flatMap(\.scenarios) {
            all["scenario \(scenario.id)"] = scenario.estimate
        }
        return all
    }

    /// Calls `body` with every estimate of the two postures.
    private static func compare(
        _ before: Posture,
        _ after: Posture,
        _ body: (String, RiskEstimate, RiskEstimate) -> Void
    ) throws {
        let other = estimates(after)
        for (name, estimate) in estimates(before) { body(name, estimate, try #require(other[name])) }
    }

    @Test("what a finding weighs hangs on nothing that other checks found", arguments: RandomCase.chunks)
    func ownCheck(seeds: Range<UInt64>) {
        for seed in seeds { ownCheck(seed) }
    }

    private func ownCheck(_ seed: UInt64) {
        let random = RandomCase(seed: seed)
        let whole = random.posture.items
        for check in random.model.checks.keys {
            let alone = random.model.posture(
                findings: random.findings.filter { $0.finding.check == check },
                estate: random.estate,
                artefacts: random.artefacts,
                at: Samples.now
            )
            #expect(alone.items.filter { $0.key.check == check } == whole.filter { $0.key.check == check })
        }
    }

    @Test(
        "a point lies in its interval, on the scale, and residual risk is no more than inherent risk",
        arguments: RandomCase.chunks
    )
    func order(seeds: Range<UInt64>) {
        for seed in seeds { order(seed) }
    }

    private func order(_ seed: UInt64) {
        let posture = RandomCase(seed: seed).posture
        for (name, estimate) in Self.estimates(posture) {
            #expect(estimate.low <= estimate.point && estimate.point <= estimate.high, "\(name)")
            #expect(estimate.low >= 0 && estimate.high <= 100, "\(name)")
        }
        for (name, assessment) in Self.assessments(posture) {
            #expect(assessment.residual.low <= assessment.inherent.low + Self.tolerance, "\(name)")
            #expect(assessment.residual.point <= assessment.inherent.point + Self.tolerance, "\(name)")
            #expect(assessment.residual.high <= assessment.inherent.high + Self.tolerance, "\(name)")
        }
    }

    @Test("the worst open failure sets the band of its category", arguments: RandomCase.chunks)
    func bandOfTheWorst(seeds: Range<UInt64>) {
        for seed in seeds { bandOfTheWorst(seed) }
    }

    private func bandOfTheWorst(_ seed: UInt64) {
        let posture = RandomCase(seed: seed).posture
        for category in posture.categories {
            let failures = posture.items.filter { $0.category == category.id && $0.isOpen }
            let worst = failures.map(\.band).max() ?? .veryLow
            let open = failures.filter { !$0.isBorne }.map(\.band).max() ?? .veryLow
            #expect(category.assessment.inherent.band == worst)
            #expect(category.assessment.residual.band == open)
        }
    }

    @Test("order and duplication change nothing", arguments: RandomCase.chunks)
    func orderAndDuplication(seeds: Range<UInt64>) throws {
        for seed in seeds { try orderAndDuplication(seed) }
    }

    private func orderAndDuplication(_ seed: UInt64) throws {
        var sample = RandomCase(seed: seed)
        let before = sample.posture
        let decided = try sample.decidedPosture
        sample.findings += sample.findings.shuffled(using: &sample.generator).prefix(7)
        sample.findings.shuffle(using: &sample.generator)
        sample.estate.endpoints.shuffle(using: &sample.generator)
        sample.estate.missions.shuffle(using: &sample.generator)
        sample.estate.attestations += sample.estate.attestations.prefix(2)
        sample.estate.attestations.shuffle(using: &sample.generator)
        sample.estate.acceptances += sample.estate.acceptances.prefix(2)
        sample.estate.acceptances.shuffle(using: &sample.generator)
        sample.estate.disputes += sample.estate.disputes.prefix(1)
        sample.estate.disputes.shuffle(using: &sample.generator)
        #expect(sample.posture == before)
        #expect(try sample.decidedPosture == decided)
    }

    @Test(
        "fixing a finding worsens nothing, whether it passes, no longer applies, is gone or waits to be confirmed",
        arguments: RandomCase.chunks
    )
    func fixing(seeds: Range<UInt64>) throws {
        for seed in seeds { try fixing(seed) }
    }

    private func fixing(_ seed: UInt64) throws {
        var sample = RandomCase(seed: seed)
        let before = (sample.posture, try sample.decidedPosture)
        let open = sample.findings.indices.filter { sample.findings[$0].isOpen }
        guard let index = open.randomElement(using: &sample.generator) else { return }
        let known = sample.findings[index]
        let fixed = known.finding
        // To take away what nobody saw is to know less, not to mend it.
        switch fixed.verdict.state == .unknown ? 0 : seed % 4 {
        case 0: sample.findings[index] = Samples.pass(fixed.check, fixed.subject)
        case 1: sample.findings.remove(at: index)
        case 2 where known.mended == nil:
            let mended = known.openFailure.map { Mended(failure: $0, clean: Samples.now) }
            let verdict = seed.isMultiple(of: 8) ? Verdict.pass : .notApplicable(because: "switched off")
            let finding = Finding(check: fixed.check, subject: fixed.subject, verdict: verdict)
            sample.findings[index] =
                Samples.tracked(finding, firstFailed: known.firstFailed, mended: mended)
        default:
            let verdict = Verdict.notApplicable(because: "switched off")
            let finding = Finding(check: fixed.check, subject: fixed.subject, verdict: verdict)
            sample.findings[index] = Samples.tracked(finding, firstFailed: nil)
        }
        let after = (sample.posture, try sample.decidedPosture)
        for (before, after) in [(before.0, after.0), (before.1, after.1)] {
            try Self.compare(before, after) { name, before, after in
                #expect(after.low <= before.low + Self.tolerance, "\(name)")
                #expect(after.point <= before.point + Self.tolerance, "\(name)")
                #expect(after.high <= before.high + Self.tolerance, "\(name)")
            }
        }
    }

    @Test(
        "what becomes unknown, or is newly unknown, never narrows an interval",
        arguments: RandomCase.chunks
    )
    func newUnknown(seeds: Range<UInt64>) throws {
        for seed in seeds { try newUnknown(seed) }
    }

    private func newUnknown(_ seed: UInt64) throws {
        var sample = RandomCase(seed: seed)
        let before = (sample.posture, try sample.decidedPosture)
        let index = Int.random(in: 0..<max(1, sample.findings.count), using: &sample.generator)
        guard sample.findings.indices.contains(index) else { return }
        if seed.isMultiple(of: 4) {
            let key = sample.findings[index].finding.key
            let endpoint = sample.estate.endpoints[0].id
            sample.findings.append(Samples.unknown(key.check, .sample(endpoint, 9)))
        } else {
            let known = sample.findings[index]
            let (check, subject) = (known.finding.check, known.finding.subject)
            let unknown = Samples.unknown(check, subject).finding
            sample.findings[index] =
                Samples.tracked(unknown, firstFailed: known.firstFailed, mended: known.mended)
        }
        let after = (sample.posture, try sample.decidedPosture)
        for (before, after) in [(before.0, after.0), (before.1, after.1)] {
            try Self.compare(before, after) { name, before, after in
                #expect(after.low <= before.low + Self.tolerance, "\(name)")
                #expect(after.high >= before.high - Self.tolerance, "\(name)")
            }
        }
    }

    @Test("an attestation that runs out never narrows an interval", arguments: RandomCase.chunks)
    func expiredAttestation(seeds: Range<UInt64>) throws {
        for seed in seeds { try expiredAttestation(seed) }
    }

    private func expiredAttestation(_ seed: UInt64) throws {
        var sample = RandomCase(seed: seed)
        // Only answers without a mission's or the ministry's behind them, and none that is still to come.
        let general = Set(sample.estate.attestations.filter { $0.subject == .ministry }.map(\.item))
        let valid = sample.estate.attestations.indices.filter { index in
            let attestation = sample.estate.attestations[index]
            return attestation.isValid(on: CalendarDay(Samples.now))
                && (attestation.subject == .ministry || !general.contains(attestation.item))
        }
        guard let index = valid.randomElement(using: &sample.generator) else { return }
        let before = sample.posture
        let old = sample.estate.attestations[index]
        sample.estate.attestations[index] = Samples.attestation(
            old.item,
            old.answer,
            old.grade,
            subject: old.subject,
            date: old.date.description,
            validUntil: "2026-11-22"
        )
        try Self.compare(before, sample.posture) { name, before, after in
            #expect(after.low <= before.low + Self.tolerance, "\(name)")
            #expect(after.high >= before.high - Self.tolerance, "\(name)")
        }
    }

    @Test("an acceptance that is not in force changes the risk as none would", arguments: RandomCase.chunks)
    func expiredAcceptance(seeds: Range<UInt64>) {
        for seed in seeds { expiredAcceptance(seed) }
    }

    private func expiredAcceptance(_ seed: UInt64) {
        var sample = RandomCase(seed: seed)
        let today = CalendarDay(Samples.now)
        let before = sample.posture
        sample.estate.acceptances.removeAll { !$0.isInForce(on: today) }
        let after = sample.posture
        #expect(Self.assessments(after) == Self.assessments(before))
        #expect(after.items == before.items)
    }

    @Test(
        "only a dispute that is upheld changes the risk, and it never adds any",
        arguments: RandomCase.chunks
    )
    func disputes(seeds: Range<UInt64>) throws {
        for seed in seeds { try disputes(seed) }
    }

    private func disputes(_ seed: UInt64) throws {
        var sample = RandomCase(seed: seed)
        let today = CalendarDay(Samples.now)
        let after = sample.posture
        sample.estate.disputes.removeAll { $0.state(on: today) != .upheld }
        #expect(Self.assessments(sample.posture) == Self.assessments(after))
        sample.estate.disputes = []
        try Self.compare(sample.posture, after) { name, before, after in
            #expect(after.low <= before.low + Self.tolerance, "\(name)")
            #expect(after.point <= before.point + Self.tolerance, "\(name)")
            #expect(after.high <= before.high + Self.tolerance, "\(name)")
        }
    }

    @Test("a new acceptance never adds risk", arguments: RandomCase.chunks)
    func newAcceptance(seeds: Range<UInt64>) throws {
        for seed in seeds { try newAcceptance(seed) }
    }

    private func newAcceptance(_ seed: UInt64) throws {
        var sample = RandomCase(seed: seed)
        let after = sample.posture
        guard !sample.estate.acceptances.isEmpty else { return }
        sample.estate.acceptances.removeLast()
        try Self.compare(sample.posture, after) { name, before, after in
            #expect(after.low <= before.low + Self.tolerance, "\(name)")
            #expect(after.point <= before.point + Self.tolerance, "\(name)")
            #expect(after.high <= before.high + Self.tolerance, "\(name)")
        }
    }
}
