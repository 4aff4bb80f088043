// SPDX-License-Identifier: Apache-2.0
package import Facts

/// How much of things of one kind lies with whom: each thing counts one, in equal parts for its networks.
package struct NetworkShares: Hashable, Sendable {
    /// `endpoints`, in words.
    package let kind: String
    package private(set) var things = 0
    /// Of things whose networks are not known.
    package private(set) var unknown = 0
    private var parts: [String: Double] = [:]

    package init(kind: String) { self.kind = kind }

    /// - Parameter networks: of one thing; empty where they are not known.
    package mutating func add(_ networks: Set<AddressNetwork.Network>) {
        things += 1
        guard !networks.isEmpty else {
            unknown += 1
            return
        }
        for network in networks { parts[Self.holder(network), default: 0] += 1 / Double(networks.count) }
    }

    /// The organisation with its country, or the number of the network where it has no name.
    static func holder(_ network: AddressNetwork.Network) -> String {
        let country = network.country.map { " (\($0))" } ?? ""
        return (network.organisation ?? "AS\(network.number)") + country
    }

    /// By weight, then by name; text from the operator's file.
    package var holders: [(name: String, part: Double)] {
        parts.map { ($0.key, $0.value) }.sorted { ($1.part, $0.name) < ($0.part, $1.name) }
    }

    /// The Herfindahl-Hirschman index, 0…1: at least this, whoever holds what is not known.
    package var leastIndex: Double { index.least }

    /// The same if the greatest held all that is not known.
    var mostIndex: Double { index.most }

    private var index: ConcentrationIndex {
        ConcentrationIndex(parts: holders.map(\.part), unknown: Double(unknown), of: Double(things))
    }

    var isSingle: Bool { unknown == 0 && parts.count == 1 }

    /// `endpoints: 75 % with Example Hosting (NL), 25 % with AS64496; index 0.63`.
    var words: String {
        let list = holders.map {
            "\(Int(($0.part * 100 / Double(max(1, things))).rounded())) % with \($0.name)"
        }
        let missing = unknown == 0 ? "" : "; \(unknown) of \(things) not known"
        let index = Double(Int((leastIndex * 100).rounded())) / 100
        return "\(kind): \(list.listed(atMost: 4)); index \(index)\(missing)"
    }
}
