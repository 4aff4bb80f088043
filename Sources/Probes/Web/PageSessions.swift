// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import Synchronization

/// The sessions over which pages came, kept from the visits to an endpoint's addresses until the endpoint itself is asked.
package final class PageSessions: Sendable {
    private let kept: Mutex<[String: [IPAddress: TLSSession]]> = Mutex([:])

    /// More endpoints than are visited side by side; visits that were given up leave theirs behind.
    private static let most = 512

    package init() {}

    func keep(_ session: TLSSession?, of endpoint: Endpoint, at address: IPAddress) {
        guard let session else { return }
        kept.withLock { kept in
            if kept.count >= Self.most, kept[endpoint.id] == nil { kept = [:] }
            kept[endpoint.id, default: [:]][address] = session
        }
    }

    /// By address; all of the endpoint's are gone afterwards.
    func take(_ endpoint: Endpoint) -> [IPAddress: TLSSession] {
        kept.withLock { $0.removeValue(forKey: endpoint.id) ?? [:] }
    }
}
