// SPDX-License-Identifier: Apache-2.0
package import Model
package import Store

/// Divides endpoints so that no address is in two bunches: what is connected by shared addresses stays together.
package enum WorkDivision {
    /// - Parameter endpoints: ids with the addresses that each has now, in the order in which they are to be measured.
    /// - Returns: bunches in the order of the first of each; who has no address is alone.
    package static func bunches(of endpoints: [(id: String, addresses: [IPAddress])]) -> [WorkBunch] {
        // A forest: each points to one that came earlier and shares an address with it, or to itself.
        var roots = Array(endpoints.indices)
        func root(of index: Int) -> Int {
            var index = index
            while roots[index] != index {
                roots[index] = roots[roots[index]]
                index = roots[index]
            }
            return index
        }
        var firsts: [IPAddress: Int] = [:]
        for (index, endpoint) in endpoints.enumerated() {
            for address in endpoint.addresses {
                let (one, other) = (root(of: index), root(of: firsts[address, default: index]))
                roots[max(one, other)] = min(one, other)
                firsts[address] = min(one, other)
            }
        }
        let members = Dictionary(grouping: endpoints.indices) { root(of: $0) }
        return members.sorted { $0.key < $1.key }.map { _, indices in
            WorkBunch(
                endpoints: indices.map { endpoints[$0].id },
                addresses: Set(indices.flatMap { endpoints[$0].addresses })
            )
        }
    }
}
