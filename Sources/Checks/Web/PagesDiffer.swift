// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the addresses of an endpoint show different pages.
package struct PagesDiffer: WebCheck {
    package static let identity = CheckIdentity(
        id: "web.addresses-differ",
        title: "The addresses show different pages",
        measures: "Status, redirects and the likeness of the visible text at each address, IPv4 and IPv6.",
        scope: .endpoint,
        levels: ["content", "answer"],
        references: ["RFC 6555 §1", "Internet.nl web-ipv6-ws-similarity"],
        remedy: "Serve the same site on every address."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (pages, gaps) = try view.answers()
        guard pages.count + gaps.count > 1 else {
            return .notApplicable(because: "the endpoint has one address")
        }
        let answers = pages.map { page in
            let words = "\(page.fact.status) \(page.fact.leadsTo ?? page.fact.address)"
            return (address: page.subject.address?.description ?? "", words: words)
        }
        if Set(answers.map(\.words)).count > 1 {
            let seen = answers.map { "\($0.words) on \($0.address)" }
            return .fail(level: "answer", seen: seen.listed(separator: "; "), expected: "the same answer")
        }
        let sketches = view.evidence.all(PageSketch.self, under: view.subject)
        for (first, second) in zip(sketches, sketches.dropFirst()) {
            guard let likeness = first.fact.likeness(to: second.fact), likeness < Self.leastLikeness else {
                continue
            }
            let names = [first, second].map { $0.subject.address?.description ?? "" }
            return .fail(
                level: "content",
                seen:
                    "about \(Int(likeness * 100)) % of the text in common on \(names.joined(separator: " and "))",
                expected: "the same page"
            )
        }
        if let gap = gaps.foremost { throw gap }
        return .pass
    }

    /// The estimate is good to about a tenth, and pages change between two visits.
    private static let leastLikeness = 0.5
}
