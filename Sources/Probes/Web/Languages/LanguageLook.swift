// SPDX-License-Identifier: Apache-2.0
internal import Accessibility
internal import Facts
internal import HTTPWire
internal import Markup

extension PageLanguages {
    /// - Parameters:
    ///   - document: nil where the content is no HTML.
    ///   - gap: why not all of it was read.
    init(_ document: HTMLDocument?, _ body: PageBody, _ head: HTTPHead, at url: WebURL, gap: String?) {
        guard let document else {
            self.init(gap: gap)
            return
        }
        let root = document.elements.first { $0.name == "html" }
        let content = document.elements.first { $0.name == "body" }
        let language = (root?["lang"] ?? root?["xml:lang"] ?? "").filter { !$0.isWhitespace }
        let base = document.base(at: url)
        self.init(
            language: language.isEmpty ? nil : String(language.prefix(35)),
            contentLanguages: head.tokens(of: "content-language").map { String($0.prefix(35)) },
            direction: (root?["dir"] ?? content?["dir"])?.lowercased(),
            charset: body.charset ?? Self.charset(document),
            isUTF8: Self.isUTF8(body),
            isRightToLeft: Self.isRightToLeft(document.text),
            alternates: LanguageAlternate.all(document, head, relativeTo: base).map {
                Alternate(
                    language: String($0.language.prefix(35)),
                    isValid: $0.isDefault || LanguageTag.isValid($0.language),
                    address: String($0.url.withoutQuery.prefix(300))
                )
            },
            linked: Self.linked(document, relativeTo: base),
            gap: gap
        )
    }

    private static func charset(_ document: HTMLDocument) -> String? {
        for element in document.elements where element.name == "meta" {
            if let charset = element["charset"] { return charset.lowercased() }
            guard element["http-equiv"]?.lowercased() == "content-type",
                let content = element["content"]?.lowercased(),
                let place = content.firstRange(of: "charset=")
            else { continue }
            return content[place.upperBound...].prefix { $0 != ";" && $0 != " " && $0 != "\"" }.description
        }
        return nil
    }

    /// A page that was cut may end within a letter.
    private static func isUTF8(_ body: PageBody) -> Bool {
        let whole = body.gap == nil ? body.bytes[...] : body.bytes.dropLast(min(4, body.bytes.count))
        if String(validating: whole, as: UTF8.self) != nil { return true }
        guard body.gap != nil else { return false }
        return (1...4).contains { String(validating: whole.dropLast($0), as: UTF8.self) != nil }
    }

    /// By the blocks of Hebrew, Arabic, Syriac, Thaana and N'Ko with their presentation forms (Unicode 15 chapter 9, 19.4).
    private static func isRightToLeft(_ text: String) -> Bool {
        var (right, all) = (0, 0)
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            all += 1
            switch scalar.value {
            case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF: right += 1
            default: break
            }
        }
        return all >= 20 && right * 2 > all
    }

    private static func linked(_ document: HTMLDocument, relativeTo base: WebURL) -> [String] {
        var tags: Set<String> = []
        for element in document.elements where element.name == "a" || element.name == "option" {
            for value in [element["hreflang"], element["lang"]].compactMap(\.self)
            where LanguageTag.isValid(value) {
                tags.insert(LanguageTag.primary(value))
            }
            guard let url = (element["href"] ?? element["value"]).flatMap({ WebURL($0, relativeTo: base) }),
                url.isWeb
            else {
                continue
            }
            tags.formUnion(Self.tags(in: url))
        }
        for text in document.texts {
            if let tag = Autonyms.tag(of: text.text) ?? abbreviation(text.text) { tags.insert(tag) }
        }
        return Array(tags.sorted().prefix(Self.most))
    }

    /// `FR`, as sites write it on what leads to a language.
    private static func abbreviation(_ text: String) -> String? {
        let word = text.utf8.count <= 32 ? text.filter { !$0.isWhitespace } : ""
        guard word.utf8.count == 2, word == word.uppercased(), LanguageTag.isValid(word) else { return nil }
        return word.lowercased()
    }

    private static let keys: Set<Substring> = ["lang", "language", "hl", "locale", "l"]

    /// Those that a host's first label, the first two segments of a path or a query name.
    private static func tags(in url: WebURL) -> [String] {
        let label = url.host.split(separator: ".").first ?? ""
        let segments = url.path.split(separator: "/").prefix(2)
        let values = (url.query ?? "").split(separator: "&").compactMap { pair -> Substring? in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && keys.contains(parts[0]) ? parts[1] : nil
        }
        return ([label] + segments + values).compactMap { word in
            if let tag = Autonyms.tag(of: String(word)) { return tag }
            let parts = word.split(whereSeparator: { $0 == "-" || $0 == "_" })
            guard let first = parts.first, first.utf8.count == 2, parts.count <= 2,
                parts.dropFirst().allSatisfy({ (2...4).contains($0.utf8.count) }), LanguageTag.isValid(first)
            else { return nil }
            return first.lowercased()
        }
    }
}

/// A version of a page by `hreflang`, of its markup or its `Link` field (RFC 8288 §3.4.1).
struct LanguageAlternate: Hashable {
    /// As written.
    let language: String
    let url: WebURL

    var isDefault: Bool { language.lowercased() == "x-default" }

    static func all(_ document: HTMLDocument, _ head: HTTPHead, relativeTo base: WebURL)
        -> [LanguageAlternate]
    {
        let marked = document.elements.compactMap { element -> LanguageAlternate? in
            let kinds = (element["rel"] ?? "").lowercased().split(whereSeparator: \.isWhitespace)
            guard element.name == "link", kinds.contains("alternate"), let language = element["hreflang"],
                let url = element["href"].flatMap({ WebURL($0, relativeTo: base) }), url.isWeb
            else { return nil }
            return LanguageAlternate(language: language, url: url)
        }
        return Array((marked + fields(head, relativeTo: base)).prefix(256))
    }

    /// `<https://a.example/fr>; rel="alternate"; hreflang="fr"`, several parted by commas.
    private static func fields(_ head: HTTPHead, relativeTo base: WebURL) -> [LanguageAlternate] {
        head.values(of: "link").flatMap {
            $0.split(separator: "<", omittingEmptySubsequences: false).dropFirst()
        }.compactMap { part in
            guard let end = part.firstIndex(of: ">") else { return nil }
            let parameters = part[part.index(after: end)...].split(whereSeparator: { $0 == ";" || $0 == "," })
            var (isAlternate, language) = (false, String?.none)
            for parameter in parameters {
                let pair = parameter.split(separator: "=", maxSplits: 1).map {
                    $0.filter { !$0.isWhitespace && $0 != "\"" }
                }
                guard pair.count == 2 else { continue }
                if pair[0].lowercased() == "rel", pair[1].lowercased() == "alternate" { isAlternate = true }
                if pair[0].lowercased() == "hreflang" { language = pair[1] }
            }
            guard isAlternate, let language, let url = WebURL(String(part[..<end]), relativeTo: base),
                url.isWeb
            else { return nil }
            return LanguageAlternate(language: language, url: url)
        }
    }
}
