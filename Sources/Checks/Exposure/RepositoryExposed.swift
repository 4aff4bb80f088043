// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where the history of what is published can be read.
package struct RepositoryExposed: WebCheck {
    package static let identity = CheckIdentity(
        id: "exposure.repository",
        title: "Files of a repository lie open",
        measures:
            "Files of Git, Subversion, Mercurial and of folders, known by their content; asked for only with Exposure=.",
        scope: .endpoint,
        levels: ["folder", "repository"],
        references: ["CWE-538", "CWE-527", "NIST SP 800-53r5 AC-3"],
        remedy: "Publish a copy without the repository, and refuse paths that begin with a dot."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        try view.verdict(
            on: .repository,
            levels: [
                ("folder", [.folderStore]), ("repository", [.gitConfig, .gitHead, .subversion, .mercurial]),
            ],
            expected: "none of the paths that were asked for"
        )
    }
}
