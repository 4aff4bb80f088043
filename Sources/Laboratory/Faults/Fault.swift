// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with a server, planted into the blueprint of a sound one.
///
/// What planting it adds to the findings and takes from them stands in `Tests/Fixtures/laboratory/faults.txt`.
package struct Fault: Sendable {
    /// Stable, in kebab case.
    package let id: String
    /// What is wrong, in a few words.
    package let title: String
    let plant: @Sendable (inout Blueprint) -> Void

    init(_ id: String, _ title: String, plant: @escaping @Sendable (inout Blueprint) -> Void) {
        self.id = id
        self.title = title
        self.plant = plant
    }

    /// Every fault that stands by itself; a shared key needs a second server: `sharedKey(with:)`.
    package static let all = versionFaults + suiteFaults + certificateFaults + webFaults + conductFaults
}

extension Fault: Hashable {
    package static func == (left: Fault, right: Fault) -> Bool { left.id == right.id }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
