// SPDX-License-Identifier: Apache-2.0
internal import Model

/// Which names that may be taken for a domain are in use, by DNS alone.
package struct LookAlikeNames: Fact {
    package static let kind = FactKind("names.look-alikes", version: 1)

    package struct Hit: Codable, Hashable, Sendable {
        /// As DNS has it, in lower case.
        package let name: String
        /// In Unicode, as a reader sees it.
        package let shown: String
        /// By which change it comes from the domain: `homoglyph`.
        package let change: String
        /// Of `MX`, `A`, `AAAA` and `NS`, in this order; no `MX` that refuses mail (RFC 7505).
        package let records: [String]

        package init(name: String, shown: String, change: String, records: Set<String>) {
            self.name = name
            self.shown = shown
            self.change = change
            self.records = Self.types.filter(records.contains)
        }

        private static let types = ["MX", "A", "AAAA", "NS"]

        package var takesMail: Bool { records.contains("MX") }
        package var hasAddress: Bool { records.contains("A") || records.contains("AAAA") }

        fileprivate var rank: String { "\(takesMail ? 0 : 1)\(hasAddress ? 0 : 1) \(name)" }
    }

    /// Names kept that could not be asked about.
    package static let mostUnanswered = 64

    /// All names that there would be.
    package let generated: Int
    /// How many of them were asked about, the likeliest.
    package let asked: Int
    /// Those that exist; with mail first, then with an address, then by name.
    package let hits: [Hit]
    /// Names that exist as every name beside them does, which says nothing.
    package let wildcards: Int
    /// Sorted, at most 64.
    package let unanswered: [String]
    package let unansweredCount: Int

    package init(generated: Int, asked: Int, hits: [Hit], wildcards: Int = 0, unanswered: [String] = []) {
        self.generated = generated
        self.asked = asked
        self.hits = hits.sorted { $0.rank < $1.rank }
        self.wildcards = wildcards
        self.unanswered = Array(unanswered.sorted().prefix(Self.mostUnanswered))
        unansweredCount = unanswered.count
    }
}
