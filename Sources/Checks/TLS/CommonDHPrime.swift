// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where Diffie-Hellman runs in a group that many servers share and that is not fit for it.
package struct CommonDHPrime: Check {
    package static let identity = CheckIdentity(
        id: "tls.common-dh-prime",
        title: "A shared Diffie-Hellman prime is in use that one attack would break for all",
        measures:
            "Primes of a ServerKeyExchange that are published, and either below 2048 bits or not safe "
            + "primes.",
        scope: .address,
        levels: ["common"],
        references: ["RFC 7919 §1", "CVE-2015-4000", "CVE-2016-0701"],
        remedy: "Use ffdhe2048 or larger (RFC 7919), or drop the DHE suites."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> [FiniteFieldGroup]
    {
        try FiniteFieldGroup.ofServer(subject, in: evidence)
    }

    package func judge(_ groups: [FiniteFieldGroup], at now: Date) -> Verdict {
        guard !groups.isEmpty else { return .notApplicable(because: FiniteFieldGroup.notInUse) }
        let common = groups.filter { $0.primeName.map { !Self.fit.contains($0) } ?? false }
        guard !common.isEmpty else { return .pass }
        return .fail(
            level: "common",
            seen: common.map { "\($0.primeName ?? "") (\($0.bits) bits)" }.listed(),
            expected: "a group of RFC 7919 or RFC 3526 of at least 2048 bits, or one of its own"
        )
    }

    /// Sharing a large safe prime is what RFC 7919 asks for; precomputation pays only on small ones (Logjam),
    /// and a prime that is not safe has small subgroups.
    private static let fit = Set(KnownPrime.all.filter(\.isConsideredSafe).map(\.name))
}
