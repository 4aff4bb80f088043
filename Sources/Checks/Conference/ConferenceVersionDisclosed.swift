// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// Fails where a relay or call server says which version it is.
package struct ConferenceVersionDisclosed: ConferenceCheck {
    package static let identity = CheckIdentity(
        id: "conference.version-disclosed",
        title: "The conference server discloses its version",
        measures: "SOFTWARE of STUN, and Server and User-Agent of SIP.",
        scope: .address,
        levels: ["disclosed"],
        references: ["RFC 8489 §14.14", "RFC 3261 §20.35"],
        remedy:
            "Turn the banner off (coturn: no-software-attribute; Kamailio: server_signature=no; Asterisk: useragent)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: ConferenceView) throws(Unestablished) -> Verdict {
        let versions = try view.names().software.filter(Self.hasVersion)
        guard versions.isEmpty else {
            return .fail(level: "disclosed", seen: versions.listed(), expected: "no version")
        }
        return .pass
    }

    package func judge(_ view: ConferenceView, at now: Date) -> Verdict { concluded(on: view) }

    /// Digits with a point between.
    private static func hasVersion(_ text: String) -> Bool {
        let letters = Array(text)
        return letters.indices.dropFirst().dropLast().contains { index in
            letters[index] == "." && letters[index - 1].isNumber && letters[index + 1].isNumber
        }
    }
}
