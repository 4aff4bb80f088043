// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where text goes over the wire as it is, though the client takes gzip.
package struct PageUncompressed: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.page-uncompressed",
        title: "Text of the page is not compressed",
        measures:
            "The page at /, and with PageCost=yes its style sheets and scripts on listed hosts, of Bytes= or more that come "
            + "without content coding to a client that takes gzip.",
        scope: .endpoint,
        levels: ["uncompressed"],
        references: ["RFC 9110 §8.4", "RFC 9110 §12.5.3", "Mungai & Onyango 2024"],
        remedy:
            "Let the server compress text (gzip or Brotli). Where answers carry secrets beside what a request may set, see "
            + "attack.breach; static files never do.",
        settings: ["Bytes"]
    )

    private let bytes: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        bytes = try settings.integer("Bytes", in: 1...100_000_000)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (_, weight) = try view.weighed(or: .conference)
        let plain = weight.parts.filter { part in
            part.isText && part.isCompressed == false && (part.wire ?? 0) >= bytes
        }
        guard !plain.isEmpty else {
            guard weight.page?.isCompressed != nil else {
                throw Unestablished(phase: .reply, reason: "the page itself was not weighed", attempts: 1)
            }
            return .pass
        }
        let named = plain.map { "\($0.address) (\(($0.wire ?? 0).kilobytes))" }
        return .fail(
            level: "uncompressed",
            seen: named.listed(atMost: 6),
            expected: "Content-Encoding: gzip or br from \(bytes) bytes on"
        )
    }
}
