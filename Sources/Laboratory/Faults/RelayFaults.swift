// SPDX-License-Identifier: Apache-2.0

extension Fault {
    /// Only a relay shows them.
    package static let relayFaults = [openRelay, toldVersion, innerRealm]

    package static let openRelay = Fault(
        "open-relay",
        "it relays for anybody",
        breaks: ["conference.relay-open"]
    ) {
        $0.relay.isOpen = true
    }

    package static let toldVersion = Fault(
        "told-version",
        "it says which version it is",
        breaks: ["conference.version-disclosed"]
    ) {
        $0.relay.software = "Coturn-4.5.2 'dan Eider'"
    }

    package static let innerRealm = Fault(
        "inner-realm",
        "its realm is a name from inside",
        breaks: ["conference.internal-realm"]
    ) {
        $0.relay.realm = "relay.mfa.internal"
    }
}
