// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a publicly trusted certificate comes without proof that it was logged.
package struct NoTransparency: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.no-transparency",
        title: "The certificate comes with too few transparency timestamps",
        measures:
            "Distinct logs whose timestamps came in the certificate, the handshake or the staple: two for a "
            + "life of up to 180 days, else three.",
        scope: .address,
        levels: ["too-few", "missing"],
        references: [
            "RFC 6962 §3.3", "RFC 9162 §6", "Chrome Certificate Transparency Policy",
            "Apple Certificate Transparency Policy",
        ],
        remedy: "Get a certificate with embedded timestamps, as every public authority issues."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        guard try served.isPublic() else {
            return .notApplicable(because: "no public authority stands behind it")
        }
        guard let life = try served.leaf().life else {
            return .unknown(because: CertificateSummary.unreadableLife)
        }
        let promises = try served.promises().promises.filter { $0.signature != .invalid }
        let days = life.upperBound.timeIntervalSince(life.lowerBound) / 86400
        let needed = days <= 180 ? 2 : 3
        let logs = Set(promises.map(\.log)).count
        // What comes with the handshake is renewed at will, so its number does not depend on the life.
        let fresh = Set(promises.filter { $0.way != .certificate }.map(\.log)).count
        guard logs > 0 else {
            return .fail(level: "missing", seen: "no timestamp", expected: "timestamps of \(needed) logs")
        }
        guard logs >= needed || fresh >= 2 else {
            return .fail(
                level: "too-few",
                seen: "timestamps of \(logs == 1 ? "one log" : "\(logs) logs")",
                expected: "timestamps of \(needed) logs"
            )
        }
        let operators = promises.map(\.logOperator)
        guard let one = operators[0], operators.allSatisfy({ $0 == one }) else { return .pass }
        return .fail(
            level: "too-few",
            seen: "timestamps of one operator's logs: \(one)",
            expected: "logs of two operators"
        )
    }
}
