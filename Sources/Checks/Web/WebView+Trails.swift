// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import HTTPWire
internal import Model
internal import WebPolicy

extension WebView {
    /// The file, or why nothing can be said of it.
    func securityText() throws(Unestablished) -> SecurityTextFile {
        let file = try evidence.one(SecurityTextFile.self, of: subject).fact
        if let target = file.leadsTo {
            throw Unestablished(phase: .notOurs, reason: "it leads to \(target), which is not asked")
        }
        guard file.status < 500 else {
            let path = file.addresses.last ?? "security.txt"
            throw Unestablished(phase: .reply, reason: "HTTP \(file.status) at \(path)", attempts: 1)
        }
        return file
    }
}

extension PlainRedirects {
    /// Where the first redirect goes; nil where there is none.
    var firstTarget: WebURL? {
        if hops.count > 1 { return WebURL(hops[1].address) }
        return leadsTo.flatMap { WebURL($0) }
    }

    /// The way from plain HTTP on; where it comes to the endpoint's own page, that page's way is the rest of it.
    ///
    /// Nil where nothing listens.
    func trail(to page: PageResponse?) -> RedirectTrail? {
        guard state == .answered else { return nil }
        var way = hops.compactMap { RedirectTrail.Hop($0) }
        if end == .endpoint, let page {
            way += page.trail.hops
        } else if let target = leadsTo.flatMap({ WebURL($0) }) {
            way.append(RedirectTrail.Hop(target))
        }
        return RedirectTrail(way)
    }
}

extension PageResponse {
    /// How long browsers keep HSTS, seconds; 0 where they keep none.
    package var strictTransportAge: Int { max(0, transportSecurity?.maxAge ?? 0) }

    var trail: RedirectTrail {
        let target = leadsTo.flatMap { WebURL($0) }.map { [RedirectTrail.Hop($0)] } ?? []
        return RedirectTrail(hops.compactMap { RedirectTrail.Hop($0) } + target)
    }

    var hasLiteralHost: Bool {
        let host = host
        return host.hasPrefix("[") || IPAddress(host) != nil
    }
}

extension RedirectTrail.Hop {
    init?(_ hop: PageResponse.Hop) {
        guard let url = WebURL(hop.address) else { return nil }
        self.init(url, strictTransportSecurity: hop.transportSecurity)
    }
}
