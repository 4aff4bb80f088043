// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Probes

struct PageErrandTests {
    /// By hand: twelve, less four for the endpoint.
    @Test(arguments: [
        (1, [5]), (2, [4, 4]), (3, [4, 2, 2]), (4, [4, 2, 1, 1]), (5, [4, 1, 1, 1, 1]),
        (7, [4, 1, 1, 1, 1, 0, 0]),
    ])
    func sharesAddUp(_ addresses: Int, _ shares: [Int]) {
        let given = (0..<addresses).map { PageErrand.share(of: $0, among: addresses) }
        #expect(given == shares)
    }

    @Test func theEndpointKeepsFour() {
        for addresses in 1...200 {
            let given = (0..<addresses).map { PageErrand.share(of: $0, among: addresses) }
            #expect(given.reduce(0, +) <= PageErrand.mostRequests - 4)
            #expect(given.allSatisfy { $0 >= 0 })
            // The page behind two redirects can be reached somewhere.
            #expect(given[0] >= 4)
        }
    }
}
