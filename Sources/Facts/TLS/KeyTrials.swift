// SPDX-License-Identifier: Apache-2.0

/// Whether the RSA keys of a served chain are of kinds known to be guessable or factorable.
package struct KeyTrials: Fact {
    package static let kind = FactKind("tls.key-trials", version: 1)

    package struct Trial: Codable, Hashable, Sendable {
        /// From 0, the leaf.
        package let position: Int
        package let spkiSHA256: String
        /// The structure of Infineon's RSALib (CVE-2017-15361).
        package let isROCA: Bool
        /// Whether the operator's list of Debian's weak keys (CVE-2008-0166) holds it; nil without a list.
        package let isDebianWeak: Bool?

        package init(position: Int, spkiSHA256: String, isROCA: Bool, isDebianWeak: Bool?) {
            self.position = position
            self.spkiSHA256 = spkiSHA256
            self.isROCA = isROCA
            self.isDebianWeak = isDebianWeak
        }
    }

    /// The chain's.
    package let aspect: String
    /// One for each certificate with an RSA key.
    package let trials: [Trial]
    /// Of the list of Debian's weak keys; nil without one.
    package let listSHA256: String?

    package init(aspect: String, trials: [Trial], listSHA256: String?) {
        self.aspect = aspect
        self.trials = trials
        self.listSHA256 = listSHA256
    }
}
