// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where a portal describes data and not what may be done with them.
package struct LicenceMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "data.licence-missing",
        title: "The data portal names no licence",
        measures: "A licence among the metadata of the page at /; descriptions behind links are not read.",
        scope: .endpoint,
        levels: ["missing"],
        references: ["W3C DCAT 3 §6.4.19", "schema.org license"],
        remedy: "Name the licence of each data set, or of the catalogue, in its metadata."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (metadata, gap) = try view.datasets()
        guard !metadata.isLicensed else { return .pass }
        if let gap { throw gap }
        guard metadata.datasets > 0 else {
            guard metadata.formats.isEmpty else {
                return .notTested(because: "the description behind a link is not read")
            }
            return .notApplicable(because: "there are no metadata: see data.metadata-missing")
        }
        return .fail(
            level: "missing",
            seen: "\(metadata.datasets) data sets or catalogues without a licence",
            expected: "a licence"
        )
    }
}
