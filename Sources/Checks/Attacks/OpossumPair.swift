// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where a protocol has both ways to TLS under one name or key, so that the one can be led into the other.
package struct OpossumPair: Check {
    package static let identity = CheckIdentity(
        id: "attack.opossum-pair",
        title: "One protocol has two ways to TLS: Opossum",
        measures:
            "Endpoints whose TLS begins with the first byte, and endpoints of the same protocol that upgrade to "
            + "it, with the same name or key.",
        scope: .ministry,
        levels: ["pair"],
        references: ["CVE-2025-49812", "RFC 8314 §3"],
        remedy: "Keep TLS from the first byte, and switch the upgrade off where no client needs it any more."
    )

    /// What the verdict rests on; endpoints by id.
    package struct Input: Hashable, Sendable {
        package struct Pair: Hashable, Sendable {
            package let implicit: String
            package let upgraded: String
        }

        /// Those that share a name or a key, and where the upgrade is offered.
        package let pairs: [Pair]
        /// Whether both ways are listed for any protocol.
        package let hasBothWays: Bool
        /// Why it is not known whether the upgrade is offered.
        package let doubt: Unestablished?
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let endpoints = evidence.estate.endpoints(under: subject)
        var pairs: [Input.Pair] = []
        var doubts: [Unestablished] = []
        var hasBothWays = false
        for implicit in endpoints {
            for upgraded in endpoints where implicit.service.upgradingKin.contains(upgraded.service) {
                hasBothWays = true
                let shares = shares(implicit, upgraded, evidence)
                if shares == false { continue }
                let (isOffered, doubt) = upgrade(of: upgraded, evidence)
                if isOffered, shares == nil {
                    doubts.append(Self.keyUnseen)
                } else if isOffered {
                    pairs.append(Input.Pair(implicit: implicit.id, upgraded: upgraded.id))
                } else if let doubt {
                    doubts.append(doubt)
                }
            }
        }
        return Input(pairs: pairs, hasBothWays: hasBothWays, doubt: doubts.foremost)
    }

    /// Whether they have a name or a key in common; nil where the keys of either are not known.
    private func shares(_ one: Endpoint, _ other: Endpoint, _ evidence: any Evidence) -> Bool? {
        if one.referenceName.lowercased() == other.referenceName.lowercased() { return true }
        let (keys, others) = (keys(one, evidence), keys(other, evidence))
        if keys.isEmpty || others.isEmpty { return nil }
        return !keys.isDisjoint(with: others)
    }

    private static let keyUnseen = Unestablished(
        phase: .reply,
        reason: "not every key was seen, so that it is not known whether one is shared",
        attempts: 1
    )

    /// SHA-256 of the keys served, lower-case hex.
    private func keys(_ endpoint: Endpoint, _ evidence: any Evidence) -> Set<String> {
        Set(
            evidence.addresses(of: endpoint.id).flatMap { address in
                evidence.all(CertificateChain.self, under: address).compactMap { $0.fact.leaf?.spkiSHA256 }
            }
        )
    }

    private func upgrade(of endpoint: Endpoint, _ evidence: any Evidence) -> (Bool, Unestablished?) {
        var doubt: Unestablished?
        let addresses = evidence.addresses(of: endpoint.id)
        if addresses.isEmpty { doubt = Unestablished(phase: .notMeasured, reason: "no address was measured") }
        for address in addresses {
            do throws(Unestablished) {
                if try evidence.one(StartTLSOffer.self, of: address).fact.state == .offered {
                    return (true, nil)
                }
            } catch {
                doubt = doubt ?? error
            }
        }
        return (false, doubt)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard input.pairs.isEmpty else {
            return .fail(
                level: "pair",
                seen: input.pairs.map { "\($0.implicit) beside \($0.upgraded)" }
                    .listed(atMost: 4, separator: "; "),
                expected: "one way to TLS for each protocol"
            )
        }
        guard input.hasBothWays else {
            return .notApplicable(because: "no protocol is listed with both ways to TLS")
        }
        if let doubt = input.doubt { return .withheld(because: doubt) }
        return .pass
    }
}

extension Service {
    /// The services of the same protocol that begin in plain text and upgrade; those of Opossum alone.
    fileprivate var upgradingKin: [Service] {
        switch self {
        case .submissions: [.submission, .smtp]
        case .pop3s: [.pop3]
        default: []
        }
    }
}
