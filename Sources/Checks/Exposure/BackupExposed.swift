// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where copies of data or programs can be fetched.
package struct BackupExposed: WebCheck {
    package static let identity = CheckIdentity(
        id: "exposure.backup",
        title: "Backups lie open",
        measures:
            "Archives, dumps of databases and of memory, known by their content; asked for only with Exposure=.",
        scope: .endpoint,
        levels: ["archive", "dump"],
        references: ["CWE-530", "NIST SP 800-53r5 CP-9"],
        remedy: "Keep backups outside of what is published, encrypted."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        try view.verdict(
            on: .backup,
            levels: [("archive", [.zip, .gzip, .bzip2, .xz]), ("dump", [.sqlDump, .core])],
            expected: "none of the paths that were asked for"
        )
    }
}
