// SPDX-License-Identifier: Apache-2.0
internal import Settings

/// Whether a text may stand where the configuration wants a host or a domain.
package enum HostRule {
    package static func isHost(_ text: String) -> Bool { (try? HostName.parse(text)) != nil }

    /// At least two labels.
    package static func isDomain(_ text: String) -> Bool { isHost(text) && text.contains(".") }
}
