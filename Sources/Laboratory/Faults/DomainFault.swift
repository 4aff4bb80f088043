// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with a domain, planted into the blueprint of a sound one.
///
/// What planting it adds to the findings and takes from them stands in `Tests/Fixtures/laboratory/domain-faults.txt`.
package struct DomainFault: Sendable {
    /// Stable, in kebab case.
    package let id: String
    /// What is wrong, in a few words.
    package let title: String
    let plant: @Sendable (inout DomainBlueprint) -> Void

    init(_ id: String, _ title: String, plant: @escaping @Sendable (inout DomainBlueprint) -> Void) {
        self.id = id
        self.title = title
        self.plant = plant
    }

    package static let all = signingFaults + serverFaults + recordFaults + mailFaults
}

extension DomainFault: Hashable {
    package static func == (left: DomainFault, right: DomainFault) -> Bool { left.id == right.id }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
