// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a weak or deprecated named curve is accepted.
package struct WeakGroups: Check {
    package static let identity = CheckIdentity(
        id: "tls.weak-groups",
        title: "Weak or deprecated groups are accepted",
        measures:
            "Curves below 112 bits of strength and primes below 2048 bits (weak), and the other curves "
            + "that RFC 8422 deprecates (legacy).",
        scope: .address,
        levels: ["legacy", "weak"],
        references: ["RFC 8422 §5.1.1", "NIST SP 800-131Ar2 §5", "RFC 8446 §4.2.7"],
        remedy: "Offer X25519MLKEM768, X25519, P-256 and P-384, and nothing below."
    )

    /// The curves that RFC 8422 took off RFC 4492's list; brainpool (RFC 7027) never stood on it.
    private static let deprecated: ClosedRange<UInt16> = 0x0001...0x0016

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> GroupCensus
    {
        GroupCensus(of: subject, in: evidence)
    }

    package func judge(_ census: GroupCensus, at now: Date) -> Verdict {
        let weak = census.all.filter(Self.isWeak)
        if !weak.isEmpty { return fail("weak", weak) }
        let legacy = census.all.filter(Self.isDeprecated)
        if !legacy.isEmpty { return fail("legacy", legacy) }
        if let doubt = census.doubt { return .withheld(because: doubt) }
        guard !census.groups.isEmpty else {
            return .notApplicable(because: "no suite with named groups is offered")
        }
        return .pass
    }

    static func isDeprecated(_ group: NamedGroup) -> Bool {
        deprecated.contains(group.id) || group.kind == .explicit
    }

    /// RFC 7919 reckons ffdhe2048 at 103 bits; NIST SP 800-131Ar2 accepts it, so primes go by their length.
    static func isWeak(_ group: NamedGroup) -> Bool {
        switch group.kind {
        case .finiteField?: (group.bits ?? Int.max) < 2048
        default: (group.strengthBits ?? Int.max) < 112
        }
    }

    private func fail(_ level: String, _ groups: [NamedGroup]) -> Verdict {
        .fail(
            level: level,
            seen: groups.map(\.description).listed(),
            expected: "curves that RFC 8422 keeps, groups of RFC 7919, and ML-KEM hybrids"
        )
    }
}
