// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails while the leaf certificate is valid but little of its life is left.
package struct CertificateExpiresSoon: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.expires-soon",
        title: "The certificate expires soon",
        measures: "Share of the leaf certificate's life that is left, 0…1.",
        scope: .address,
        levels: ["soon", "very-soon"],
        references: ["RFC 5280 §4.1.2.5"],
        remedy: "Renew the certificate, and automate renewal with ACME (RFC 8555).",
        settings: ["Soon", "VerySoon"],
        clock: .deadlines
    )

    private let soon: Double
    private let verySoon: Double

    package init(_ settings: CheckSettings) throws(SettingError) {
        soon = try settings.fraction("Soon", in: 0.05...0.9)
        verySoon = try settings.fraction("VerySoon", in: 0.01...0.5)
        guard verySoon <= soon else { throw SettingError(key: "VerySoon", problem: "it is larger than Soon") }
    }

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let leaf = try served.leaf()
        guard let life = leaf.life else { return .unknown(because: CertificateSummary.unreadableLife) }
        guard now <= life.upperBound else { return .notApplicable(because: "it has expired already") }
        guard now >= life.lowerBound else { return .notApplicable(because: "it is not valid yet") }
        let whole = life.upperBound.timeIntervalSince(life.lowerBound)
        let left = whole == 0 ? 0 : life.upperBound.timeIntervalSince(now) / whole
        guard left < soon else { return .pass }
        return .fail(
            level: left < verySoon ? "very-soon" : "soon",
            seen: "\(Int(left * 100)) % of its life left, \(Self.end(of: life, at: now))",
            expected: "at least \(Int((soon * 100).rounded())) %"
        )
    }

    /// A day says too little where hours are left, as of certificates that live for days only.
    private static func end(of life: ClosedRange<Date>, at now: Date) -> String {
        let hours = Int(life.upperBound.timeIntervalSince(now) / 3600)
        return hours < 48 ? "\(hours) hours" : "until \(CalendarDay(life.upperBound))"
    }
}
