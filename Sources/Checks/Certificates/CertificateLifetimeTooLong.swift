// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a publicly trusted leaf certificate lives longer than browsers accept.
package struct CertificateLifetimeTooLong: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.lifetime-too-long",
        title: "The certificate lives too long",
        measures: "Days from notBefore to notAfter, both included, against the limit in force at notBefore.",
        scope: .address,
        levels: ["over-limit"],
        references: ["CA/Browser Forum Baseline Requirements §6.3.2", "CA/Browser Forum Ballot SC-081v3"],
        remedy: "Renew the certificate with a shorter life, and automate renewal with ACME (RFC 8555)."
    )

    /// By the first instant of notBefore at which a limit holds.
    ///
    /// The first two are 60 and 39 months: at most 1827 and 1188 days.
    private static let limits: [(from: Date, days: Double)] = [
        (.distantPast, 1827), (day("2015-04-01"), 1188), (day("2018-03-01"), 825), (day("2020-09-01"), 398),
        (day("2026-03-15"), 200), (day("2027-03-15"), 100), (day("2029-03-15"), 47),
    ]

    private static func day(_ text: String) -> Date { CalendarDay(text)?.start ?? .distantFuture }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        guard try served.isPublic() else {
            return .notApplicable(because: "no public authority stands behind it")
        }
        guard let life = try served.leaf().life else {
            return .unknown(because: CertificateSummary.unreadableLife)
        }
        let seconds = life.upperBound.timeIntervalSince(life.lowerBound) + 1
        guard let limit = Self.limits.last(where: { life.lowerBound >= $0.from }),
            seconds > limit.days * 86400
        else {
            return .pass
        }
        return .fail(
            level: "over-limit",
            seen: "\(Int((seconds / 86400).rounded(.up))) days from \(CalendarDay(life.lowerBound)) on",
            expected: "at most \(Int(limit.days)) days"
        )
    }
}
