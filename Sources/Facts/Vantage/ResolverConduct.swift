// SPDX-License-Identifier: Apache-2.0
package import Model

/// How the resolver answers where the right answer is known: names that do not exist, keys of the root, and
/// a name whose signatures are known to be broken.
package struct ResolverConduct: Fact {
    package static let kind = FactKind("vantage.resolver", version: 1)

    package enum Validation: String, Codable, Sendable {
        /// Signatures come along, and were found to be right.
        case possible
        /// Signatures do not come along, so nothing is validated.
        case stripped
    }

    /// Given for names that do not exist; sorted, at most eight.
    package let inventedAddresses: [IPAddress]
    /// Whether names that do not exist have texts, too.
    package let inventsTexts: Bool
    package let validation: Validation
    /// Whether the name known to be bogus has no answer; nil where none is known, or nothing was said of it.
    package let refusesBogus: Bool?

    package init(
        inventedAddresses: some Sequence<IPAddress>,
        inventsTexts: Bool,
        validation: Validation,
        refusesBogus: Bool?
    ) {
        self.inventedAddresses = Array(Set(inventedAddresses).sorted().prefix(8))
        self.inventsTexts = inventsTexts
        self.validation = validation
        self.refusesBogus = refusesBogus
    }

    package var isHonest: Bool { inventedAddresses.isEmpty && !inventsTexts }
}
