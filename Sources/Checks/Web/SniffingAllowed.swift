// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where browsers may guess what kind of file they got.
package struct SniffingAllowed: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.nosniff-missing",
        title: "X-Content-Type-Options is missing",
        measures: "Whether the first value is nosniff.",
        scope: .address,
        levels: ["missing"],
        references: ["Fetch §3.5"],
        remedy: "Send X-Content-Type-Options: nosniff."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let fields = try view.page().values("x-content-type-options")
        switch ContentTypeOptions(fields: fields) {
        case .noSniff: return .pass
        case .invalid: return .fail(level: "missing", seen: fields.listed(atMost: 2), expected: "nosniff")
        case nil: return .fail(level: "missing", seen: "no field", expected: "nosniff")
        }
    }
}
