// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where readers without scripts get nothing of a page, or cannot move on from it.
package struct ScriptNeeded: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.script-needed",
        title: "The page does not work without scripts",
        measures:
            "Letters, links and forms in the source of the page at /: an empty element that frameworks fill, or noscript that "
            + "asks for JavaScript, beside hardly a word; links and forms that only handlers move. A heuristic: what it cannot "
            + "tell is unknown, and so is a page behind a challenge to machines.",
        scope: .address,
        levels: ["parts", "whole"],
        references: ["HTML §4.12.2", "W3C Ethical Web Principles", "Fasinu 2024"],
        remedy:
            "Send the text and the links as HTML, give forms an action, and let scripts add to that; where this cannot be, "
            + "offer a plain page beside it.",
        settings: ["Letters"]
    )

    private let letters: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        letters = try settings.integer("Letters", in: 0...1000)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        switch view.endpoint?.role {
        case .publicWebsite, .statementHost, .consularPortal, .dataPortal: break
        default: throw WebView.idle("it is no site for the public")
        }
        _ = try view.document()
        let need = try view.evidence.one(ScriptNeed.self, of: view.subject).fact
        if let challenge = need.challenge {
            throw Self.doubt("a challenge to machines stands before the page (\(challenge))")
        }
        let expected = "text, links and forms that do without"
        if need.letters < letters, need.hasScripts {
            guard need.isHollow || need.asksForScripts else {
                throw Self.doubt(
                    "the page has scripts and hardly a word, and it is not known whether they make it"
                )
            }
            let cause =
                need.isHollow ? "an empty element for scripts to fill" : "noscript asks for JavaScript"
            return .fail(
                level: "whole",
                seen: "\(cause), and fewer than \(letters) letters beside it",
                expected: expected
            )
        }
        var parts: [String] = []
        if need.links == 0, need.scriptedLinks > 0 {
            parts.append("\(need.scriptedLinks) links, all by handlers")
        }
        if need.scriptedForms > 0 { parts.append("\(need.scriptedForms) forms that a handler sends") }
        guard parts.isEmpty else {
            return .fail(level: "parts", seen: parts.joined(separator: "; "), expected: expected)
        }
        if let gap = need.gap { throw Self.doubt("of the page at /, \(gap)") }
        guard !need.asksForScripts else {
            throw Self.doubt(
                "noscript asks for JavaScript though there is text: somebody must look at what is lacking"
            )
        }
        return .pass
    }

    private static func doubt(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}
