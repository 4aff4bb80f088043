// SPDX-License-Identifier: Apache-2.0

/// The zone that a domain lies in, and the zone that delegates that one.
package struct ZoneCut: Fact {
    package static let kind = FactKind("names.zone", version: 1)

    /// The domain itself where it is a zone of its own.
    package let zone: String
    /// Nil where it was not found.
    package let parent: String?

    package init(zone: String, parent: String?) {
        self.zone = zone
        self.parent = parent
    }
}
