// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where an RSA key has the structure that Infineon's library gave its primes.
package struct ROCAKey: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.roca-key",
        title: "The RSA key can be factored (ROCA)",
        measures:
            "Whether an RSA modulus of leaf or intermediates is a power of 65537 modulo the product of the primes up to "
            + "167, as those of Infineon's RSALib are.",
        scope: .address,
        levels: ["vulnerable"],
        references: ["CVE-2017-15361", "Nemec et al., The Return of Coppersmith's Attack, ACM CCS 2017"],
        remedy:
            "Make a new key outside the smart card or security chip, get it certified, and revoke the old certificate."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        let trials = try served.trials().trials(of: chain)
        guard !trials.isEmpty else { return .notApplicable(because: "no key is RSA") }
        let vulnerable = trials.filter(\.trial.isROCA)
        guard !vulnerable.isEmpty else { return .pass }
        return .fail(
            level: "vulnerable",
            seen: vulnerable.map(\.certificate.subject).listed(atMost: 4),
            expected: "a key of random primes"
        )
    }
}

extension KeyTrials {
    /// The trials of the keys that a client relies on, with their certificates.
    func trials(of chain: CertificateChain) -> [(trial: Trial, certificate: CertificateSummary)] {
        let links = Set(chain.links)
        return trials.compactMap { trial in
            guard chain.certificates.indices.contains(trial.position) else { return nil }
            let certificate = chain.certificates[trial.position]
            return links.contains(certificate) ? (trial, certificate) : nil
        }
    }
}
