// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model
internal import WebPolicy

/// Fails where a host asks to be preloaded and the browsers' list would not take it.
package struct PreloadUnfit: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.hsts-preload",
        title: "It asks for HSTS preloading and is not eligible",
        measures:
            "Every rule of the preload list that can be seen from outside: header, trust, the "
            + "redirect of plain HTTP, its first target, later hops. Whether the name is a "
            + "registrable domain is not judged.",
        scope: .endpoint,
        levels: ["obstacles"],
        references: ["hstspreload.org", "RFC 6797 §14.1"],
        remedy: "Mend what stands against it, or take the preload directive out."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (pages, gaps) = try view.answers()
        guard let page = pages.first(where: { $0.fact.transportSecurity?.isPreload == true }) else {
            if let gap = gaps.foremost { throw gap }
            return .notApplicable(because: "it does not ask to be preloaded")
        }
        let plain = try view.plain()
        let chain = ServedChain(CertificateChain.served, of: page.subject, in: view.evidence)
        let (trust, match) = (try chain.trust(), try chain.match())
        let obstacles = PreloadObstacle.all(
            header: page.fact.transportSecurity,
            isTrusted: trust.outcome == .trusted && match.matches,
            plain: plain.trail(to: page.fact),
            secure: page.fact.trail
        )
        guard obstacles.isEmpty else {
            return .fail(
                level: "obstacles",
                seen: obstacles.map(\.rawValue).listed(atMost: 16),
                expected: "nothing against preloading"
            )
        }
        return .pass
    }
}
