// SPDX-License-Identifier: Apache-2.0
import Inventory
import Model
import Risk
import Settings

/// Holds acceptances against the limits of the risk model, before anything is measured.
///
/// One that can bear none of the failures it names is an error; one that can bear only the milder of them is a warning.
/// Those that ran out are left alone.
struct AcceptanceReview {
    let model: RiskModel
    let today: CalendarDay

    /// In the order of the acceptances.
    func diagnostics(on configuration: Configuration) -> [Diagnostic] {
        configuration.estate.acceptances.filter { today <= $0.expires }.compactMap { acceptance in
            let bands = model.bands(underAcceptance: acceptance, in: configuration.estate)
            let refused = bands.filter { !model.acceptanceLimits.allow(acceptance, for: $0) }
            guard let mildest = refused.min() else { return nil }
            let (reason, key) = obstacle(to: acceptance, of: mildest)
            guard let span = configuration.span(of: key, in: "[Acceptance \(acceptance.id)]") else {
                return nil
            }
            let isVain = refused.count == bands.count
            let bandNames = refused.sorted().map(\.rawValue).joined(separator: " or ")
            let consequence =
                isVain
                ? "every failure of \(acceptance.check) there is of band \(bandNames)"
                : "it does not count where \(acceptance.check) is of band \(bandNames)"
            return Diagnostic(isVain ? .error : .warning, "\(reason); \(consequence)", at: span)
        }
    }

    /// Why an acceptance does not bear a failure of a band, and the key that says so.
    private func obstacle(to acceptance: Acceptance, of band: Band) -> (reason: String, key: String) {
        let limits = model.acceptanceLimits
        let days = band >= .high ? min(limits.days, limits.daysForHigh) : limits.days
        let latest = acceptance.approved.adding(days: days)
        guard acceptance.expires <= latest else {
            return (
                "by the risk model such an acceptance lasts at most \(days) days, until \(latest)", "Expires"
            )
        }
        let roles = limits.ministerRoles.joined(separator: ", ")
        return (
            "by the risk model a very high risk is accepted by one of \(roles), named with ApproverRole=",
            acceptance.approverRole == nil ? "Approver" : "ApproverRole"
        )
    }
}
