// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import Synchronization
internal import Transport

/// What connections to the page at `/` left, kept from the visits to an endpoint's addresses until the endpoint itself is
/// asked.
package final class PageRemains: Sendable {
    /// Of one address.
    struct Remains: Sendable {
        /// How many requests were made, but for those whose answers are kept here.
        var requests = 0
        /// Nil where the server gave none.
        var session: TLSSession?
        /// Whole answers to what was asked beside the page, by path.
        var beside: [String: WebTalk.Reply] = [:]
    }

    private let kept: Mutex<[String: [IPAddress: Remains]]> = Mutex([:])

    /// More endpoints than are visited side by side; visits that were given up leave theirs behind.
    private static let most = 512

    package init() {}

    /// - Parameter looks: nil where no page was asked for.
    func keep(_ looks: PageLooks?, requests: Int, of endpoint: Endpoint, at address: IPAddress) {
        guard endpoint.service == .https else { return }
        kept.withLock { kept in
            if kept.count >= Self.most, kept[endpoint.id] == nil { kept = [:] }
            kept[endpoint.id, default: [:]][address] = Remains(
                requests: requests,
                session: looks?.session?.session,
                beside: looks?.beside ?? [:]
            )
        }
    }

    /// By address; all of the endpoint's are gone afterwards.
    func take(_ endpoint: Endpoint) -> [IPAddress: Remains] {
        kept.withLock { $0.removeValue(forKey: endpoint.id) ?? [:] }
    }
}
