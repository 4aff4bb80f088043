// SPDX-License-Identifier: Apache-2.0
import Facts
package import Foundation
package import Model

/// Fails where a served chain is out of order or carries certificates that nobody needs.
package struct ChainDisordered: ChainCheck {
    package static let identity = CheckIdentity(
        id: "certificate.chain-disordered",
        title: "The certificate chain is out of order",
        measures:
            "Whether each certificate certifies one before it, and how many are of no use: doubles, strays, the anchor.",
        scope: .address,
        levels: ["anchor", "duplicate", "extra", "disordered"],
        references: ["RFC 5246 §7.4.2", "RFC 8446 §4.4.2"],
        remedy:
            "Serve the leaf certificate, then each issuer in turn, without the root."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func judge(chain served: ServedChain, at now: Date) throws(Unestablished) -> Verdict {
        let order = try served.order()
        let chain = try served.chain()
        func names(_ positions: [Int]) -> String {
            positions.compactMap { position in
                chain.certificates.indices.contains(position) ? chain.certificates[position].subject : nil
            }
            .listed(atMost: 4)
        }
        if !order.isOrdered {
            return .fail(
                level: "disordered",
                seen: names(Array(chain.certificates.indices)),
                expected: "each certificate after the one that it certifies"
            )
        }
        if !order.extra.isEmpty {
            return .fail(level: "extra", seen: names(order.extra), expected: "only the path to the root")
        }
        if !order.duplicates.isEmpty {
            return .fail(level: "duplicate", seen: names(order.duplicates), expected: "each certificate once")
        }
        if !order.anchors.isEmpty {
            return .fail(level: "anchor", seen: names(order.anchors), expected: "the root left out")
        }
        return .pass
    }
}
