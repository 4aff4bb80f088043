// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where nothing keeps the domain from being moved to another registrar.
package struct RegistrationUnlocked: DomainCheck {
    package static let identity = CheckIdentity(
        id: "names.registration-unlocked",
        title: "The registration of the domain is not locked",
        measures:
            "Statuses that the registry states by RDAP: whether a transfer is prohibited, by the registrar (client) or, with change and deletion, by the registry (server); only where RDAPBase= names the registry's service.",
        scope: .domain,
        levels: ["registrar-only", "transfer"],
        references: ["RFC 8056 §2", "RFC 5731 §2.3"],
        remedy:
            "Have the registrar set clientTransferProhibited, and order a registry lock where the registry has one."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: DomainView, at now: Date) throws(Unestablished) -> Verdict {
        let registration = try view.registration()
        guard !registration.statuses.isEmpty else {
            return .unknown(because: Unestablished(phase: .reply, reason: "the registry states no status"))
        }
        let seen = registration.statuses.listed()
        guard registration.isTransferLocked else {
            return .fail(level: "transfer", seen: seen, expected: "a status that prohibits the transfer")
        }
        guard registration.isRegistryLocked else {
            return .fail(
                level: "registrar-only",
                seen: seen,
                expected: "server transfer, update and delete prohibited"
            )
        }
        return .pass
    }
}
