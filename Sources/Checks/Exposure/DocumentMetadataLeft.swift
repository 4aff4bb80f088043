// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where documents name people, programs or places beside their text.
package struct DocumentMetadataLeft: WebCheck {
    package static let identity = CheckIdentity(
        id: "exposure.document-metadata",
        title: "Documents tell who made them",
        measures:
            "PDF, office documents and JPEG pictures to which the page at / links, 20 at most; asked for only with Exposure=.",
        scope: .endpoint,
        levels: ["software", "author", "location"],
        references: ["CWE-1230", "NIST SP 800-53r5 SI-12"],
        remedy: "Strip metadata in one step before publication, and publish these documents anew."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let documents = try view.exposed(DocumentMetadata.self)
        guard documents.read > 0 else {
            return .notApplicable(because: "no document is there to which the page at / links")
        }
        let told = Set(documents.documents.flatMap(\.traces))
        guard let level = Self.identity.levels.last(where: told.contains) else { return .pass }
        let worst = documents.documents.filter { $0.traces.contains(level) }.map(\.path)
        return .fail(
            level: level,
            seen: "\(level) in \(worst.listed(atMost: 4))",
            expected: "none in what was read (documents: \(documents.read))"
        )
    }
}
