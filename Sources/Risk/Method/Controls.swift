// SPDX-License-Identifier: Apache-2.0

/// A catalogue of controls that findings are mapped to; the raw value begins its keys in the model file.
package enum ControlCatalogue: String, Codable, Sendable, CaseIterable {
    case nist80053 = "NIST80053"
    case csf2 = "CSF2"
    case iso27001 = "ISO27001"
    case nis2 = "NIS2"
}

/// The controls that one check touches, by catalogue.
package struct Controls: Hashable, Sendable {
    /// Identifiers in the catalogue's own spelling: `SC-8(1)`, `PR.DS-02`, `8.24`, `h`.
    package let identifiers: [ControlCatalogue: [String]]

    package init(_ identifiers: [ControlCatalogue: [String]] = [:]) {
        self.identifiers = identifiers.filter { !$0.value.isEmpty }
    }

    package subscript(catalogue: ControlCatalogue) -> [String] { identifiers[catalogue] ?? [] }
}
