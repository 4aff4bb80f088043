// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the registration of the domain is about to end, or has ended.
package struct RegistrationExpiring: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.registration-expiring",
        title: "The registration of the domain ends soon",
        measures:
            "Days until the expiration that the registry states by RDAP, and whether its status says that it ended; only where RDAPBase= names the registry's service.",
        scope: .domain,
        levels: ["soon", "imminent", "expired"],
        references: ["RFC 9083 §10.2.3", "RFC 8056 §2"],
        remedy: "Renew the registration, let the registrar renew it by itself, and see who gets its letters.",
        settings: ["Days", "ImminentDays"],
        clock: .deadlines
    )

    /// Before its end, at which a registration ends soon.
    let days: Int
    let imminentDays: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        days = try settings.integer("Days", in: 1...366)
        imminentDays = try settings.integer("ImminentDays", in: 1...366)
    }

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let registration = try view.registration()
        if let ending = registration.ending {
            return .fail(level: "expired", seen: "status \(ending)", expected: "a registration in force")
        }
        let dates = Set(registration.expirations)
        guard let date = dates.first, dates.count == 1 else {
            let words = dates.isEmpty ? "does not say when it ends" : "states \(dates.count) different ends"
            return .unknown(because: Unestablished(phase: .reply, reason: "the registry \(words)"))
        }
        let seen = "it ends on \(CalendarDay(date))"
        let left = date.timeIntervalSince(now)
        guard left > 0 else {
            return .fail(level: "expired", seen: seen, expected: "a registration in force")
        }
        guard left > Double(max(days, imminentDays)) * 86_400 else {
            let isImminent = left <= Double(imminentDays) * 86_400
            return .fail(
                level: isImminent ? "imminent" : "soon",
                seen: seen,
                expected: "more than \(days) days"
            )
        }
        return .pass
    }
}

extension DomainView {
    /// Throws *not applicable* where the operator names no registry.
    func registration() throws(Unestablished) -> DomainRegistration {
        guard listed?.registry != nil else {
            throw Unestablished(phase: .notApplicable, reason: "RDAPBase= names no registry for the domain")
        }
        return try evidence.one(DomainRegistration.self, of: subject).fact
    }
}
