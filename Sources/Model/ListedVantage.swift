// SPDX-License-Identifier: Apache-2.0

/// A place at a mission from which bundles of observations come.
package struct ListedVantage: Hashable, Codable, Sendable {
    /// The section name, which its bundles bear.
    package let id: String
    package let name: String?
    /// The id of the mission where it stands.
    package let mission: String
    /// The SubjectPublicKeyInfo (RFC 8410) of its Ed25519 key: DER in base64.
    package let publicKey: String
    /// The last day on which bundles with this key are taken; nil for no end.
    package let validUntil: CalendarDay?

    package init(
        id: String,
        name: String? = nil,
        mission: String,
        publicKey: String,
        validUntil: CalendarDay? = nil
    ) {
        self.id = id
        self.name = name
        self.mission = mission
        self.publicKey = publicKey
        self.validUntil = validUntil
    }
}

extension Estate {
    package func vantage(_ id: String) -> ListedVantage? { vantages.first { $0.id == id } }

    /// Those at the missions of a region, in file order.
    package func vantages(in region: String) -> [ListedVantage] {
        vantages.filter { mission($0.mission)?.region == region }
    }
}
