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
        /// Nil where the server gave none.
        var session: TLSSession?
        /// Whole answers to what was asked beside the page, by path.
        var beside: [String: WebTalk.Reply] = [:]
        /// Requests that the visit made, those among them.
        var requests: Int
    }

    private let kept: Mutex<[String: [IPAddress: Remains]]> = Mutex([:])

    /// More endpoints than are visited side by side; visits that were given up leave theirs behind.
    private static let most = 512

    package init() {}

    /// - Parameters:
    ///   - looks: nil where no page was asked for.
    ///   - requests: that the visit made.
    func keep(_ looks: PageLooks?, after requests: Int, of endpoint: Endpoint, at address: IPAddress) {
        guard let looks else { return }
        kept.withLock { kept in
            if kept.count >= Self.most, kept[endpoint.id] == nil { kept = [:] }
            kept[endpoint.id, default: [:]][address] = Remains(
                session: looks.session?.session,
                beside: looks.beside,
                requests: requests
            )
        }
    }

    /// By address; all of the endpoint's are gone afterwards.
    func take(_ endpoint: Endpoint) -> [IPAddress: Remains] {
        kept.withLock { $0.removeValue(forKey: endpoint.id) ?? [:] }
    }
}
