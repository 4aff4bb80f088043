// SPDX-License-Identifier: Apache-2.0

/// What a browser fetches for the page at `/` by its markup and its style sheets, and how heavy it is.
///
/// Of an address, only the page itself has bytes; of an endpoint whose owner lets its parts be fetched, they have, too.
package struct PageWeight: Fact {
    package static let kind = FactKind("web.weight", version: 1)

    package struct Part: Codable, Hashable, Sendable {
        /// Without its query.
        package let address: String
        /// `https://host:port`.
        package let origin: String
        /// `page`, `style`, `script`, `picture`, `font`, `frame`, `media` or `other`.
        package let use: String
        /// Whether nothing is painted before it is there.
        package let isBlocking: Bool
        /// Whether every browser fetches it.
        package let isCertain: Bool
        /// 0 for the page, 1 for what it names, 2 for what a style sheet of it names.
        package let level: Int
        /// Bytes of its content over the wire, with content coding; nil where that was not measured.
        package let wire: Int?
        /// Without content coding.
        package let decoded: Int?
        package let isCompressed: Bool?
        /// Whether caches may keep it and know how long it is good, or how to ask (RFC 9111 §4.2, §4.3).
        package let isReusable: Bool?
        /// Why there is nothing measured, or not all; nil where it is.
        package let gap: String?

        package init(
            address: String,
            origin: String,
            use: String,
            isBlocking: Bool = false,
            isCertain: Bool = true,
            level: Int = 1,
            wire: Int? = nil,
            decoded: Int? = nil,
            isCompressed: Bool? = nil,
            isReusable: Bool? = nil,
            gap: String? = nil
        ) {
            self.address = address
            self.origin = origin
            self.use = use
            self.isBlocking = isBlocking
            self.isCertain = isCertain
            self.level = level
            self.wire = wire
            self.decoded = decoded
            self.isCompressed = isCompressed
            self.isReusable = isReusable
            self.gap = gap
        }
    }

    /// The page first, then by level and address.
    package let parts: [Part]
    /// Why there may be more; nil where markup and style sheets were read whole.
    package let gap: String?

    /// Of parts.
    package static let most = 256
    /// Why an address's parts have no bytes.
    package static let unasked = "not fetched without PageCost="

    package init(parts: [Part], gap: String? = nil) {
        let sorted = Set(parts).sorted { Self.key($0) < Self.key($1) }
        self.parts = Array(sorted.prefix(Self.most))
        self.gap = sorted.count > Self.most ? gap ?? "it has more than \(Self.most) parts" : gap
    }

    private static func key(_ part: Part) -> (Int, Int, String, String) {
        (part.level, part.isBlocking ? 0 : 1, part.address, part.use)
    }

    /// Nil without one, which no probe leaves out.
    package var page: Part? { parts.first { $0.level == 0 } }

    /// Bytes as a page is told to have: in whole blocks of 256, rounded down, so that a nonce does not change them.
    package static func steady(_ bytes: Int) -> Int { bytes < 256 ? bytes : bytes / 256 * 256 }
}
