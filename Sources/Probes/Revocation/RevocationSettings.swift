// SPDX-License-Identifier: Apache-2.0
package import Resolver
package import Transport

/// What is fetched from the authorities of served certificates, and how much of it.
package struct RevocationSettings: Hashable, Sendable {
    package var asksResponders: Bool
    package var fetchesLists: Bool
    /// Of one list, in bytes.
    package var maximumListBytes: Int
    /// For one fetch with its redirects, from its first packet on.
    package var deadline: Duration

    package init(
        asksResponders: Bool = false,
        fetchesLists: Bool = false,
        maximumListBytes: Int = 20 << 20,
        deadline: Duration = .seconds(60)
    ) {
        self.asksResponders = asksResponders
        self.fetchesLists = fetchesLists
        self.maximumListBytes = maximumListBytes
        self.deadline = deadline
    }

    /// Nil where nothing is to be fetched.
    package func probe(
        dialer: Dialer,
        introduction: ClientIntroduction,
        limits: DialogueLimits,
        resolve: @escaping @Sendable (String) async -> Resolution
    ) -> RevocationProbe? {
        guard asksResponders || fetchesLists else { return nil }
        return RevocationProbe(
            dialer: dialer,
            settings: self,
            introduction: introduction,
            limits: limits,
            resolve: resolve
        )
    }
}
