// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a folder shows all that is in it.
package struct DirectoryListed: WebCheck {
    package static let identity = CheckIdentity(
        id: "exposure.directory-listing",
        title: "Folders list their content",
        measures:
            "Folders from which the page at / takes its parts, and that page itself; asked for only with Exposure=.",
        scope: .endpoint,
        levels: ["listed"],
        references: ["CWE-548", "NIST SP 800-53r5 AC-22"],
        remedy: "Turn lists of folders off (autoindex off, Options -Indexes)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let folders = try view.exposed(DirectoryListings.self)
        guard !folders.listed.isEmpty else { return .pass }
        return .fail(
            level: "listed",
            seen: folders.listed.map { "\($0.path) (\($0.maker))" }.listed(),
            expected: "no list (folders: \(folders.asked.count))"
        )
    }
}
