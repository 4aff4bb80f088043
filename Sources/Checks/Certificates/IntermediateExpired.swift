// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a certificate between leaf and root has expired.
package struct IntermediateExpired: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.intermediate-expired",
        title: "An intermediate certificate has expired",
        measures: "Whether the notAfter of a served certificate between leaf and root lies in the past.",
        scope: .address,
        levels: ["expired"],
        references: ["RFC 5280 §6.1.3"],
        remedy: "Serve the intermediates that the authority offers now.",
        clock: .deadlines
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let chain = try served.chain()
        let intermediates = chain.intermediates
        guard !intermediates.isEmpty else { return .notApplicable(because: "no intermediate is served") }
        let expired = intermediates.filter { $0.notAfter.map { now > $0 } ?? false }
        guard expired.isEmpty else {
            return .fail(
                level: "expired",
                seen: expired.map {
                    "\($0.subject) on \($0.notAfter.map { CalendarDay($0).description } ?? "")"
                }
                .listed(atMost: 4),
                expected: "valid intermediates"
            )
        }
        guard intermediates.allSatisfy({ $0.notAfter != nil }) else {
            return .unknown(
                because: Unestablished(phase: .reply, reason: "an intermediate's validity cannot be read")
            )
        }
        return .pass
    }
}
