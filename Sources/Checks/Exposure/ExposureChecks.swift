// SPDX-License-Identifier: Apache-2.0

/// Checks on what lies open that should not; only for endpoints whose owner lets it be asked for.
package enum ExposureChecks {
    package static let all: [any Check.Type] = [
        RepositoryExposed.self,
        SecretsExposed.self,
        BackupExposed.self,
        StatusPageOpen.self,
        DirectoryListed.self,
        SourceMapServed.self,
        DocumentMetadataLeft.self,
    ]
}
