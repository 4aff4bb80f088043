// SPDX-License-Identifier: Apache-2.0
internal import Model

/// What the visit to one address may ask for of pages: its share of the requests that an endpoint gets.
package struct PageErrand: Hashable, Sendable {
    /// Asked for over the connection of the page for the endpoint as a whole, which they are counted for.
    let paths: [String]
    /// Requests that are the address's own.
    let requests: Int

    package static let none = PageErrand(paths: [], requests: mostOfOne)

    /// Of all requests to an endpoint in one visit.
    static let mostRequests = 12
    /// What stays for what is asked of the endpoint once; what addresses leave over comes to it.
    private static let reserve = 4
    /// The page, the page for a foreign origin, two redirects, and a session that is taken up again.
    private static let mostOfOne = 5
    /// The same without a session, for the first of many: pages are judged by what it shows, so it must get there.
    private static let leastOfFirst = 4

    /// The share of an address by its place among all; none is left for those beyond the fifth.
    static func share(of place: Int, among addresses: Int) -> Int {
        let all = mostRequests - reserve
        guard addresses > 2 else { return min(mostOfOne, all / max(1, addresses)) }
        guard place > 0 else { return leastOfFirst }
        let others = addresses - 1
        let left = all - leastOfFirst
        return left / others + (place <= left % others ? 1 : 0)
    }

    /// Why something is not asked for any more.
    static let isSpent = Unestablished(
        phase: .notMeasured,
        reason: "enough was asked of this endpoint for one visit"
    )
}

/// How many requests may still be made.
actor WebAllowance {
    private(set) var left: Int

    init(_ left: Int) { self.left = left }

    /// False where none is left.
    func take() -> Bool { take(1) == 1 }

    /// How many of so many may be made.
    func take(_ count: Int) -> Int {
        let granted = min(count, left)
        left -= granted
        return granted
    }

    /// For those that were granted and not made.
    func giveBack(_ count: Int) { left += count }
}
