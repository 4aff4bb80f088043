// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where an RSA key stands in the list of those that Debian's flawed OpenSSL could make.
package struct DebianKey: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.debian-key",
        title: "The private key can be looked up (Debian, 2008)",
        measures:
            "Whether the operator's list of the keys that Debian's OpenSSL of 2006 to 2008 could make holds the RSA key "
            + "of leaf or intermediates.",
        scope: .address,
        levels: ["listed"],
        references: ["CVE-2008-0166", "DSA-1571-1"],
        remedy:
            "Make a new key on a current system, get it certified, and revoke the old certificate."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        let trials = try served.trials().trials(of: chain)
        guard !trials.isEmpty else { return .notApplicable(because: "no key is RSA") }
        let listed = trials.filter { $0.trial.isDebianWeak == true }
        guard listed.isEmpty else {
            return .fail(
                level: "listed",
                seen: listed.map(\.certificate.subject).listed(atMost: 4),
                expected: "a key that nobody can look up"
            )
        }
        guard trials.allSatisfy({ $0.trial.isDebianWeak != nil }) else {
            return .notTested(because: "no list of such keys is configured (WeakKeyList=)")
        }
        return .pass
    }
}
