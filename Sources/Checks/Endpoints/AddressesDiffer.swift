// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model

/// Fails where the addresses of one endpoint answer differently, so that luck decides what a visitor gets.
package struct AddressesDiffer: Check {
    package static let identity = CheckIdentity(
        id: "endpoint.addresses-differ",
        title: "The addresses of the endpoint differ",
        measures:
            "Versions, suites, groups and leaf certificates (key and names) on each address, lists "
            + "compared without their order.",
        scope: .endpoint,
        levels: ["differ"],
        references: ["NIST SP 800-53r5 CM-2", "NIST SP 800-53r5 CM-6"],
        remedy: "Roll one configuration out to every address of the endpoint."
    )

    /// What the verdict rests on.
    package struct Input: Hashable, Sendable {
        package let addresses: Int
        /// In words, one a topic.
        package let differences: [String]
        /// Why the rest could not be compared.
        package let doubt: Unestablished?

        init(_ profiles: [AddressProfile]) {
            addresses = profiles.count
            let topics = Set(profiles.flatMap(\.answers.keys)).sorted()
            differences = topics.compactMap { Self.difference(in: $0, of: profiles) }
            doubt = profiles.flatMap(\.doubts).foremost
        }

        /// Nil where every address that says anything of a topic says the same.
        private static func difference(in topic: String, of profiles: [AddressProfile]) -> String? {
            let answers = profiles.compactMap { profile in
                profile.answers[topic].map { (address: profile.address, answer: $0) }
            }
            guard Set(answers.map(\.answer)).count > 1 else { return nil }
            return "\(topic): " + answers.map { "\($0.answer) on \($0.address)" }.listed(atMost: 4)
        }
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let addresses = evidence.addresses(of: subject.name)
        guard !addresses.isEmpty else {
            throw evidence.reason(Question(Reachability.self), of: subject)
                ?? Unestablished(phase: .resolve, reason: "no address was measured")
        }
        return Input(addresses.map { AddressProfile(of: $0, in: evidence) })
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        guard input.addresses > 1 else { return .notApplicable(because: "the endpoint has one address") }
        guard input.differences.isEmpty else {
            return .fail(
                level: "differ",
                seen: input.differences.listed(separator: "; "),
                expected: "no difference"
            )
        }
        if let doubt = input.doubt { return .withheld(because: doubt) }
        return .pass
    }
}
