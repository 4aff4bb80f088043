// SPDX-License-Identifier: Apache-2.0
package import HTTPWire

/// What a browser with scripts fetches for a page by its markup, before any script adds to it.
///
/// An `img` with `srcset` or in a `picture` stands with its `src` for all of its candidates; what `noscript` and `template`
/// hold is left out.
package struct PageParts: Hashable, Sendable {
    package enum Use: String, Codable, Hashable, Sendable, CaseIterable {
        case style, script, picture, font, frame, media, other
    }

    package struct Part: Hashable, Sendable {
        package let url: WebURL
        package let use: Use
        /// Whether nothing is painted before it is there (HTML §4.2.4, §4.12.1): style sheets, and scripts of the head that are
        /// neither deferred nor asynchronous.
        package let isBlocking: Bool
        /// Whether every browser fetches it; not so what waits to be scrolled to, or to be needed by a style.
        package let isCertain: Bool

        package init(url: WebURL, use: Use, isBlocking: Bool = false, isCertain: Bool = true) {
            self.url = url
            self.use = use
            self.isBlocking = isBlocking
            self.isCertain = isCertain
        }
    }

    /// Each address once, in the page's order.
    package private(set) var parts: [Part] = []
    /// Whether there are more than are listed.
    package private(set) var isCut: Bool

    private static let most = 512

    private let base: WebURL
    private var places: [WebURL: Int] = [:]
    private var isInHead = true
    private var skipped: Int?
    private var picture: Int?

    package init(_ document: HTMLDocument, at url: WebURL) {
        base = document.base(at: url)
        isCut = document.cut != nil
        for element in document.elements { take(element) }
        add(StyleReferences(document.styles.utf8), of: base)
    }

    /// Those that a style sheet at `url` names.
    package init(sheet: StyleReferences, at url: WebURL) {
        base = url
        isCut = sheet.isCut
        add(sheet, of: url)
    }

    private mutating func add(_ sheet: StyleReferences, of url: WebURL) {
        if sheet.isCut { isCut = true }
        for reference in sheet.references {
            let isSheet = reference.use == .sheet
            let use: Use = isSheet ? .style : reference.use == .font ? .font : .picture
            add(reference.address, use, isBlocking: isSheet, isCertain: isSheet)
        }
    }

    private static let ofHead: Set<String> = [
        "html", "head", "title", "meta", "link", "script", "style", "base", "noscript", "template",
    ]

    private mutating func take(_ element: HTMLElement) {
        if let depth = skipped, element.depth > depth { return }
        skipped = element.name == "noscript" || element.name == "template" ? element.depth : nil
        if !Self.ofHead.contains(element.name) { isInHead = false }
        if let depth = picture, element.depth <= depth { picture = nil }
        if let style = element["style"] { add(StyleReferences(style.utf8), of: base) }
        let isLazy = element["loading"]?.lowercased() == "lazy"
        switch element.name {
        case "script": takeScript(element)
        case "link": takeLink(element)
        case "picture": picture = element.depth
        case "img":
            let isChosen = element["srcset"] != nil || picture != nil
            add(
                element["src"] ?? Self.firstCandidate(element["srcset"]),
                .picture,
                isCertain: !isLazy && !isChosen
            )
        case "image": add(element["href"] ?? element["xlink:href"], .picture)
        case "iframe": add(element["src"], .frame, isCertain: !isLazy)
        case "frame": add(element["src"], .frame)
        case "object": add(element["data"], .other)
        case "embed": add(element["src"], .other)
        case "video":
            add(element["poster"], .picture)
            add(element["src"], .media, isCertain: element["autoplay"] != nil)
        case "audio": add(element["src"], .media, isCertain: element["autoplay"] != nil)
        case "input":
            if element["type"]?.lowercased() == "image" { add(element["src"], .picture) }
        default: break
        }
    }

    /// The first of `srcset` (HTML §4.8.4.2.1) without its descriptor.
    private static func firstCandidate(_ set: String?) -> String? {
        set?.split(whereSeparator: \.isWhitespace).first.map {
            $0.hasSuffix(",") ? String($0.dropLast()) : String($0)
        }
    }

    private mutating func takeScript(_ element: HTMLElement) {
        let type = (element["type"] ?? "").lowercased()
        guard type.isEmpty || type == "module" || type.contains("javascript") || type.contains("ecmascript")
        else { return }
        let waits = element["async"] != nil || element["defer"] != nil || type == "module"
        // Browsers that know modules leave it alone.
        guard element["nomodule"] == nil else { return }
        add(element["src"], .script, isBlocking: isInHead && !waits)
    }

    private mutating func takeLink(_ element: HTMLElement) {
        let kinds = Set((element["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace))
        if kinds.contains("stylesheet") {
            guard !kinds.contains("alternate"), element["disabled"] == nil else { return }
            let media = (element["media"] ?? "").lowercased().filter { !$0.isWhitespace }
            let isShown = media.isEmpty || media == "all" || media == "screen"
            add(element["href"], .style, isBlocking: isShown)
        } else if kinds.contains("preload") {
            add(element["href"], Self.use(as: element["as"]))
        } else if kinds.contains("modulepreload") {
            add(element["href"], .script)
        } else if kinds.contains("icon") {
            add(element["href"], .picture, isCertain: false)
        }
    }

    private static func use(as destination: String?) -> Use {
        switch destination?.lowercased() {
        case "style": .style
        case "script": .script
        case "font": .font
        case "image": .picture
        default: .other
        }
    }

    private mutating func add(
        _ address: String?,
        _ use: Use,
        isBlocking: Bool = false,
        isCertain: Bool = true
    ) {
        guard let address, !address.allSatisfy(\.isWhitespace),
            let url = WebURL(address, relativeTo: base), url.isWeb
        else { return }
        if let place = places[url] {
            let known = parts[place]
            parts[place] = Part(
                url: url,
                use: known.use,
                isBlocking: known.isBlocking || isBlocking,
                isCertain: known.isCertain || isCertain
            )
            return
        }
        guard parts.count < Self.most else {
            isCut = true
            return
        }
        places[url] = parts.count
        parts.append(Part(url: url, use: use, isBlocking: isBlocking, isCertain: isCertain))
    }
}
