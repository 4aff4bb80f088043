// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Says which endpoints could not be looked at; it never fails, for silence proves nothing about the peer.
package struct EndpointUnreachable: Check {
    package static let identity = CheckIdentity(
        id: "endpoint.unreachable",
        title: "The endpoint could not be reached",
        measures: "Whether every address of the endpoint answered a TLS hello, or said that it has no TLS.",
        scope: .endpoint,
        levels: [],
        references: [],
        remedy:
            "Check that the endpoint is up, that the scanner's network may reach it, and that the "
            + "listed host and port are right."
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        /// An address that did not answer.
        package struct Silence: Hashable, Sendable {
            package let address: String
            package let reason: Unestablished

            package init(_ subject: Subject, _ reason: Unestablished) {
                address = subject.address?.description ?? subject.name
                self.reason = reason
            }
        }

        /// How many were tried.
        package let addresses: Int
        package let silent: [Silence]
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let addresses = evidence.addresses(of: subject.name)
        guard !addresses.isEmpty else {
            throw evidence.reason(Question(Reachability.self), of: subject)
                ?? Unestablished(phase: .resolve, reason: "no address was measured")
        }
        return Input(
            addresses: addresses.count,
            silent: addresses.compactMap { address in
                let reason = evidence.reason(Question(Reachability.self), of: address)
                guard let reason, reason.phase != .absent else { return nil }
                return Input.Silence(address, reason)
            }
        )
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard let worst = input.silent.map(\.reason).foremost else { return .pass }
        let addresses = input.silent.map(\.address).listed()
        return .withheld(
            because: Unestablished(
                phase: worst.phase,
                reason:
                    "\(input.silent.count) of \(input.addresses) addresses did not answer (\(addresses)): "
                    + worst.reason,
                attempts: worst.attempts
            )
        )
    }
}
