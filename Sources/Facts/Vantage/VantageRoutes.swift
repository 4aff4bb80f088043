// SPDX-License-Identifier: Apache-2.0

/// Whether the kernel of the vantage has a way to the internet, by family; no packet tells it.
package struct VantageRoutes: Fact {
    package static let kind = FactKind("vantage.routes", version: 1)

    package let ipv4: Bool
    package let ipv6: Bool

    package init(ipv4: Bool, ipv6: Bool) {
        self.ipv4 = ipv4
        self.ipv6 = ipv6
    }
}
