// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong with a server, planted into the blueprint of a sound one.
///
/// What planting it adds to the findings and takes from them stands in `Tests/Fixtures/laboratory/faults.txt`.
package struct Fault: Sendable {
    /// Stable, in kebab case.
    package let id: String
    /// What is wrong, in a few words.
    package let title: String
    /// Ids of the checks that fail because of it and do not fail on a sound server.
    package let breaks: Set<String>
    let plant: @Sendable (inout Blueprint) -> Void

    init(
        _ id: String,
        _ title: String,
        breaks: Set<String> = [],
        plant: @escaping @Sendable (inout Blueprint) -> Void
    ) {
        self.id = id
        self.title = title
        self.breaks = breaks
        self.plant = plant
    }

    /// All of some faults at once on one server, planted in their order; only for faults that do not hide one another.
    package static func together(_ id: String, _ title: String, _ faults: [Fault]) -> Fault {
        Fault(id, title, breaks: faults.reduce(into: []) { $0.formUnion($1.breaks) }) { blueprint in
            for fault in faults { fault.plant(&blueprint) }
        }
    }

    /// Every fault that stands by itself; a shared key needs a second server: `sharedKey(with:)`.
    package static let all = versionFaults + suiteFaults + certificateFaults + webFaults + conductFaults
}

extension Fault: Hashable {
    package static func == (left: Fault, right: Fault) -> Bool { left.id == right.id }

    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
