// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a portal does not describe its data to machines.
package struct MetadataMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "data.metadata-missing",
        title: "The data portal has no metadata that machines read",
        measures:
            "Data sets or catalogues of DCAT or schema.org on the page at /, as JSON-LD, RDFa or microdata, or a link to such a "
            + "description; what scripts add is not seen.",
        scope: .endpoint,
        levels: ["missing"],
        references: ["W3C DCAT 3 §5", "schema.org Dataset"],
        remedy: "Describe the catalogue in DCAT or schema.org, on the page or behind a link of it."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (metadata, gap) = try view.datasets()
        guard metadata.formats.isEmpty else { return .pass }
        if let gap { throw gap }
        return .fail(
            level: "missing",
            seen: "none on the page at /",
            expected: "a catalogue or data set in DCAT or schema.org"
        )
    }
}
