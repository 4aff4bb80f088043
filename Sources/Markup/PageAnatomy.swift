// SPDX-License-Identifier: Apache-2.0
package import HTTPWire

/// What a page loads, sends to and declares, read from its markup alone; what scripts add is not seen.
package struct PageAnatomy: Hashable, Sendable {
    package struct Script: Hashable, Sendable {
        /// As written; nil for one that stands in the page.
        package let source: String?
        /// Nil for one that stands in the page, or whose source is no address.
        package let url: WebURL?
        package let hasIntegrity: Bool
        package let hasCrossOrigin: Bool
    }

    /// What is fetched or sent to, in how far it matters if it goes over HTTP.
    package enum Use: String, Codable, Hashable, Sendable, CaseIterable, Comparable {
        /// It may change the page: scripts, styles, frames, objects.
        case active
        /// Images, sound, video.
        case passive
        /// Where a form is sent to.
        case form

        package static func < (left: Use, right: Use) -> Bool { left.rawValue < right.rawValue }
    }

    package struct Reference: Hashable, Sendable {
        package let url: WebURL
        package let use: Use
        /// Element and attribute: `img src`.
        package let place: String
    }

    package private(set) var scripts: [Script] = []
    /// In the page's order, `<a href>` left out.
    package private(set) var references: [Reference] = []
    package private(set) var forms = 0
    package private(set) var frames = 0
    package private(set) var links = 0
    /// `link[rel=alternate]` of RSS or Atom.
    package private(set) var feeds: [WebURL] = []
    /// `rel=me` of `a`, `area` and `link`.
    package private(set) var profiles: [WebURL] = []
    /// `html[lang]`; nil where it is absent.
    package private(set) var language: String?
    package let title: String?
    /// The values of `meta[http-equiv]` by name in lower case.
    package private(set) var equivalents: [String: [String]] = [:]
    /// The values of `meta[name=referrer]`.
    package private(set) var referrer: [String] = []
    /// `meta[name=generator]`.
    package private(set) var generator: String?
    package let cut: HTMLDocument.Cut?
    private let base: WebURL

    package init(_ document: HTMLDocument, at url: WebURL) {
        base = document.base(at: url)
        title = document.title
        cut = document.cut
        for element in document.elements { take(element) }
    }

    /// What is named without an address stays out.
    private mutating func take(_ element: HTMLElement) {
        switch element.name {
        case "html": if language == nil { language = element["lang"] ?? element["xml:lang"] }
        case "script": takeScript(element)
        case "link":
            takeLink(element)
            takeProfile(element)
        case "iframe", "frame":
            frames += 1
            refer(element, "src", .active)
        case "object": refer(element, "data", .active)
        case "embed": refer(element, "src", .active)
        case "img":
            refer(element, "src", .passive)
            takeSet(element)
        case "source":
            refer(element, "src", .passive)
            takeSet(element)
        case "audio", "track": refer(element, "src", .passive)
        case "video":
            refer(element, "src", .passive)
            refer(element, "poster", .passive)
        case "input":
            if element["type"]?.lowercased() == "image" { refer(element, "src", .passive) }
            refer(element, "formaction", .form)
        case "button": refer(element, "formaction", .form)
        case "form":
            forms += 1
            refer(element, "action", .form)
        case "a", "area":
            links += 1
            takeProfile(element)
        case "meta": takeMeta(element)
        default: break
        }
    }

    private mutating func takeScript(_ element: HTMLElement) {
        let source = element["src"]
        scripts.append(
            Script(
                source: source,
                url: source.flatMap { WebURL($0, relativeTo: base) },
                hasIntegrity: element["integrity"].map { !$0.allSatisfy(\.isWhitespace) } ?? false,
                hasCrossOrigin: element["crossorigin"] != nil
            )
        )
        refer(element, "src", .active)
    }

    private mutating func takeLink(_ element: HTMLElement) {
        let kinds = Set((element["rel"] ?? "").lowercased().split(separator: " "))
        if kinds.contains("stylesheet") || kinds.contains("manifest") || kinds.contains("modulepreload")
            || kinds.contains("import")
        {
            refer(element, "href", .active)
        } else if kinds.contains("icon") || kinds.contains("apple-touch-icon") || kinds.contains("preload") {
            refer(element, "href", .passive)
        } else if kinds.contains("alternate"), Self.feedTypes.contains(element["type"]?.lowercased() ?? ""),
            let url = element["href"].flatMap({ WebURL($0, relativeTo: base) }), url.isWeb
        {
            feeds.append(url)
        }
    }

    private mutating func takeProfile(_ element: HTMLElement) {
        let kinds = (element["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
        guard kinds.contains("me"), let url = element["href"].flatMap({ WebURL($0, relativeTo: base) }),
            url.isWeb
        else { return }
        profiles.append(url)
    }

    private static let feedTypes: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml",
    ]

    /// Candidates of `srcset` (HTML §4.8.4.2.1), each up to its descriptor.
    private mutating func takeSet(_ element: HTMLElement) {
        for candidate in (element["srcset"] ?? "").split(separator: ",").prefix(64) {
            guard let address = candidate.split(separator: " ").first else { continue }
            add(String(address), .passive, "\(element.name) srcset")
        }
    }

    private mutating func takeMeta(_ element: HTMLElement) {
        let content = element["content"] ?? ""
        if let name = element["http-equiv"]?.lowercased() { equivalents[name, default: []].append(content) }
        switch element["name"]?.lowercased() {
        case "referrer": referrer.append(content)
        case "generator": if generator == nil { generator = content }
        default: break
        }
    }

    private mutating func refer(_ element: HTMLElement, _ attribute: String, _ use: Use) {
        guard let address = element[attribute], !address.allSatisfy(\.isWhitespace) else { return }
        add(address, use, "\(element.name) \(attribute)")
    }

    private mutating func add(_ address: String, _ use: Use, _ place: String) {
        guard let url = WebURL(address, relativeTo: base), url.isWeb else { return }
        references.append(Reference(url: url, use: use, place: place))
    }
}

extension HTMLDocument {
    /// What its addresses are relative to, where it lies at `url`: the first base that is declared holds for all of it,
    /// wherever it stands (HTML §4.2.3).
    package func base(at url: WebURL) -> WebURL {
        let href = elements.first { $0.name == "base" && $0["href"] != nil }?["href"]
        return href.flatMap { WebURL($0, relativeTo: url) }.flatMap { $0.isWeb ? $0 : nil } ?? url
    }
}
