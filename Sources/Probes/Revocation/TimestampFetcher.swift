// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Model
internal import Resolver
internal import Transport

/// Asks a time-stamping authority over HTTP (RFC 3161 §3.4): one POST, at most 1 MiB of an answer, no redirect.
///
/// It phones out to a third party, so it is asked only where the operator names it. What it answers proves itself, so
/// plain HTTP serves as well.
package struct TimestampFetcher: Sendable {
    private let fetch: WebFetch

    package init(_ means: FetchMeans) { fetch = means.fetch() }

    /// What the authority at a URL answers to a query, unread.
    package func reply(to query: [UInt8], from url: String) async -> Result<[UInt8], Unestablished> {
        do throws(Unestablished) {
            let isPlain = url.hasPrefix("http://")
            guard let address = try? WebAddress(url, over: isPlain ? .http : .https) else {
                throw Unestablished(phase: .notMeasured, reason: "\(url) is no address of an authority")
            }
            let addresses = await fetch.resolve(address.host).addresses
            guard !addresses.isEmpty else {
                throw Unestablished(phase: .resolve, reason: "\(address.host) has no address", attempts: 1)
            }
            return .success(
                try await fetch.run(
                    WebFetch.Request(
                        address: address,
                        reach: NetworkReach(ofServersAt: addresses),
                        post: query,
                        limit: TimestampReply.longest,
                        postMedia: "application/timestamp-query",
                        media: "application/timestamp-reply",
                        mostRedirects: 0
                    )
                )
            )
        } catch {
            return .failure(error)
        }
    }
}
