// SPDX-License-Identifier: Apache-2.0
package import Crypto
internal import Model
package import Resolver
package import Transport

/// With what documents are fetched that are not the estate's own: each host as sparingly as endpoints are asked.
package struct FetchMeans: Sendable {
    package let dialer: Dialer
    let resolve: @Sendable (String) async -> Resolution
    private var proxy: FetchProxy?
    private let trust: TrustStore
    private let introduction: ClientIntroduction
    private let limits: DialogueLimits
    private let deadline: Duration

    /// - Parameters:
    ///   - proxy: nil where hosts are asked straight.
    ///   - trust: the anchors for https.
    ///   - deadline: of one document with its redirects.
    package init(
        dialer: Dialer,
        proxy: FetchProxy?,
        trust: TrustStore,
        introduction: ClientIntroduction,
        limits: DialogueLimits,
        deadline: Duration = .seconds(30),
        resolve: @escaping @Sendable (String) async -> Resolution
    ) {
        self.dialer = dialer
        self.proxy = proxy
        self.trust = trust
        self.introduction = introduction
        self.limits = limits
        self.deadline = deadline
        self.resolve = resolve
    }

    /// Without a proxy.
    package var straight: FetchMeans {
        var means = self
        means.proxy = nil
        return means
    }

    /// With a pace of its own.
    func fetch() -> WebFetch {
        WebFetch(
            dialer: dialer,
            proxy: proxy,
            resolve: resolve,
            courtesy: AddressBudget(),
            userAgent: introduction.userAgent,
            limits: limits,
            deadline: deadline,
            trust: trust
        )
    }
}
