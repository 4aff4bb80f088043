// SPDX-License-Identifier: Apache-2.0

/// Checks on who speaks in the ministry's name.
package enum IdentityChecks {
    package static let all: [any Check.Type] = [
        AccountUnlinked.self,
        AccountUnregistered.self,
        AccountMismatch.self,
        AccountOneSided.self,
        TrustFileUnsound.self,
        ProvenanceMissing.self,
        GeneratedPictureUndisclosed.self,
    ]
}
