// SPDX-License-Identifier: Apache-2.0

extension Specimen {
    /// Ids of the checks that fail on a sound server, too, for what its library and its own authority lack: no rule about
    /// protocols of other services, no hybrid groups, no transparency log.
    package static let shortcomings: Set<String> = [
        "attack.alpaca", "certificate.no-transparency", "tls.no-post-quantum",
    ]

    /// Ids of all checks that fail on it: what the sound one lacks, and what its fault breaks.
    package var failing: Set<String> { Self.shortcomings.union(fault?.breaks ?? []) }

    /// What Chancery measures to see that it sees: a sound server, and one with faults of several kinds that need few
    /// connections and hide neither one another nor what the sound one lacks.
    package static let selfCheck = [
        Specimen(host: "known-good.laboratory.example", number: 250),
        Specimen(
            host: "known-bad.laboratory.example",
            number: 251,
            fault: .together("known-bad", "everything that the self-check looks for", Fault.selfCheck)
        ),
    ]
}

extension Fault {
    /// A certificate that ran out and is for another host, old versions, keys without forward secrecy, bare pages.
    package static let selfCheck = [expired, wrongName, staticRSAOffered, oldVersions, barePages]
}
