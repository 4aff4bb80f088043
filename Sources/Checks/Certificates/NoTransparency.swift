// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where a publicly trusted certificate comes without proof that it was logged.
package struct NoTransparency: Check {
    package static let identity = CheckIdentity(
        id: "certificate.no-transparency",
        title: "The certificate comes without transparency timestamps",
        measures: "Signed certificate timestamps in the certificate and in the handshake.",
        scope: .address,
        levels: ["missing"],
        references: ["RFC 6962 §3.3", "RFC 9162 §6"],
        remedy: "Get a certificate with embedded timestamps, as every public authority issues."
    )

    /// What the verdict rests on.
    package enum Input: Hashable, Sendable {
        /// The trust store in force stands for the public ones, as in `CertificateLifetimeTooLong`.
        case notPublic
        case timestamps(TransparencyTimestamps)
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let trust = try evidence.servedTrust(of: subject)
        guard trust.outcome == .trusted else { return .notPublic }
        return .timestamps(try evidence.one(TransparencyTimestamps.self, of: subject).fact)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        switch input {
        case .notPublic:
            return .notApplicable(because: "no public authority stands behind it")
        case .timestamps(let found) where found.inCertificate > 0 || found.inExtension > 0:
            return .pass
        case .timestamps:
            return .fail(level: "missing", seen: "no timestamp", expected: "timestamps of two logs")
        }
    }
}
