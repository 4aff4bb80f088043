// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a relay serves whoever asks.
package struct RelayOpen: ConferenceCheck {
    package static let identity = CheckIdentity(
        id: "conference.relay-open",
        title: "The relay is open to anybody",
        measures: "The answer to a TURN Allocate request without credentials.",
        scope: .address,
        levels: ["open"],
        references: ["RFC 8656 §5", "RFC 8656 §21.1"],
        remedy:
            "Ask for credentials (coturn: lt-cred-mech or use-auth-secret, and no no-auth), and refuse internal "
            + "addresses as peers."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: ConferenceView) throws(Unestablished) -> Verdict {
        switch try view.relay().allocation {
        case .granted:
            .fail(
                level: "open",
                seen: "an address of the relay was given without credentials",
                expected: "401 Unauthenticated"
            )
        case .challenged, .refused: .pass
        case .silent:
            .unknown(
                because: Unestablished(phase: .reply, reason: "Allocate was not answered", attempts: 1)
            )
        }
    }

    package func judge(_ view: ConferenceView, at now: Date) -> Verdict { concluded(on: view) }
}
