// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where Diffie-Hellman runs in a group that can be broken, or nearly so (Logjam).
package struct WeakDH: Check {
    package static let identity = CheckIdentity(
        id: "tls.weak-dh",
        title: "Diffie-Hellman groups are too small",
        measures: "Bits of the smallest prime of a ServerKeyExchange in TLS 1.2 and below.",
        scope: .address,
        levels: ["below-2048", "at-most-1024"],
        references: ["RFC 9325 §4.5", "NIST SP 800-131Ar2 §5", "CVE-2015-4000"],
        remedy:
            "Use ffdhe2048 or larger (RFC 7919), or drop the DHE suites: every client that has them "
            + "for good has ECDHE."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> [FiniteFieldGroup]
    {
        try FiniteFieldGroup.ofServer(subject, in: evidence)
    }

    package func judge(_ groups: [FiniteFieldGroup], at now: Date) -> Verdict {
        guard let smallest = groups.min(by: { $0.bits < $1.bits }) else {
            return .notApplicable(because: FiniteFieldGroup.notInUse)
        }
        guard smallest.bits < 2048 else { return .pass }
        return .fail(
            level: smallest.bits <= 1024 ? "at-most-1024" : "below-2048",
            seen: "a prime of \(smallest.bits) bits",
            expected: "at least 2048 bits"
        )
    }
}
