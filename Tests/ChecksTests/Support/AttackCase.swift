// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

/// The verdicts that a check on a named attack owes to each answer there may be.
struct AttackCase {
    let attack: NamedAttack
    let levels: [String]

    init(_ attack: NamedAttack, levels: [String]) {
        self.attack = attack
        self.levels = levels
    }

    func expectVerdicts(of check: (some Check).Type, _ location: SourceLocation = #_sourceLocation) throws {
        for level in levels {
            let exposure = AttackExposure(attack, .vulnerable, variant: level, evidence: "the bytes say so")
            let verdict = try Scene.modern().seeing(exposure).verdict(of: check)
            guard case .fail(level, "the bytes say so", _) = verdict else {
                Issue.record("\(level): \(verdict)", sourceLocation: location)
                continue
            }
        }
        let unnamed = try Scene.modern().seeing(AttackExposure(attack, .vulnerable, evidence: "so"))
        #expect(try unnamed.verdict(of: check).level == levels.last, sourceLocation: location)
        let safe = try Scene.modern().seeing(AttackExposure(attack, .safe, evidence: "an alert"))
        #expect(try safe.verdict(of: check) == .pass, sourceLocation: location)
        let elsewhere = try Scene.modern().seeing(AttackExposure(attack, .notApplicable, evidence: "TLS 1.3"))
        #expect(
            try elsewhere.verdict(of: check) == .notApplicable(because: "TLS 1.3"),
            sourceLocation: location
        )
    }

    func expectDoubts(of check: (some Check).Type, _ location: SourceLocation = #_sourceLocation) throws {
        let question = Question(AttackExposure.self, attack.rawValue)
        let flapping = try Scene.modern().missing(question)
        #expect(
            try flapping.verdict(of: check) == .unknown(because: Scene.silence),
            sourceLocation: location
        )
        let withheld = try Scene.modern().missing(question, because: Scene.notAllowed)
        #expect(
            try withheld.verdict(of: check) == .notTested(because: Scene.notAllowed.reason),
            sourceLocation: location
        )
    }
}
