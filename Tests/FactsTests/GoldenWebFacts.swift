// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation

extension Golden {
    /// What is kept of pages.
    static let web: [Golden] = [
        Golden(
            PageResponse(
                hops: [
                    .init(address: "https://mfa.example/", status: 302, transportSecurity: ["max-age=1"]),
                    .init(
                        address: "https://mfa.example/en/",
                        status: 200,
                        transportSecurity: [],
                        setsCookies: true
                    ),
                ],
                policies: ["x-frame-options": ["DENY"]],
                cookies: ["sid=; Secure", "a="],
                software: ["server: nginx"],
                advertised: ["h3"],
                codings: ["gzip"],
                irregularities: ["bare-line-feed"],
                markup: markup,
                gap: "only its beginning was read"
            ),
            #"{"advertised":["h3"],"codings":["gzip"],"cookies":["a=","sid=; Secure"],"#
                + #""gap":"only its beginning was read","#
                + #""hops":[{"address":"https://mfa.example/","setsCookies":false,"status":302,"transportSecurity":["max-age=1"]},"#
                + #"{"address":"https://mfa.example/en/","setsCookies":true,"status":200,"transportSecurity":[]}],"#
                + #""irregularities":["bare-line-feed"],"#
                + #""markup":{"hasInlineScripts":true,"#
                + #""insecure":[{"address":"http://a.example/i.png","place":"img src","use":"passive"}],"#
                + #""origins":[{"origin":"https://a.example","uses":["active","passive"]}],"#
                + #""referrerPolicies":["origin"],"#
                + #""scripts":[{"address":"https://a.example/x.js","hasIntegrity":true,"source":"//a.example/x.js"}],"#
                + #""securityPolicies":["default-src 'self'"]},"#
                + #""policies":{"x-frame-options":["DENY"]},"software":["server: nginx"]}"#
        ),
        Golden(
            PageResponse(
                hops: [.init(address: "https://mfa.example/", status: 301, transportSecurity: [])],
                leadsTo: "https://www.mfa.example/"
            ),
            #"{"advertised":[],"codings":[],"cookies":[],"#
                + #""hops":[{"address":"https://mfa.example/","setsCookies":false,"status":301,"transportSecurity":[]}],"#
                + #""irregularities":[],"leadsTo":"https://www.mfa.example/","policies":{},"software":[]}"#
        ),
        Golden(
            PageSketch(status: 200, mediaType: "text/html", title: "Embassy", text: "00ff"),
            #"{"mediaType":"text/html","status":200,"text":"00ff","title":"Embassy"}"#
        ),
        Golden(
            CrossOriginAccess(asked: "https://foreign.invalid", allowOrigin: "*", allowCredentials: nil),
            #"{"allowOrigin":"*","asked":"https://foreign.invalid"}"#
        ),
        Golden(PlainRedirects(state: .notHTTP), #"{"hops":[],"state":"not-http"}"#),
        Golden(
            PlainRedirects(
                state: .answered,
                hops: [.init(address: "http://mfa.example/", status: 301, transportSecurity: [])],
                leadsTo: "https://mfa.example/",
                end: .endpoint
            ),
            #"{"end":"endpoint","hops":[{"address":"http://mfa.example/","setsCookies":false,"status":301,"transportSecurity":[]}],"#
                + #""leadsTo":"https://mfa.example/","state":"answered"}"#
        ),
        Golden(
            SecurityTextFile(
                addresses: ["https://mfa.example/.well-known/security.txt"],
                status: 200,
                mediaType: "text/plain",
                charset: "utf-8",
                body: "Contact: mailto:a@mfa.example"
            ),
            #"{"addresses":["https://mfa.example/.well-known/security.txt"],"#
                + #""body":"Contact: mailto:a@mfa.example","charset":"utf-8","isUTF8":true,"#
                + #""mediaType":"text/plain","status":200}"#
        ),
        Golden(
            SecurityTextSignature(
                state: .good,
                listed: ["0A", "0B"],
                issuer: "0B",
                signer: .init(
                    fingerprint: "0B",
                    primary: "0A",
                    algorithm: "RSA of 3072 bits",
                    expires: Date(timeIntervalSince1970: 1_800_000_000)
                ),
                hash: "SHA-512",
                made: Date(timeIntervalSince1970: 1_700_000_000)
            ),
            #"{"hash":"SHA-512","issuer":"0B","listed":["0A","0B"],"made":"2023-11-14T22:13:20Z","#
                + #""signer":{"algorithm":"RSA of 3072 bits","expires":"2027-01-15T08:00:00Z","fingerprint":"0B","#
                + #""primary":"0A"},"state":"good"}"#
        ),
        Golden(
            SecurityTextSignature(state: .malformed, reason: "line 1: x", listed: []),
            #"{"listed":[],"reason":"line 1: x","state":"malformed"}"#
        ),
        Golden(
            ErrorPage(path: "/x", status: 404, software: ["nginx/1.22.1"], traces: [.python, .dotNet]),
            #"{"path":"/x","software":["nginx/1.22.1"],"status":404,"traces":["dot-net","python"]}"#
        ),
        Golden(
            ExposedFiles(
                matter: "repository",
                asked: 5,
                found: [.init(path: "/.git/HEAD", signature: "git-head", sha256: "00ff")]
            ),
            #"{"asked":5,"found":[{"path":"/.git/HEAD","sha256":"00ff","signature":"git-head"}],"matter":"repository"}"#
        ),
        Golden(
            DirectoryListings(asked: ["/b/", "/a/"], listed: [.init(path: "/a/", maker: "nginx")]),
            #"{"asked":["/a/","/b/"],"listed":[{"maker":"nginx","path":"/a/"}]}"#
        ),
        Golden(
            SourceMaps(
                scripts: 2,
                maps: [.init(script: "/a.js", path: "/a.js.map", holdsSources: true)]
            ),
            #"{"maps":[{"holdsSources":true,"path":"/a.js.map","script":"/a.js"}],"scripts":2}"#
        ),
        Golden(
            DocumentMetadata(
                read: 3,
                documents: [.init(path: "/a.pdf", format: "pdf", traces: ["software", "author"])]
            ),
            #"{"documents":[{"format":"pdf","path":"/a.pdf","traces":["author","software"]}],"read":3}"#
        ),
    ]

    /// What hosts of statements point to.
    static let statements: [Golden] = [
        Golden(PageLinks(feeds: ["https://mfa.example/feed"]), #"{"feeds":["https://mfa.example/feed"]}"#),
        Golden(StatementFeed(address: nil), #"{"dates":[]}"#),
        Golden(
            CrawlerRules(status: 200, hasRules: true, named: ["b", "a"], excluded: ["a"]),
            #"{"excluded":["a"],"hasRules":true,"named":["a","b"],"status":200}"#
        ),
        Golden(
            StatementFeed(
                address: "https://mfa.example/feed",
                status: 200,
                format: "rss",
                dates: [Date(timeIntervalSince1970: 0), Date(timeIntervalSince1970: 86_400)]
            ),
            #"{"address":"https://mfa.example/feed","dates":["1970-01-02T00:00:00Z","1970-01-01T00:00:00Z"],"#
                + #""format":"rss","status":200}"#
        ),
    ]

    /// What pictures and documents carry of where they are from.
    static let provenance: [Golden] = [
        Golden(
            PublishedFiles(
                pictures: ["https://mfa.example/b.jpg", "https://mfa.example/a.png?s=1"],
                foreignPictures: 2,
                documents: 3,
                signatures: 1,
                disclosures: ["ki-generiert", "ai-generated"],
                gap: "cut"
            ),
            #"{"disclosures":["ai-generated","ki-generiert"],"documents":3,"foreignPictures":2,"gap":"cut","#
                + #""pictures":["https://mfa.example/b.jpg","https://mfa.example/a.png?s=1"],"signatures":1}"#
        ),
        Golden(
            ProvenanceMarks(pictures: [
                .init(path: "/b.jpg", gap: "HTTP 404"),
                .init(
                    path: "/a.png",
                    format: "png",
                    manifest: .init(count: 2, generator: "Camera/2", isSigned: true),
                    hasReference: true,
                    sourceTypes: ["trainedAlgorithmicMedia", "digitalCapture"],
                    generated: ["trainedAlgorithmicMedia"]
                ),
            ]),
            #"{"pictures":[{"format":"png","generated":["trainedAlgorithmicMedia"],"hasReference":true,"#
                + #""manifest":{"count":2,"generator":"Camera/2","isSigned":true},"path":"/a.png","#
                + #""sourceTypes":["digitalCapture","trainedAlgorithmicMedia"]},"#
                + #"{"gap":"HTTP 404","generated":[],"hasReference":false,"path":"/b.jpg","sourceTypes":[]}]}"#
        ),
    ]

    /// What the words of a page say.
    static let words: [Golden] = [
        Golden(
            ChatPrograms(
                programs: [.init(name: "B", isMachine: nil), .init(name: "A", isMachine: true)],
                disclosures: ["chatbot"],
                unreadScripts: 2
            ),
            #"{"disclosures":["chatbot"],"programs":[{"isMachine":true,"name":"A"},{"name":"B"}],"unreadScripts":2}"#
        ),
        Golden(
            DatasetMetadata(formats: ["rdfa"], datasets: 2, isLicensed: true, changed: "2026-01-02"),
            #"{"changed":"2026-01-02","datasets":2,"formats":["rdfa"],"isLicensed":true}"#
        ),
        Golden(
            AccessibilityMarks(
                rules: [
                    .init(id: "video-caption", level: "a", criteria: ["1.2.2"], reviews: 1),
                    .init(
                        id: "image-alt",
                        level: "a",
                        criteria: ["1.1.1"],
                        violations: 2,
                        places: [.init(line: 7, excerpt: "<img>")]
                    ),
                ],
                applied: 12,
                gap: "cut"
            ),
            #"{"applied":12,"gap":"cut","isShell":false,"rules":[{"criteria":["1.1.1"],"id":"image-alt","level":"a","#
                + #""places":[{"excerpt":"<img>","line":7}],"reviews":0,"violations":2},{"criteria":["1.2.2"],"#
                + #""id":"video-caption","level":"a","places":[],"reviews":1,"violations":0}]}"#
        ),
        Golden(
            ScriptNeed(letters: 540, links: 3, hasScripts: true, asksForScripts: true, challenge: "Imperva"),
            #"{"asksForScripts":true,"challenge":"Imperva","hasScripts":true,"isHollow":false,"letters":500,"links":3,"#
                + #""scriptedForms":0,"scriptedLinks":0}"#
        ),
        Golden(
            PageLanguages(
                language: "ar",
                contentLanguages: ["ar"],
                direction: "rtl",
                charset: "utf-8",
                isRightToLeft: true,
                alternates: [.init(language: "fr", address: "https://mfa.example/fr")],
                linked: ["fr", "en"],
                gap: "cut"
            ),
            #"{"alternates":[{"address":"https://mfa.example/fr","isValid":true,"language":"fr"}],"charset":"utf-8","#
                + #""contentLanguages":["ar"],"direction":"rtl","gap":"cut","isRightToLeft":true,"isUTF8":true,"#
                + #""language":"ar","linked":["en","fr"]}"#
        ),
        Golden(
            LanguageVersions(
                versions: [
                    .init(
                        language: "fr",
                        address: "https://mfa.example/fr",
                        status: 200,
                        declared: "fr",
                        namesBack: false,
                        letters: 450
                    ),
                    .init(language: "de", address: "https://de.example/", gap: "not ours"),
                ],
                letters: 987
            ),
            #"{"letters":900,"versions":[{"address":"https://de.example/","gap":"not ours","language":"de"},"#
                + #"{"address":"https://mfa.example/fr","declared":"fr","language":"fr","letters":400,"namesBack":false,"#
                + #""status":200}]}"#
        ),
        Golden(
            PageWeight(
                parts: [
                    .init(
                        address: "https://cdn.example/a.js",
                        origin: "https://cdn.example",
                        use: "script",
                        isBlocking: true,
                        gap: "not ours"
                    ),
                    .init(
                        address: "https://mfa.example/",
                        origin: "https://mfa.example",
                        use: "page",
                        isBlocking: true,
                        level: 0,
                        wire: 512,
                        decoded: 1024,
                        isCompressed: true,
                        isReusable: false
                    ),
                ],
                gap: "cut"
            ),
            #"{"gap":"cut","parts":[{"address":"https://mfa.example/","decoded":1024,"isBlocking":true,"isCertain":true,"#
                + #""isCompressed":true,"isReusable":false,"level":0,"origin":"https://mfa.example","use":"page","wire":512},"#
                + #"{"address":"https://cdn.example/a.js","gap":"not ours","isBlocking":true,"isCertain":true,"level":1,"#
                + #""origin":"https://cdn.example","use":"script"}]}"#
        ),
        Golden(
            CorrectionMarks(addresses: ["https://mfa.example/errata"], words: ["errata"], gap: "cut"),
            #"{"addresses":["https://mfa.example/errata"],"gap":"cut","words":["errata"]}"#
        ),
    ]

    /// What is said of accounts.
    static let accounts: [Golden] = [
        Golden(
            ProfileLinks(addresses: ["https://b.example/", "https://a.example/@b"], gap: "cut"),
            #"{"addresses":["https://a.example/@b","https://b.example/"],"gap":"cut"}"#
        ),
        Golden(
            TrustFile(
                path: "/trust.txt",
                status: 200,
                entries: [.init(name: "social", value: "https://x.com/a")]
            ),
            #"{"entries":[{"name":"social","value":"https://x.com/a"}],"isCut":false,"path":"/trust.txt","#
                + #""status":200}"#
        ),
        Golden(
            WebFingerAnswer(resource: "acct:a@b.example", status: 200, profiles: ["https://b.example/@a"]),
            #"{"profiles":["https://b.example/@a"],"resource":"acct:a@b.example","status":200}"#
        ),
        Golden(
            HandleIdentifier(status: 200, identifier: "did:web:a.example"),
            #"{"identifier":"did:web:a.example","status":200}"#
        ),
        Golden(
            AccountPage(profile: "https://b.example/@a", status: 200, links: ["https://mfa.example/"]),
            #"{"links":["https://mfa.example/"],"profile":"https://b.example/@a","status":200}"#
        ),
    ]

    private static let markup = PageMarkup(
        scripts: [.init(source: "//a.example/x.js", address: "https://a.example/x.js", hasIntegrity: true)],
        hasInlineScripts: true,
        origins: [.init(origin: "https://a.example", uses: ["passive", "active"])],
        insecure: [.init(address: "http://a.example/i.png", use: "passive", place: "img src")],
        securityPolicies: ["default-src 'self'"],
        referrerPolicies: ["origin"]
    )
}
