// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import HTTPWire

/// Fails where many others learn who visits the page.
package struct ForeignOriginsMany: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.foreign-origins",
        title: "The page loads from many others",
        measures:
            "Origins outside the own site and the listed estate from which the page's markup "
            + "loads; what scripts add is not seen.",
        scope: .address,
        levels: ["some", "many"],
        references: ["GDPR Art. 25", "NIST SP 800-53r5 SR-3"],
        remedy: "Serve fonts, scripts and images from the own site, and ask before loading what tracks.",
        settings: ["Some", "Many"]
    )

    private let some: Int
    private let many: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        some = try settings.integer("Some", in: 0...1000)
        many = try settings.integer("Many", in: 0...1000)
        guard some <= many else { throw SettingError(key: "Many", problem: "it is below Some") }
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let page = try view.document()
        let (markup, gap) = try view.markup()
        let foreign = markup.origins.filter { origin in
            guard origin.uses != ["form"], let host = WebURL(origin.origin)?.host else { return false }
            return !view.isOwn(host, to: page)
        }
        guard foreign.count <= some else {
            return .fail(
                level: foreign.count > many ? "many" : "some",
                seen: "\(foreign.count): " + foreign.map(\.origin).listed(),
                expected: "\(some) at most"
            )
        }
        if let gap { throw gap }
        return .pass
    }
}
