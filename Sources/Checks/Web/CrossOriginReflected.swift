// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where any page may read this one's answers.
package struct CrossOriginReflected: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.cors-reflection",
        title: "Any origin may read the answers",
        measures: "The answer to a request that names an origin of nobody's.",
        scope: .address,
        levels: ["reflected", "credentials"],
        references: ["Fetch §3.3", "CWE-942"],
        remedy: "Answer a fixed list of origins, and allow credentials to none but those."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let access = try view.evidence.one(CrossOriginAccess.self, of: view.subject).fact
        let answer = CrossOriginAnswer(
            allowOrigin: access.allowOrigin,
            allowCredentials: access.allowCredentials,
            askedBy: access.asked
        )
        switch answer {
        case .none, .publicAccess, .restricted: return .pass
        case .reflected:
            return .fail(
                level: "reflected",
                seen: "Access-Control-Allow-Origin repeats \(access.asked)",
                expected: "origins of its own choice"
            )
        case .reflectedWithCredentials:
            return .fail(
                level: "credentials",
                seen: "Access-Control-Allow-Origin repeats \(access.asked), with credentials",
                expected: "origins of its own choice"
            )
        }
    }
}
