// SPDX-License-Identifier: Apache-2.0
import Facts
import Messages
import Model

/// The named attacks of which the same is known.
struct AttackRow {
    let state: String
    let attacks: String

    /// The worst first.
    static func rows(_ states: [NamedAttack: VulnerabilityState]) -> [AttackRow] {
        let words = [
            ("vulnerable", say("Exposed")), ("unknown", say("Unknown")), ("not_tested", say("Not tested")),
            ("safe", say("Not exposed")), ("not_applicable", say("Does not apply")),
        ]
        return words.compactMap { key, state in
            let attacks = NamedAttack.allCases.filter { states[$0]?.key == key }.map { attack in
                guard case .unknown(let gap)? = states[attack] else { return attack.title }
                return "\(attack.title) (\(gap.reason))"
            }
            return attacks.isEmpty ? nil : AttackRow(state: state, attacks: attacks.joined(separator: ", "))
        }
    }
}
