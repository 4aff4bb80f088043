// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the source of scripts, with its comments, can be fetched.
package struct SourceMapServed: WebCheck {
    package static let identity = CheckIdentity(
        id: "exposure.source-map",
        title: "Maps lead back to the source of scripts",
        measures:
            "Maps that scripts of the page at / name, fetched from its own origin; asked for only with Exposure=.",
        scope: .endpoint,
        levels: ["map", "sources"],
        references: ["ECMA-426 §11", "CWE-540", "NIST SP 800-53r5 AC-22"],
        remedy: "Leave maps out of what is published, or let developers alone reach them."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let scripts = try view.exposed(SourceMaps.self)
        guard scripts.scripts > 0 else {
            return .notApplicable(because: "the page at / has no scripts of its own")
        }
        guard !scripts.maps.isEmpty else { return .pass }
        let whole = scripts.maps.filter(\.holdsSources)
        return .fail(
            level: whole.isEmpty ? "map" : "sources",
            seen: (whole.isEmpty ? scripts.maps : whole).map { $0.path ?? "within \($0.script)" }.listed(),
            expected: "no map (scripts: \(scripts.scripts))"
        )
    }
}
