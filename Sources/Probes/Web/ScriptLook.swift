// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup

extension ScriptNeed {
    /// - Parameters:
    ///   - document: nil where the content is no HTML.
    ///   - gap: why not all of it was read.
    init(_ document: HTMLDocument?, _ head: HTTPHead, gap: String?) {
        guard let document else {
            self.init(letters: 0, gap: gap)
            return
        }
        let elements = document.elements
        let letters = document.letters
        self.init(
            letters: letters,
            links: elements.count(where: \.leadsByItself),
            scriptedLinks: elements.count(where: \.leadsByScript),
            scriptedForms: elements.count(where: \.isSentByScript),
            hasScripts: elements.contains(where: \.isProgram),
            isHollow: Self.isHollow(document),
            asksForScripts: document.appeal.lowercased().contains("javascript"),
            challenge: BotChallenge.name(document, head, letters: letters),
            gap: gap
        )
    }

    private static let roots: Set<String> = [
        "root", "app", "__next", "__nuxt", "___gatsby", "q-app", "svelte", "main-app", "react-root",
        "app-root",
    ]

    /// Whether an element that frameworks fill holds neither elements nor text.
    private static func isHollow(_ document: HTMLDocument) -> Bool {
        let elements = document.elements
        let depths = Dictionary(document.texts.map { ($0.place, $0.depth) }, uniquingKeysWith: max)
        return elements.indices.contains { index in
            let element = elements[index]
            guard element.name == "app-root" || roots.contains(element["id"]?.lowercased() ?? "") else {
                return false
            }
            let next = index + 1
            let hasElements = next < elements.count && elements[next].depth > element.depth
            let hasText = (depths[next] ?? 0) > element.depth
            return !hasElements && !hasText
        }
    }
}

extension HTMLDocument {
    /// Of what readers see, white space left out.
    var letters: Int { text.unicodeScalars.count { !$0.properties.isWhitespace } }
}

extension HTMLElement {
    fileprivate var isProgram: Bool {
        guard name == "script" else { return false }
        let type = (self["type"] ?? "").lowercased()
        return type.isEmpty || type == "module" || type.contains("javascript")
    }

    private var target: String? {
        self["href"].map { String($0.drop(while: \.isWhitespace)).lowercased() }
    }

    private var isTargetScripted: Bool { target?.hasPrefix("javascript:") == true }

    fileprivate var leadsByItself: Bool {
        guard name == "a" || name == "area", let target else { return false }
        return !target.isEmpty && !target.hasPrefix("#") && !isTargetScripted
    }

    fileprivate var leadsByScript: Bool {
        if name == "a" || name == "area" {
            if isTargetScripted { return true }
            return (target == nil || target == "" || target == "#") && self["onclick"] != nil
        }
        return self["role"]?.lowercased() == "link" && self["onclick"] != nil
    }

    fileprivate var isSentByScript: Bool {
        guard name == "form" else { return false }
        let action = (self["action"] ?? "").drop(while: \.isWhitespace).lowercased()
        if action.hasPrefix("javascript:") { return true }
        return (action.isEmpty || action == "#") && self["onsubmit"] != nil
    }
}

/// Pages that stand before a page to tell people from machines, known by their own words; more exist.
enum BotChallenge {
    private static let titles = [
        "just a moment...": "Cloudflare", "attention required! | cloudflare": "Cloudflare",
        "ddos-guard": "DDoS-Guard", "checking your browser": "unnamed", "one moment, please...": "unnamed",
        "vercel security checkpoint": "Vercel",
    ]
    private static let sources = [
        "_incapsula_resource": "Imperva", "captcha-delivery.com": "DataDome", "awswaf.com": "AWS WAF",
        "/cdn-cgi/challenge-platform/h/": "Cloudflare",
    ]
    /// A page with as many letters is no challenge.
    private static let mostLetters = 600

    /// Whose it is; nil where the page is none.
    static func name(_ document: HTMLDocument, _ head: HTTPHead, letters: Int) -> String? {
        if head.tokens(of: "cf-mitigated").contains("challenge") { return "Cloudflare" }
        guard letters < mostLetters else { return nil }
        let title = (document.title ?? "").lowercased()
        if let found = titles.first(where: { title.hasPrefix($0.key) }) { return found.value }
        guard letters < 100 else { return nil }
        let named = document.elements.compactMap { $0["src"]?.lowercased() }
        return sources.sorted { $0.key < $1.key }.first { source in
            named.contains { $0.contains(source.key) }
        }?.value
    }
}
