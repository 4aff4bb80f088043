// SPDX-License-Identifier: Apache-2.0

/// What of the page at `/` its readers have without scripts, by its source.
package struct ScriptNeed: Fact {
    package static let kind = FactKind("web.script-need", version: 1)

    /// Letters that readers see: whole hundreds, `mostLetters` at most.
    package let letters: Int
    /// Links and areas that lead somewhere by themselves, `mostLinks` at most.
    package let links: Int
    /// Links that only a handler makes lead anywhere, `mostLinks` at most.
    package let scriptedLinks: Int
    /// Forms that only a handler sends, `mostLinks` at most.
    package let scriptedForms: Int
    package let hasScripts: Bool
    /// Whether there is an empty element of the kind that frameworks fill.
    package let isHollow: Bool
    /// Whether `noscript` asks readers for JavaScript.
    package let asksForScripts: Bool
    /// Who stands before the page with a challenge to machines, so that this is not the page; nil where nobody does.
    package let challenge: String?
    /// Why there may be more; nil where all of the page was read.
    package let gap: String?

    package static let mostLetters = 1000
    package static let mostLinks = 50

    package init(
        letters: Int,
        links: Int = 0,
        scriptedLinks: Int = 0,
        scriptedForms: Int = 0,
        hasScripts: Bool = false,
        isHollow: Bool = false,
        asksForScripts: Bool = false,
        challenge: String? = nil,
        gap: String? = nil
    ) {
        self.letters = min(letters, Self.mostLetters) / 100 * 100
        self.links = min(links, Self.mostLinks)
        self.scriptedLinks = min(scriptedLinks, Self.mostLinks)
        self.scriptedForms = min(scriptedForms, Self.mostLinks)
        self.hasScripts = hasScripts
        self.isHollow = isHollow
        self.asksForScripts = asksForScripts
        self.challenge = challenge
        self.gap = gap
    }
}
