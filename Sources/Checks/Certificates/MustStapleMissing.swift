// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the certificate promises a stapled status and the server sends none.
package struct MustStapleMissing: Check {
    package static let identity = CheckIdentity(
        id: "certificate.must-staple-missing",
        title: "The promised OCSP staple is missing",
        measures: "Whether an OCSP response is stapled where the TLS feature extension asks for one.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 7633 §4", "RFC 6066 §8"],
        remedy: "Switch OCSP stapling on, or renew the certificate without the TLS feature extension."
    )

    /// What the verdict rests on.
    package enum Input: Hashable, Sendable {
        case notPromised
        case promised(OCSPStaple)
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        guard try evidence.servedLeaf(of: subject).mustStaple else { return .notPromised }
        return .promised(try evidence.one(OCSPStaple.self, of: subject).fact)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        switch input {
        case .notPromised: return .notApplicable(because: "the certificate does not ask for a staple")
        case .promised(let staple) where staple.isPresent: return .pass
        case .promised:
            return .fail(level: "missing", seen: "no OCSP response", expected: "a stapled OCSP response")
        }
    }
}
