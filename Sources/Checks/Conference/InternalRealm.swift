// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// Fails where a challenge for credentials shows a name or an address from inside.
package struct InternalRealm: ConferenceCheck {
    package static let identity = CheckIdentity(
        id: "conference.internal-realm",
        title: "The realm shows names from inside",
        measures:
            "The realms of challenges of TURN and SIP: private addresses, and names that no public DNS has.",
        scope: .address,
        levels: ["internal"],
        references: ["RFC 8489 §9.2", "RFC 1918 §3", "RFC 6762 §3", "RFC 8375 §3"],
        remedy: "Name the realm after the public domain (coturn: realm)."
    )

    /// Of RFC 6762, RFC 8375 and ICANN's reservation, and what networks used before them (RFC 6762, appendix G).
    private static let suffixes = [
        ".local", ".localdomain", ".lan", ".home.arpa", ".internal", ".intranet", ".corp", ".home",
        ".private",
    ]

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: ConferenceView) throws(Unestablished) -> Verdict {
        let realms = try view.names().realms
        guard !realms.isEmpty else { return .notApplicable(because: "it sends no challenge") }
        let inside = realms.filter(Self.isInternal)
        guard inside.isEmpty else {
            return .fail(level: "internal", seen: inside.listed(), expected: "a public name")
        }
        return .pass
    }

    package func judge(_ view: ConferenceView, at now: Date) -> Verdict { concluded(on: view) }

    private static func isInternal(_ realm: String) -> Bool {
        let name = realm.lowercased()
        if suffixes.contains(where: { name.hasSuffix($0) }) { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4, let first = parts[0], let second = parts[1], parts[2] != nil, parts[3] != nil
        else { return false }
        return first == 10 || first == 192 && second == 168 || first == 172 && (16...31).contains(second)
    }
}
