// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model
internal import TLSWire

/// How heavy a page is, in bytes and in origins, as far as that is known.
package struct PageLoad: Hashable, Sendable {
    /// What is known to be needed.
    package let least: Int
    /// With all that may be; nil where something was not measured.
    package let most: Int?
    /// Origins that are met one after the other: the page's, one more where what it names lies elsewhere, one more where what
    /// a style sheet imports lies elsewhere again.
    package let origins: Int
    /// Parts that every browser fetches, the page among them.
    package let requests: Int
    /// Of these, without known bytes.
    package let unmeasured: Int

    /// - Parameter isPaint: of what holds the first paint up alone.
    package init(_ weight: PageWeight, untilFirstPaint isPaint: Bool) {
        let parts = weight.parts.filter { !isPaint || $0.isBlocking }
        let needed = parts.filter(\.isCertain)
        least = needed.reduce(0) { Self.sum($0, $1.wire ?? 0) }
        let whole = parts.reduce(0) { Self.sum($0, $1.wire ?? 0) }
        most = parts.contains { $0.gap != nil } || weight.gap != nil ? nil : whole
        var met: Set<String> = []
        var rounds = 0
        for level in 0...2 {
            let new = Set(needed.filter { $0.level == level }.map(\.origin)).subtracting(met)
            if !new.isEmpty { rounds += 1 }
            met.formUnion(new)
        }
        origins = max(1, rounds)
        requests = needed.count
        unmeasured = needed.filter { $0.wire == nil }.count
    }

    private static func sum(_ one: Int, _ other: Int) -> Int {
        let (sum, overflow) = one.addingReportingOverflow(max(0, other))
        return overflow ? .max : sum
    }
}

/// How long a page takes over a link.
package struct PageTime: Hashable, Sendable {
    /// Seconds, at least; what was not measured weighs nothing in it.
    package let least: Double
    /// With all that markup and style sheets name; nil where something was not measured.
    package let most: Double?

    /// - Parameter handshake: round trips of TLS at best and at worst.
    package init(_ load: PageLoad, over link: LinkProfile, handshake: ClosedRange<Int>) {
        least = LoadTime.seconds(
            of: load.least,
            over: link,
            origins: load.origins,
            handshake: handshake.lowerBound
        )
        most = load.most.map {
            LoadTime.seconds(of: $0, over: link, origins: load.origins, handshake: handshake.upperBound)
        }
    }

    /// Whether it keeps within seconds; nil where that is not known.
    package func keeps(within budget: Double) -> Bool? {
        if least > budget { return false }
        guard let most else { return nil }
        return most <= budget ? true : nil
    }
}

extension Evidence {
    /// The weight of an endpoint's page: as fetched with its parts, or else as markup tells at the first address that has one.
    package func weight(ofEndpoint id: String) throws(Unestablished) -> PageWeight {
        if let weighed = try? one(PageWeight.self, of: .endpoint(id)).fact { return weighed }
        var gap: Unestablished?
        for address in addresses(of: id) {
            do throws(Unestablished) {
                return try one(PageWeight.self, of: address).fact
            } catch {
                gap = gap ?? error
            }
        }
        throw gap ?? Unestablished(phase: .resolve, reason: "no address was measured")
    }

    /// Round trips of a handshake with a client of today: one where all addresses have TLS 1.3, two where none has.
    package func handshakeRounds(ofEndpoint id: String) -> ClosedRange<Int> {
        let version = ProtocolVersion.tls13.rawValue
        let offers = addresses(of: id).map { try? one(VersionOffer.self, version, of: $0).fact.isOffered }
        let isEverywhere = !offers.isEmpty && offers.allSatisfy { $0 == true }
        let isNowhere = !offers.isEmpty && offers.allSatisfy { $0 == false }
        return (isNowhere ? 2 : 1)...(isEverywhere ? 1 : 2)
    }
}
