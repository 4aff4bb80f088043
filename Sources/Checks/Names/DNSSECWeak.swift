// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
package import Model

/// Fails where the zone is signed with what no longer holds, or denies names at a cost that resolvers refuse.
package struct DNSSECWeak: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.dnssec-weak",
        title: "DNSSEC of the domain is weak",
        measures: "Algorithms and lengths of keys, digests of DS records and iterations of NSEC3.",
        scope: .domain,
        levels: ["iterations", "short-key", "digest", "algorithm"],
        references: ["RFC 9905", "RFC 8624 §3", "RFC 9276 §3.1"],
        remedy:
            "Sign with ECDSAP256SHA256 or Ed25519, publish DS records of SHA-256, and set NSEC3 iterations to 0."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let zone = try view.zone()
        guard try view.security().state != .insecure else {
            return .notApplicable(because: "the domain is not signed")
        }
        let signers = try view.data(zone, .ds).compactMap {
            if case .delegationSigner(let one) = $0 { one } else { nil }
        }
        let keys = try view.data(zone, .dnskey).compactMap { if case .key(let one) = $0 { one } else { nil } }
        let parameters = try view.data(zone, .nsec3param).compactMap {
            if case .hashedDenialParameters(let one) = $0 { one } else { nil }
        }
        var faults: [(level: String, seen: String)] = []
        let algorithms = Set(signers.map(\.algorithm) + keys.map(\.algorithm)).intersection(
            Self.weakAlgorithms
        ).sorted()
        if !algorithms.isEmpty {
            faults.append(("algorithm", "algorithm " + algorithms.map { String($0) }.joined(separator: ", ")))
        }
        if !signers.isEmpty, signers.allSatisfy({ $0.digestType == 1 || $0.digestType == 3 }) {
            faults.append(("digest", "DS records of SHA-1 or GOST alone"))
        }
        let short = keys.compactMap(\.rsaBits).filter { $0 < 2048 }
        if let least = short.min() { faults.append(("short-key", "an RSA key of \(least) bits")) }
        if let most = parameters.map(\.iterations).max(), most > 0 {
            faults.append(("iterations", "\(most) NSEC3 iterations"))
        }
        guard let worst = faults.first else { return .pass }
        return .fail(
            level: worst.level,
            seen: faults.map(\.seen).joined(separator: "; "),
            expected: "algorithm 8, 13 or 15, RSA of 2048 bits, SHA-256 and no iterations"
        )
    }

    /// RSAMD5, DSA, RSASHA1, their NSEC3 twins and GOST (RFC 8624 §3.1, RFC 9905).
    private static let weakAlgorithms: Set<UInt8> = [1, 3, 5, 6, 7, 12]
}
