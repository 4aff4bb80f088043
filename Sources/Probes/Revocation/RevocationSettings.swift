// SPDX-License-Identifier: Apache-2.0
package import Resolver
package import Transport

/// A proxy of HTTP that fetches go through; endpoints are never measured through one.
package struct FetchProxy: Hashable, Sendable, CustomStringConvertible {
    /// A name, or an address without brackets.
    package let host: String
    package let port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// What is fetched from the authorities of served certificates, and how much of it.
package struct RevocationSettings: Hashable, Sendable {
    package var asksResponders: Bool
    package var fetchesLists: Bool
    /// Of one list, in bytes.
    package var maximumListBytes: Int
    /// For one fetch with its redirects, from its first packet on.
    package var deadline: Duration
    /// Nil where hosts are asked straight.
    package var proxy: FetchProxy?

    package init(
        asksResponders: Bool = false,
        fetchesLists: Bool = false,
        maximumListBytes: Int = 20 << 20,
        deadline: Duration = .seconds(60),
        proxy: FetchProxy? = nil
    ) {
        self.asksResponders = asksResponders
        self.fetchesLists = fetchesLists
        self.maximumListBytes = maximumListBytes
        self.deadline = deadline
        self.proxy = proxy
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
