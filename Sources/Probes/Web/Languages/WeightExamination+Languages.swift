// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup
internal import Model

extension WeightExamination {
    private static let mostVersions = 12

    /// The versions of a page that it names, each asked for once where that may be.
    mutating func languageVersions(_ document: HTMLDocument?, _ head: HTTPHead, of url: WebURL) async
        -> LanguageVersions
    {
        guard let document else { return LanguageVersions(versions: [], letters: 0) }
        let base = document.base(at: url)
        let named = LanguageAlternate.all(document, head, relativeTo: base)
        var seen: [WebURL: LanguageVersions.Version] = [:]
        for alternate in named
        where !alternate.isDefault && alternate.url != url && seen[alternate.url] == nil {
            guard seen.count < Self.mostVersions else { break }
            seen[alternate.url] = await version(alternate, of: url)
        }
        return LanguageVersions(versions: Array(seen.values), letters: document.letters)
    }

    private mutating func version(_ alternate: LanguageAlternate, of url: WebURL) async
        -> LanguageVersions.Version
    {
        let address = String(alternate.url.withoutQuery.prefix(300))
        func unseen(_ gap: String, status: Int? = nil) -> LanguageVersions.Version {
            .init(language: alternate.language, address: address, status: status, gap: gap)
        }
        guard var talk = await hosts.talk(to: alternate.url.origin) else { return unseen("not ours") }
        guard left > 0 else { return unseen(Self.spent) }
        left -= 1
        talk.limits = HTTPLimits(bodyBytes: WeightLimits.wire)
        switch await talk.fetch(alternate.url, Self.pageFields) {
        case .failure(let reason): return unseen(reason.reason)
        case .success(let reply):
            let status = reply.response.head.status
            let body = PageBody(reply, limit: WeightLimits.decoded)
            guard status == 200, body.isHTML, let document = body.document else {
                return unseen(status == 200 ? "it is no HTML page" : "HTTP \(status)", status: status)
            }
            let base = document.base(at: alternate.url)
            let back = LanguageAlternate.all(document, reply.response.head, relativeTo: base)
            let declared = document.elements.first { $0.name == "html" }?["lang"]
            return .init(
                language: alternate.language,
                address: address,
                status: status,
                declared: declared.map { String($0.prefix(35)) },
                namesBack: back.contains { $0.url == url },
                letters: document.letters,
                gap: body.gap
            )
        }
    }
}
