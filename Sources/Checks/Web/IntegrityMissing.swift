// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import HTTPWire

/// Fails where scripts of others run without a digest of what they should be.
package struct IntegrityMissing: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.integrity-missing",
        title: "Scripts of others run without integrity",
        measures: "Scripts from other sites without the attribute integrity.",
        scope: .address,
        levels: ["missing"],
        references: ["Subresource Integrity §3"],
        remedy: "Add integrity and crossorigin to scripts of others, or serve them from the own site."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.document()
        let (markup, gap) = try view.markup()
        let open = markup.scripts.filter { script in
            guard !script.hasIntegrity, let host = script.address.flatMap({ WebURL($0) })?.host, !host.isEmpty
            else { return false }
            return !view.isOwn(host, to: page)
        }
        guard open.isEmpty else {
            return .fail(
                level: "missing",
                seen: open.compactMap(\.address).listed(),
                expected: "integrity on each"
            )
        }
        if let gap { throw gap }
        return .pass
    }
}
