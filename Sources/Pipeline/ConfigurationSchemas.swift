// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Clients
internal import Inventory
internal import Risk
package import Settings
internal import Standards

/// Which sections and keys each file of a configuration folder may have, for the manual.
package enum ConfigurationSchemas {
    /// By what the files are called there; the files of the inventory share one schema.
    package static var all: [(files: String, schema: Schema)] {
        [
            ("inventory", ConfigurationReader.schema),
            ("risk-model.conf", RiskModelFile.schema(knownChecks: checks)),
            ("audience.conf", AudienceFile.schema),
            ("clients.conf", ClientFile.schema),
            ("links.conf", LinkFile.schema),
            ("grade.conf", GradeFile.schema),
            ("policies", PolicyFile.schema),
            ("remedies.conf", RemedyFile.schema),
        ]
    }

    /// The checks that have keys of their own in the risk model, and these.
    package static var thresholds: [String: [String]] {
        Dictionary(checks.filter { !$0.settings.isEmpty }.map { ($0.id, $0.settings) }) { first, _ in first }
    }

    private static var checks: [CheckDeclaration] { Catalog.all.map { CheckDeclaration($0.identity) } }
}
