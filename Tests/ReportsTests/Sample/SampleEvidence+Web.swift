// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension SampleEvidence {
    /// What the sample's website shows.
    static let web: [any Fact] = [
        PageResponse(
            hops: [
                .init(
                    address: "https://www.mfa.example/",
                    status: 302,
                    transportSecurity: ["max-age=31536000; includeSubDomains"]
                ),
                .init(
                    address: "https://www.mfa.example/en/",
                    status: 200,
                    transportSecurity: ["max-age=31536000; includeSubDomains"]
                ),
            ],
            policies: [
                "content-security-policy": ["default-src 'self' 'unsafe-inline'"],
                "content-type": ["text/html; charset=utf-8"],
                "x-content-type-options": ["nosniff"],
            ],
            cookies: ["lang=; Path=/; Max-Age=31536000; Secure; SameSite=Lax"],
            software: ["server: \(SampleEstate.hostile)"],
            advertised: ["h3"],
            codings: ["gzip"],
            markup: PageMarkup(
                scripts: [
                    .init(
                        source: "https://cdn.example/x.js",
                        address: "https://cdn.example/x.js",
                        hasIntegrity: false
                    )
                ],
                origins: [.init(origin: "https://cdn.example", uses: ["active"])]
            )
        ),
        PageSketch(status: 200, mediaType: "text/html", title: "Ministry", text: "00ff"),
        CrossOriginAccess(asked: "https://foreign.invalid", allowOrigin: nil, allowCredentials: nil),
    ]
}
