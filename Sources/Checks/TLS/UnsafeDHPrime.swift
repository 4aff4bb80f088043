// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where the modulus of Diffie-Hellman is no safe prime, or no prime at all.
package struct UnsafeDHPrime: Check {
    /// The groups in use, and what arithmetic says of their moduli.
    package struct Basis: Hashable, Sendable {
        let groups: [FiniteFieldGroup]
        let primes: [FiniteFieldPrime]
        /// Why a modulus was not tested; nil where all were.
        let gap: Unestablished?
    }

    package static let identity = CheckIdentity(
        id: "tls.unsafe-dh-prime",
        title: "The modulus of Diffie-Hellman is no safe prime",
        measures: "Whether the modulus p of each ServerKeyExchange is prime, and (p - 1) / 2 as well.",
        scope: .address,
        levels: ["not-safe", "composite"],
        references: ["RFC 7919 §3", "RFC 2631 §2.1.5", "CVE-2016-0701"],
        remedy: "Use a group of RFC 7919, or drop the DHE suites."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Basis {
        let groups = try FiniteFieldGroup.ofServer(subject, in: evidence)
        var primes: [FiniteFieldPrime] = []
        var gap: Unestablished?
        for group in groups {
            do throws(Unestablished) {
                primes.append(try evidence.one(FiniteFieldPrime.self, group.primeSHA256, of: subject).fact)
            } catch {
                gap = gap ?? error
            }
        }
        return Basis(groups: groups, primes: primes, gap: gap)
    }

    package func judge(_ basis: Basis, at now: Date) -> Verdict {
        guard !basis.groups.isEmpty else { return .notApplicable(because: FiniteFieldGroup.notInUse) }
        let unfit = basis.primes.filter { !$0.isSafePrime }
        guard !unfit.isEmpty else { return basis.gap.map { .withheld(because: $0) } ?? .pass }
        let composite = unfit.filter { !$0.isPrime }
        let worst = composite.isEmpty ? unfit : composite
        let names = worst.compactMap { prime in
            basis.groups.first { $0.primeSHA256 == prime.primeSHA256 }
                .map { $0.primeName ?? "an own modulus of \($0.bits) bits" }
        }
        return .fail(
            level: composite.isEmpty ? "not-safe" : "composite",
            seen: names.listed(),
            expected: "a safe prime, as those of RFC 7919 are"
        )
    }
}
