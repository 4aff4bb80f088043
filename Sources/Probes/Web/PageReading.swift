// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import HTTPWire
internal import Markup
internal import WebPolicy

/// A page as its facts have it.
struct PageReading: Sendable {
    let response: PageResponse
    let sketch: PageSketch
    /// Nil where the content is no HTML.
    let links: PageLinks?
    let published: PublishedFiles
    let profiles: ProfileLinks
    let words: PageWords
    let datasets: DatasetMetadata
    let accessibility: AccessibilityMarks
    let weight: PageWeight
    let scripts: ScriptNeed
    let languages: PageLanguages

    /// Of the content, once its coding is undone.
    private static let longestContent = 1 << 20

    init(_ walk: PageWalk, at now: Date) {
        let head = walk.last.response.head
        let url = walk.hops[walk.hops.count - 1].url
        let body = PageBody(walk.last, limit: Self.longestContent)
        let document = body.isHTML ? body.document : nil
        let anatomy = document.map { PageAnatomy($0, at: url) }
        response = PageResponse(
            hops: walk.hops.map { PageResponse.Hop($0.response.head, at: $0.url) },
            leadsTo: walk.target?.withoutQuery,
            policies: Dictionary(
                uniqueKeysWithValues: Self.policyFields.map {
                    ($0, head.values(of: $0).map(PolicyText.stable))
                }
            ).filter { !$0.value.isEmpty },
            cookies: head.values(of: "set-cookie").compactMap { CookieText.stable($0, at: now) },
            software: Self.software(head, generator: anatomy?.generator),
            advertised: Self.advertised(head),
            codings: walk.last.response.contentCodings,
            irregularities: walk.last.response.irregularities.filter { $0 != .cutShort }.map(\.rawValue),
            markup: anatomy.map { PageMarkup($0, on: url) },
            gap: body.gap ?? anatomy?.cut.map { "only its beginning was read (\($0.rawValue))" }
        )
        links = anatomy.map { PageLinks(feeds: $0.feeds.map { String($0.description.prefix(300)) }) }
        profiles = ProfileLinks(
            addresses: (anatomy?.profiles ?? []).map { String($0.description.prefix(300)) },
            gap: response.gap
        )
        words = PageWords(document, anatomy, at: url, gap: response.gap)
        published = PublishedFiles(document, at: url, words)
        datasets = DatasetMetadata(document, head, gap: response.gap, at: now)
        accessibility = AccessibilityMarks(document, gap: response.gap)
        scripts = ScriptNeed(document, head, gap: response.gap)
        languages = PageLanguages(document, body, head, at: url, gap: response.gap)
        weight = PageWeight(walk.last, body, document, at: url, gap: response.gap)
        sketch = PageSketch(
            status: head.status,
            mediaType: body.mediaType,
            title: document?.title,
            text: document.flatMap { TextSketch.of($0.text) }
        )
    }

    private static let policyFields = [
        "content-security-policy", "content-security-policy-report-only", "content-type",
        "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy",
        "permissions-policy", "referrer-policy", "strict-transport-security", "x-content-type-options",
        "x-frame-options",
    ]

    private static let softwareFields = [
        "server", "x-aspnet-version", "x-aspnetmvc-version", "x-generator", "x-powered-by",
    ]

    private static func software(_ head: HTTPHead, generator: String?) -> [String] {
        let fields = softwareFields.flatMap { name in
            head.values(of: name).map { "\(name): \($0.prefix(200))" }
        }
        return Array(Set(fields + (generator.map { ["generator: \($0.prefix(200))"] } ?? [])))
    }

    /// Names of protocols (RFC 7838 §3).
    private static func advertised(_ head: HTTPHead) -> [String] {
        let services = head.values(of: "alt-svc").flatMap { $0.split(separator: ",") }
        let names = services.compactMap { service -> String? in
            guard let equals = service.firstIndex(of: "=") else { return nil }
            let name = service[..<equals].filter { $0 != " " }
            return name.isEmpty || name.contains(";") || name == "ma" ? nil : String(name.prefix(32))
        }
        return Array(Set(names))
    }
}

extension PageResponse.Hop {
    init(_ head: HTTPHead, at url: WebURL) {
        self.init(
            address: url.withoutQuery,
            status: head.status,
            transportSecurity: head.values(of: "strict-transport-security"),
            setsCookies: !head.values(of: "set-cookie").isEmpty
        )
    }
}

extension PageMarkup {
    /// `anatomy` as kept, of a page at `url`.
    init(_ anatomy: PageAnatomy, on url: WebURL) {
        let named = anatomy.references.filter { $0.url.host != url.host }
        let uses = Dictionary(grouping: named, by: \.url.origin).mapValues { Set($0.map(\.use.rawValue)) }
        self.init(
            scripts: anatomy.scripts.compactMap { script in
                guard let source = script.source else { return nil }
                return Script(
                    source: String(source.prefix { $0 != "?" && $0 != "#" }.prefix(300)),
                    address: script.url.map { String($0.withoutQuery.prefix(300)) },
                    hasIntegrity: script.hasIntegrity
                )
            },
            hasInlineScripts: anatomy.scripts.contains { $0.source == nil },
            origins: uses.map { Origin(origin: $0.key, uses: Array($0.value)) },
            insecure: anatomy.references.filter { $0.url.scheme == "http" }.map {
                Insecure(
                    address: String($0.url.withoutQuery.prefix(300)),
                    use: $0.use.rawValue,
                    place: $0.place
                )
            },
            securityPolicies: (anatomy.equivalents["content-security-policy"] ?? []).map(PolicyText.stable),
            referrerPolicies: anatomy.referrer
        )
    }
}
