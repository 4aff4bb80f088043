// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Model

/// What signed objects say of who may announce which prefixes (validated ROA payloads, RFC 6811 §2).
package struct RouteOriginTable: Sendable {
    package struct Payload: Hashable, Sendable {
        package let maximumLength: UInt8
        /// 0 authorises nobody (RFC 6483 §4).
        package let origin: UInt32

        package init(maximumLength: UInt8, origin: UInt32) {
            self.maximumLength = maximumLength
            self.origin = origin
        }
    }

    /// RFC 6811 §2.
    package enum State: String, Sendable {
        case valid, invalid
        case notFound = "not-found"
    }

    private let payloads: PrefixMap<Payload>
    /// When the payloads were gathered, by their own words; nil where they do not say.
    package let gathered: Date?

    package init(_ payloads: [(prefix: IPPrefix, value: Payload)], gathered: Date? = nil) {
        self.payloads = PrefixMap(payloads)
        self.gathered = gathered
    }

    package var count: Int { payloads.count }

    /// What the payloads say of a route.
    package func state(of prefix: IPPrefix, from origin: UInt32) -> State {
        let covering = payloads.covering(prefix)
        guard !covering.isEmpty else { return .notFound }
        let isMatched = covering.contains {
            $0.value.origin == origin && origin != 0 && prefix.length <= $0.value.maximumLength
        }
        return isMatched ? .valid : .invalid
    }

    /// The payloads that cover a prefix, as `192.0.2.0/24-24 AS64496`; the longest first.
    package func words(covering prefix: IPPrefix) -> [String] {
        payloads.covering(prefix).map { "\($0.prefix)-\($0.value.maximumLength) AS\($0.value.origin)" }
    }
}

/// Why a file of an operator cannot be used as a whole: a part of it would give wrong answers.
package struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
