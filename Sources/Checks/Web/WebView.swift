// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import HTTPWire
package import Model
internal import WebPolicy

/// What is known of the pages of one endpoint, or of those at one of its addresses.
package struct WebView: Sendable {
    let evidence: any Evidence
    let subject: Subject

    package init(of subject: Subject, in evidence: any Evidence) {
        self.evidence = evidence
        self.subject = subject
    }

    var endpoint: Endpoint? { subject.endpointID.flatMap { evidence.endpoint($0) } }

    /// What the address answers at `/`, redirects that stay on it followed.
    func answer() throws(Unestablished) -> PageResponse {
        try evidence.one(PageResponse.self, of: subject).fact
    }

    /// The same where it is a page: neither a redirect to elsewhere nor an error.
    func page() throws(Unestablished) -> PageResponse {
        let answer = try answer()
        if let target = answer.leadsTo { throw Self.idle("the page at / leads to \(target)") }
        switch answer.status {
        case 200..<300, 401, 403: return answer
        case 500...: throw Unestablished(phase: .reply, reason: "HTTP \(answer.status) at /", attempts: 1)
        default: throw Self.idle("HTTP \(answer.status) at /, so there is no page")
        }
    }

    /// The same where it is a document that browsers show.
    func document() throws(Unestablished) -> PageResponse {
        let page = try page()
        guard page.isDocument else { throw Self.idle("what lies at / is no HTML page") }
        return page
    }

    /// What the page's markup names; `gap` says what is left unread of it.
    func markup() throws(Unestablished) -> (markup: PageMarkup, gap: Unestablished?) {
        let page = try document()
        let gap = page.gap.map {
            Unestablished(phase: .reply, reason: "of the page at /, \($0)", attempts: 1)
        }
        if let markup = page.markup { return (markup, gap) }
        throw gap ?? Unestablished(phase: .reply, reason: "the page at / cannot be read", attempts: 1)
    }

    /// The addresses of the endpoint with what each answers.
    func answers() throws(Unestablished) -> (seen: [Observation<PageResponse>], gaps: [Unestablished]) {
        let addresses = evidence.addresses(of: subject.name)
        guard !addresses.isEmpty else {
            throw evidence.reason(Question(PageResponse.self), of: subject)
                ?? Unestablished(phase: .resolve, reason: "no address was measured")
        }
        var seen: [Observation<PageResponse>] = []
        var gaps: [Unestablished] = []
        for address in addresses {
            do {
                seen.append(try evidence.one(PageResponse.self, of: address))
            } catch {
                gaps.append(error)
            }
        }
        return (seen, gaps)
    }

    func plain() throws(Unestablished) -> PlainRedirects {
        try evidence.one(PlainRedirects.self, of: subject).fact
    }

    /// The question does not arise.
    static func idle(_ words: String) -> Unestablished { Unestablished(phase: .notApplicable, reason: words) }

    /// Whether a host belongs to the page's own site, or to the listed estate.
    func isOwn(_ host: String, to page: PageResponse) -> Bool {
        let own = WebURL(page.address)?.host ?? ""
        guard !Site(host).isSame(as: Site(own)) else { return true }
        let estate = evidence.estate
        return estate.endpoints.contains { $0.host == host || $0.referenceName == host }
            || estate.domains.contains { host == $0.name || host.hasSuffix(".\($0.name)") }
    }
}

extension PageResponse {
    func values(_ field: String) -> [String] { policies[field] ?? [] }

    var mediaType: String? {
        values("content-type").first.map { $0.prefix { $0 != ";" && $0 != " " }.lowercased() }
    }

    var isDocument: Bool {
        markup != nil || mediaType == "text/html" || mediaType == "application/xhtml+xml"
    }

    /// The field that a browser has in the end: that of the last answer which has one.
    var transportSecurity: StrictTransportSecurity? {
        hops.reversed().lazy.compactMap { StrictTransportSecurity(fields: $0.transportSecurity) }.first
    }

    /// As the Observatory reads them.
    var observatoryPolicy: ObservatoryCSP {
        ObservatoryCSP(
            fields: values("content-security-policy"),
            meta: markup?.securityPolicies ?? [],
            reportOnly: values("content-security-policy-report-only"),
            isHTTPS: true
        )
    }

    var cookieFields: [SetCookie] { cookies.compactMap { SetCookie($0) } }

    var host: String { WebURL(address)?.host ?? "" }
}
