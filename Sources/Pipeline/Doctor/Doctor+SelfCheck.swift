// SPDX-License-Identifier: Apache-2.0
internal import Model

extension Doctor {
    /// Whether the newest cycle was made by an installation that sees what it should.
    static func selfCheck(_ check: SelfCheck?) -> Symptom {
        let id = "self-check"
        guard let check else {
            let seen = "none was made before the newest cycle"
            return Symptom(id, .unknown, seen, advice: "set SelfCheck=yes in [Chancery] and reload")
        }
        let state: Symptom.State =
            switch check.state {
            case .held: .ok
            case .notHeld: .fail
            case .notEstablished: .unknown
            }
        return Symptom(id, state, check.words, advice: SelfCheckAdvice(check).advice)
    }
}
