// SPDX-License-Identifier: Apache-2.0

/// Checks on portals of shared data.
package enum DataChecks {
    package static let all: [any Check.Type] = [
        MetadataMissing.self,
        LicenceMissing.self,
        DataStale.self,
    ]
}
