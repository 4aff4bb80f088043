// SPDX-License-Identifier: Apache-2.0

/// The store's own size.
package struct StoreStatistics: Hashable, Codable, Sendable {
    package let schemaVersion: Int
    package let bytes: Int64
    package let cycles: Int
    package let measurements: Int
    package let facts: Int
    package let findings: Int
    package let transitions: Int

    package init(
        schemaVersion: Int,
        bytes: Int64,
        cycles: Int,
        measurements: Int,
        facts: Int,
        findings: Int,
        transitions: Int
    ) {
        self.schemaVersion = schemaVersion
        self.bytes = bytes
        self.cycles = cycles
        self.measurements = measurements
        self.facts = facts
        self.findings = findings
        self.transitions = transitions
    }
}
