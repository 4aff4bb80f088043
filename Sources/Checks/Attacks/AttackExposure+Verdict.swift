// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

extension AttackExposure {
    /// How an address stands to an attack; throws why that is not known.
    static func answer(_ attack: NamedAttack, of subject: Subject, in evidence: any Evidence)
        throws(Unestablished) -> AttackExposure
    {
        try evidence.one(AttackExposure.self, attack.rawValue, of: subject).fact
    }

    /// A variant is a level by its name; one that no level has is as grave as the gravest.
    func verdict(levels: [String]) -> Verdict {
        switch state {
        case .safe: .pass
        case .notApplicable: .notApplicable(because: evidence)
        case .vulnerable:
            .fail(
                level: variant.flatMap { levels.contains($0) ? $0 : nil } ?? levels.last ?? "",
                seen: evidence,
                expected: "no exposure to the attack"
            )
        }
    }
}
