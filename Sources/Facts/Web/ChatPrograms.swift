// SPDX-License-Identifier: Apache-2.0

/// Programs for chats that the page at `/` embeds, as far as its markup shows them.
package struct ChatPrograms: Fact {
    package static let kind = FactKind("web.chat", version: 1)

    package struct Program: Codable, Hashable, Sendable {
        package let name: String
        /// Nil where staff may answer as well.
        package let isMachine: Bool?

        package init(name: String, isMachine: Bool?) {
            self.name = name
            self.isMachine = isMachine
        }
    }

    /// Of those that are known; sorted by name.
    package let programs: [Program]
    /// Phrases of the page that say that a machine answers; sorted.
    package let disclosures: [String]
    /// Scripts whose content was not read, which may add such a program.
    package let unreadScripts: Int
    /// Why there may be more; nil where all of the page was read.
    package let gap: String?

    package init(
        programs: [Program] = [],
        disclosures: [String] = [],
        unreadScripts: Int = 0,
        gap: String? = nil
    ) {
        self.programs = Array(Set(programs)).sorted { $0.name < $1.name }
        self.disclosures = disclosures.sorted()
        self.unreadScripts = unreadScripts
        self.gap = gap
    }
}
