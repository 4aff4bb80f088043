// SPDX-License-Identifier: Apache-2.0

/// Checks on relays and call servers of conferences.
package enum ConferenceChecks {
    package static let all: [any Check.Type] = [
        RelayOpen.self,
        ConferenceVersionDisclosed.self,
        InternalRealm.self,
        ConferenceWithoutFallback.self,
    ]
}
