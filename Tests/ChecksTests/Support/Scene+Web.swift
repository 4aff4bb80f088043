// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model

extension PageResponse {
    /// Fields that leave nothing to wish for.
    static let soundPolicies = [
        "content-security-policy": [
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'none'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ],
        "content-type": ["text/html; charset=utf-8"],
        "cross-origin-opener-policy": ["same-origin"],
        "cross-origin-embedder-policy": ["require-corp"],
        "cross-origin-resource-policy": ["same-origin"],
        "permissions-policy": ["camera=(), microphone=()"],
        "referrer-policy": ["same-origin"],
        "x-content-type-options": ["nosniff"],
        "x-frame-options": ["DENY"],
    ]

    static let year = "max-age=31536000; includeSubDomains"

    /// A page of `www` as one would wish, but for what is given.
    static func sound(
        _ policies: [String: [String]] = [:],
        without: String...,
        status: Int = 200,
        security: [String] = [year],
        leadsTo: String? = nil,
        cookies: [String] = [],
        software: [String] = ["server: nginx"],
        markup: PageMarkup? = PageMarkup(),
        gap: String? = nil
    ) -> PageResponse {
        var all = soundPolicies.merging(policies) { $1 }
        for name in without { all[name] = nil }
        return PageResponse(
            hops: [
                Hop(
                    address: "https://www/",
                    status: status,
                    transportSecurity: security,
                    setsCookies: !cookies.isEmpty
                )
            ],
            leadsTo: leadsTo,
            policies: all,
            cookies: cookies,
            software: software,
            markup: leadsTo == nil ? markup : nil,
            gap: gap
        )
    }
}

extension PlainRedirects {
    /// `www` over plain HTTP; each step is where the one before it leads, the last one not asked where `end` says so.
    static func way(_ steps: String..., status: Int = 301, end: End = .endpoint) -> PlainRedirects {
        let isAsked = end == .page || end == .malformed
        let hops = (["http://www/"] + steps).dropLast(isAsked ? 0 : 1)
        return PlainRedirects(
            state: .answered,
            hops: hops.enumerated().map { index, address in
                PageResponse.Hop(
                    address: address,
                    status: index == hops.count - 1 ? status : 301,
                    transportSecurity: []
                )
            },
            leadsTo: isAsked ? nil : steps.last,
            end: end
        )
    }
}

extension SecurityTextFile {
    static func file(
        _ body: String,
        status: Int = 200,
        mediaType: String? = "text/plain",
        charset: String? = "utf-8",
        leadsTo: String? = nil,
        isUTF8: Bool = true
    ) -> SecurityTextFile {
        SecurityTextFile(
            addresses: ["https://www/.well-known/security.txt"],
            status: status,
            leadsTo: leadsTo,
            mediaType: mediaType,
            charset: charset,
            body: body,
            isUTF8: isUTF8
        )
    }

    static let sound = file("Contact: mailto:security@mfa.example\nExpires: 2027-06-01T00:00:00Z\n")
}

extension Scene {
    /// Pages without a fault, at one of its addresses.
    func web(on subject: Subject = Scene.address) throws -> Scene {
        try seeing(
            PageResponse.sound(),
            PageSketch(status: 200, mediaType: "text/html", title: "Embassy", text: "0011"),
            CrossOriginAccess(asked: "https://foreign.invalid", allowOrigin: nil, allowCredentials: nil),
            ProfileLinks(addresses: []),
            ChatPrograms(),
            CorrectionMarks(),
            PublishedFiles(),
            DatasetMetadata(),
            AccessibilityMarks(applied: 12),
            PageWeight(parts: [.light]),
            ScriptNeed(letters: 900, links: 9),
            PageLanguages(language: "en", charset: "utf-8"),
            on: subject
        )
        .seeing(
            PlainRedirects.way("https://www/"),
            SecurityTextFile.sound,
            SecurityTextSignature(state: .unsigned, listed: []),
            ErrorPage(path: "/x", status: 404, software: [], traces: []),
            CrawlerRules(status: 200, hasRules: true, named: ["GPTBot"]),
            on: Scene.endpoint
        )
        .seeing(
            ExposedFiles.found("repository"),
            ExposedFiles.found("secrets"),
            ExposedFiles.found("backup"),
            ExposedFiles.found("status-page"),
            DirectoryListings(asked: ["/"], listed: []),
            SourceMaps(scripts: 0, maps: []),
            DocumentMetadata(read: 0, documents: []),
            on: Scene.endpoint
        )
    }

    /// One address with this page.
    static func page(_ page: PageResponse, _ more: any Fact...) throws -> Scene {
        var scene = try Scene.reachable().web().seeing(page).trust(.trusted)
            .seeing(ServerNameMatch(aspect: CertificateChain.served, serverName: "www", matches: true))
        for fact in more { scene = try scene.about(fact) }
        return scene
    }

    private func about(_ fact: any Fact) throws -> Scene {
        let isAddress =
            fact is CrossOriginAccess || fact is PageSketch || fact is ChainTrust || fact is ChatPrograms
        return try seeing(fact, on: isAddress ? Scene.address : Scene.endpoint)
    }
}

extension Scene {
    /// An endpoint whose owner lets exposed files be asked for, or not, with what was seen there.
    static func exposed(_ facts: any Fact..., allowed: Bool = true) throws -> Scene {
        var scene = try Scene(endpoints: [.listed("www", exposure: allowed)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        for fact in facts { scene = try scene.seeing(fact, on: endpoint) }
        return scene
    }
}

extension ExposedFiles {
    /// Files of a matter by path and signature.
    static func found(_ matter: String, _ files: (String, String)...) -> ExposedFiles {
        ExposedFiles(
            matter: matter,
            asked: 5,
            found: files.map { Found(path: $0.0, signature: $0.1, sha256: nil) }
        )
    }
}

extension Verdict {
    /// What was seen where it fails; nil where it does not.
    var seen: String? {
        guard case .fail(_, let seen, _) = self else { return nil }
        return seen
    }
}
