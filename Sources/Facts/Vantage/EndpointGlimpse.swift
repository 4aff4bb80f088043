// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// What one endpoint looks like at one light look: its name resolved, one handshake an address, its page once.
package struct EndpointGlimpse: Codable, Hashable, Sendable {
    /// What became of the name.
    package struct Names: Codable, Hashable, Sendable {
        package enum Outcome: String, Codable, Sendable {
            /// It resolved.
            case found
            /// The configuration says the addresses, or the host is one.
            case given
            /// There is no such name, or it has no address.
            case absent
            /// The resolver said nothing.
            case failed
        }

        package let outcome: Outcome
        /// Sorted.
        package let addresses: [IPAddress]
        /// In words; nil where there are addresses.
        package let reason: String?

        package init(_ outcome: Outcome, _ addresses: [IPAddress], reason: String? = nil) {
            self.outcome = outcome
            self.addresses = addresses
            self.reason = reason
        }
    }

    /// What came of the handshake with one address.
    package struct Handshake: Codable, Hashable, Sendable {
        package let address: IPAddress
        /// SHA-256 of the certificate's public key; nil without one.
        package let key: String?
        package let issuer: String?
        /// By the vantage's own store.
        package let trust: ChainTrust.Outcome?
        /// Why there was none; nil where there was.
        package let gap: Unestablished?

        package init(
            _ address: IPAddress,
            key: String? = nil,
            issuer: String? = nil,
            trust: ChainTrust.Outcome? = nil,
            gap: Unestablished? = nil
        ) {
            self.address = address
            self.key = key
            self.issuer = issuer
            self.trust = trust
            self.gap = gap
        }
    }

    /// What is served at `/`, past redirects that stay on the address.
    package struct Page: Codable, Hashable, Sendable {
        package let status: Int
        /// Where the last answer is, or leads to.
        package let host: String
        /// SHA-256 of its content.
        package let digest: String
        package let title: String?
        /// What marks it as a riddle for robots; nil where nothing does.
        package let challenge: String?

        package init(status: Int, host: String, digest: String, title: String?, challenge: String? = nil) {
            self.status = status
            self.host = host
            self.digest = digest
            self.title = title
            self.challenge = challenge
        }
    }

    /// Its id in the inventory, or `host:port` of one that was named.
    package let endpoint: String
    package let host: String
    package let port: UInt16
    package let service: Service
    /// When the look ended.
    package let seen: Date
    package let names: Names
    /// Sorted by address.
    package let handshakes: [Handshake]
    /// Nil for other services than https, and where none was seen.
    package let page: Page?
    /// Why there is no page; nil where there is, and for other services.
    package let gap: Unestablished?

    package init(
        of endpoint: Endpoint,
        seen: Date,
        names: Names,
        handshakes: [Handshake] = [],
        page: Page? = nil,
        gap: Unestablished? = nil
    ) {
        self.endpoint = endpoint.id
        host = endpoint.host
        port = endpoint.port
        service = endpoint.service
        self.seen = seen
        self.names = names
        self.handshakes = handshakes.sorted { $0.address < $1.address }
        self.page = page
        self.gap = gap
    }

    /// Whether any address shook hands.
    package var isReached: Bool { handshakes.contains { $0.gap == nil } }
}

extension Estate {
    /// The endpoint that a look is about: by id, or by host, port and service; nil where none is listed.
    package func endpoint(seenIn glimpse: EndpointGlimpse) -> Endpoint? {
        let alike = endpoints.filter {
            $0.host.lowercased() == glimpse.host.lowercased() && $0.port == glimpse.port
                && $0.service == glimpse.service
        }
        return alike.first { $0.id == glimpse.endpoint } ?? alike.first
    }
}
