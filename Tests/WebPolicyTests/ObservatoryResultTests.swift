// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing
import WebPolicy

/// One row a result code of MDN's HTTP Observatory, algorithm 6: what leads to it, and its points.
struct ObservatoryResultTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let code: ObservatoryResult
        let modifier: Int
        let judge: @Sendable () -> ObservatoryResult

        var testDescription: String { code.rawValue }

        init(_ code: ObservatoryResult, _ modifier: Int, _ judge: @escaping @Sendable () -> ObservatoryResult)
        {
            self.code = code
            self.modifier = modifier
            self.judge = judge
        }
    }

    static func csp(
        _ fields: String...,
        meta: [String] = [],
        reportOnly: [String] = []
    ) -> ObservatoryResult {
        ObservatoryCSP(fields: fields, meta: meta, reportOnly: reportOnly, isHTTPS: true).result
    }

    static func cookies(_ fields: String..., hsts: Bool = false) -> ObservatoryResult {
        ObservatoryJudgement.cookies(fields.compactMap { SetCookie($0) }, isUnderHSTS: hsts)
    }

    static func cors(_ origin: String?, _ credentials: String? = nil) -> ObservatoryResult {
        let answer = CrossOriginAnswer(
            allowOrigin: origin,
            allowCredentials: credentials,
            askedBy: "https://foreign.invalid"
        )
        return ObservatoryJudgement.crossOriginResourceSharing(answer)
    }

    static func trail(_ hops: String...) -> RedirectTrail {
        RedirectTrail(hops.compactMap { WebURL($0) }.map { RedirectTrail.Hop($0) })
    }

    static func scripts(_ scripts: (String?, Bool)...) -> ObservatoryResult {
        ObservatoryJudgement.subresourceIntegrity(
            scripts.map { .init(source: $0.0, hasIntegrity: $0.1) },
            page: WebURL(scheme: "https", host: "www.mfa.example"),
            isSameSite: { $0.hasSuffix("mfa.example") }
        )
    }

    static let policies: [Row] = [
        Row(.cspDefaultNone, 10) { csp("default-src 'none'; form-action 'none'") },
        Row(.cspNoUnsafe, 5) { csp("default-src 'self'; script-src 'nonce-abc' 'unsafe-inline'") },
        Row(.cspUnsafeStyleOnly, 0) { csp("default-src 'self'; style-src 'unsafe-inline'") },
        Row(.cspDuplicateDirectives, 0) { csp("default-src 'self'; report-uri /a; report-uri /b") },
        Row(.cspInsecurePassive, -10) { csp("default-src 'self'; img-src http://a.example") },
        Row(.cspUnsafeEval, -10) { csp("default-src 'self'; script-src 'unsafe-eval'") },
        Row(.cspUnsafeInline, -20) { csp("default-src 'self'; script-src 'unsafe-inline'") },
        Row(.cspUnsafeInline, -20) { csp("upgrade-insecure-requests") },
        Row(.cspUnsafeInline, -20) { csp("default-src 'self'; object-src https:") },
        Row(.cspInsecureScheme, -20) { csp("default-src 'self'; connect-src http://a.example") },
        Row(.cspInvalid, -25) { csp("default-src 'self'; default-src *") },
        Row(.cspInvalid, -25) { csp("default-src 'self'; script-src 'strict-dynamic'") },
        Row(.cspInvalid, -25) { csp("") },
        Row(.cspMissing, -25) { csp() },
        Row(.cspMissing, -25) { csp(meta: ["frame-ancestors 'none'"]) },
        Row(.cspReportOnly, -25) { csp(reportOnly: ["default-src 'self'"]) },
        Row(.cspNoUnsafe, 5) { csp(meta: ["default-src 'self'"]) },
        Row(.cspNoUnsafe, 5) {
            csp("default-src 'self'; script-src 'self' https: 'unsafe-inline' 'nonce-a' 'strict-dynamic'")
        },
        Row(.cspNoUnsafe, 5) { csp("default-src 'self' https:", "default-src 'self'") },
    ]

    static let cookieRows: [Row] = [
        Row(.cookiesSameSite, 5) {
            cookies("a=b; Secure; SameSite=Lax", "sessid=1; Secure; HttpOnly; samesite=none")
        },
        Row(.cookiesSecure, 0) { cookies("a=b; Secure; SameSite=Lax", "c=d; Secure") },
        Row(.cookiesNone, 0) { cookies() },
        Row(.cookiesInsecureUnderHSTS, -5) { cookies("a=b", hsts: true) },
        Row(.cookiesSessionInsecureUnderHSTS, -10) { cookies("sessid=b; HttpOnly", hsts: true) },
        Row(.cookiesInsecure, -20) { cookies("a=b") },
        Row(.cookiesSameSiteInvalid, -20) { cookies("a=b; Secure; SameSite=Some") },
        Row(.cookiesSameSiteInvalid, -20) { cookies("a=b; SameSite=None") },
        Row(.cookiesAntiForgeryWithoutSameSite, -20) { cookies("XSRF-CSRF=b; Secure") },
        Row(.cookiesSessionReadable, -30) { cookies("Login=b; Secure") },
        Row(.cookiesSessionInsecure, -40) { cookies("PHPSESSID=b; HttpOnly") },
    ]

    static let crossOriginRows: [Row] = [
        Row(.corsNone, 0) { cors(nil) },
        Row(.corsPublic, 0) { cors("*", "true") },
        Row(.corsRestricted, 0) { cors("https://a.example", "true") },
        Row(.corsRestricted, 0) { cors("https://foreign.invalid") },
        Row(.corsUniversal, -50) { cors("https://foreign.invalid", "true") },
        Row(.corpSameOrigin, 10) { ObservatoryJudgement.crossOrigin(.resource, ["same-origin"]) },
        Row(.corpSameSite, 10) { ObservatoryJudgement.crossOrigin(.resource, ["Same-Site"]) },
        Row(.corpCrossOrigin, 0) { ObservatoryJudgement.crossOrigin(.resource, ["cross-origin"]) },
        Row(.corpMissing, 0) { ObservatoryJudgement.crossOrigin(.resource, []) },
        Row(.corpInvalid, -5) { ObservatoryJudgement.crossOrigin(.resource, ["none"]) },
        Row(.coepRequire, 10) {
            ObservatoryJudgement.crossOrigin(.embedder, ["require-corp; report-to=\"x\""])
        },
        Row(.coepCredentialless, 10) { ObservatoryJudgement.crossOrigin(.embedder, ["credentialless"]) },
        Row(.coepUnsafeNone, 0) { ObservatoryJudgement.crossOrigin(.embedder, ["unsafe-none"]) },
        Row(.coepMissing, 0) { ObservatoryJudgement.crossOrigin(.embedder, []) },
        Row(.coepInvalid, -5) {
            ObservatoryJudgement.crossOrigin(.embedder, ["require-corp", "require-corp"])
        },
        Row(.coopSameOrigin, 10) { ObservatoryJudgement.crossOrigin(.opener, ["same-origin"]) },
        Row(.coopPopups, 10) { ObservatoryJudgement.crossOrigin(.opener, ["same-origin-allow-popups"]) },
        Row(.coopNoOpener, 10) { ObservatoryJudgement.crossOrigin(.opener, ["noopener-allow-popups"]) },
        Row(.coopUnsafeNone, 0) { ObservatoryJudgement.crossOrigin(.opener, ["unsafe-none"]) },
        Row(.coopMissing, 0) { ObservatoryJudgement.crossOrigin(.opener, []) },
        Row(.coopInvalid, -5) { ObservatoryJudgement.crossOrigin(.opener, ["same-site"]) },
    ]

    static let transportRows: [Row] = [
        Row(.redirectionPreloaded, 0) {
            ObservatoryJudgement.redirection(trail("http://a.example", "http://b.example")) { _ in true }
        },
        Row(.redirectionToHTTPS, 0) {
            ObservatoryJudgement.redirection(
                trail("http://a.example", "https://a.example", "https://b.example")
            )
        },
        Row(.redirectionNotNeeded, 0) { ObservatoryJudgement.redirection(nil) },
        Row(.redirectionOffHost, -5) {
            ObservatoryJudgement.redirection(trail("http://a.example", "https://b.example"))
        },
        Row(.redirectionHTTPFirst, -10) {
            ObservatoryJudgement.redirection(
                trail("http://a.example", "http://b.example", "https://b.example")
            )
        },
        Row(.redirectionNotToHTTPS, -20) {
            ObservatoryJudgement.redirection(trail("http://a.example", "http://a.example/home"))
        },
        Row(.redirectionMissing, -20) { ObservatoryJudgement.redirection(trail("http://a.example")) },
        Row(.redirectionInvalidCertificate, -20) {
            ObservatoryJudgement.redirection(trail("http://a.example", "https://a.example"), isTrusted: false)
        },
        Row(.hstsPreloaded, 5) { ObservatoryJudgement.strictTransportSecurity([], isPreloaded: true) },
        Row(.hstsSixMonths, 0) { ObservatoryJudgement.strictTransportSecurity(["max-age=15552000"]) },
        Row(.hstsShort, -10) { ObservatoryJudgement.strictTransportSecurity(["max-age=15551999"]) },
        Row(.hstsMissing, -20) { ObservatoryJudgement.strictTransportSecurity([]) },
        Row(.hstsInvalid, -20) { ObservatoryJudgement.strictTransportSecurity(["includeSubDomains"]) },
        Row(.hstsInvalid, -20) {
            ObservatoryJudgement.strictTransportSecurity(["max-age=31536000", "max-age=31536000"])
        },
        Row(.hstsNoHTTPS, -20) { ObservatoryJudgement.strictTransportSecurity([], hasHTTPS: false) },
        Row(.hstsInvalidCertificate, -20) {
            ObservatoryJudgement.strictTransportSecurity(["max-age=31536000"], isTrusted: false)
        },
    ]

    static let pageRows: [Row] = [
        Row(.referrerPrivate, 5) {
            ObservatoryJudgement.referrerPolicy(["unsafe-url, strict-origin, future"])
        },
        Row(.referrerMissing, 0) { ObservatoryJudgement.referrerPolicy([]) },
        Row(.referrerUnsafe, -5) { ObservatoryJudgement.referrerPolicy(["no-referrer", "origin"]) },
        Row(.referrerInvalid, -5) { ObservatoryJudgement.referrerPolicy(["never"]) },
        Row(.sriAll, 5) { scripts(("/a.js", true), ("/b.js", false)) },
        Row(.sriExternal, 5) { scripts(("https://cdn.example/a.js", true)) },
        Row(.sriNotHTML, 0) {
            ObservatoryJudgement.subresourceIntegrity(
                nil,
                page: WebURL(scheme: "https", host: "a.example"),
                isSameSite: { _ in true }
            )
        },
        Row(.sriNoScripts, 0) { scripts() },
        Row(.sriSameOrigin, 0) {
            scripts((nil, false), ("/a.js", false), ("https://static.mfa.example/a.js", false))
        },
        Row(.sriMissingSecure, -5) { scripts(("https://cdn.example/a.js", false)) },
        Row(.sriInsecure, -20) { scripts(("http://cdn.example/a.js", true)) },
        Row(.sriMissingInsecure, -50) {
            scripts(("//cdn.example/a.js", false), ("https://cdn.example/a.js", false))
        },
        Row(.htmlNotParsable, -20) {
            ObservatoryJudgement.subresourceIntegrity(
                [],
                page: WebURL(scheme: "https", host: "a.example"),
                isParsable: false,
                isSameSite: { _ in true }
            )
        },
        Row(.noSniff, 0) { ObservatoryJudgement.contentTypeOptions(["NoSniff"]) },
        Row(.sniffMissing, -5) { ObservatoryJudgement.contentTypeOptions([]) },
        Row(.sniffInvalid, -5) { ObservatoryJudgement.contentTypeOptions(["sniff"]) },
        Row(.frameByCSP, 5) { frame([], csp: "frame-ancestors 'self'") },
        Row(.frameDenied, 5) { frame(["sameorigin"]) },
        Row(.frameAllowFrom, 0) { frame(["ALLOW-FROM https://a.example"]) },
        Row(.frameMissing, -20) { frame([], csp: "frame-ancestors https:") },
        Row(.frameMissing, -20) { frame([], meta: "frame-ancestors 'none'") },
        Row(.frameInvalid, -20) { frame(["DENY", "SAMEORIGIN"]) },
    ]

    static func frame(_ fields: [String], csp: String? = nil, meta: String? = nil) -> ObservatoryResult {
        let policies = ObservatoryCSP(
            fields: csp.map { [$0] } ?? [],
            meta: meta.map { [$0] } ?? [],
            reportOnly: [],
            isHTTPS: true
        )
        return ObservatoryJudgement.frameOptions(fields, policies: policies)
    }

    static let rows = policies + cookieRows + crossOriginRows + transportRows + pageRows

    @Test(arguments: rows) func eachCodeComesOfItsCause(_ row: Row) {
        #expect(row.judge() == row.code)
        #expect(row.code.modifier == row.modifier)
    }

    @Test func everyCodeHasARow() {
        #expect(Set(Self.rows.map(\.code)) == Set(ObservatoryResult.allCases))
    }
}

struct ObservatoryScoreTests {
    /// Every test passes at no points.
    static let plain: [ObservatoryTest: ObservatoryResult] = [
        .contentSecurityPolicy: .cspUnsafeStyleOnly, .cookies: .cookiesNone,
        .crossOriginResourceSharing: .corsNone, .redirection: .redirectionToHTTPS,
        .referrerPolicy: .referrerMissing, .strictTransportSecurity: .hstsSixMonths,
        .subresourceIntegrity: .sriNoScripts, .contentTypeOptions: .noSniff, .frameOptions: .frameAllowFrom,
        .resourcePolicy: .corpMissing, .embedderPolicy: .coepMissing, .openerPolicy: .coopMissing,
    ]

    static func score(_ changes: [ObservatoryTest: ObservatoryResult]) -> ObservatoryScore {
        ObservatoryScore(plain.merging(changes) { $1 })
    }

    @Test func extraPointsCountFromNinetyOn() {
        #expect(Self.score([:]).score == 100)
        #expect(Self.score([.referrerPolicy: .referrerPrivate]).score == 105)
        #expect(
            Self.score([.referrerPolicy: .referrerPrivate, .strictTransportSecurity: .hstsShort]).score == 95
        )
        #expect(
            Self.score([.referrerPolicy: .referrerPrivate, .redirection: .redirectionMissing]).score == 80
        )
    }

    @Test(arguments: [
        (ObservatoryResult.corsUniversal, 50, "C"), (.corsNone, 100, "A+"),
    ])
    func gradesFollowTheChart(_ cors: ObservatoryResult, _ score: Int, _ grade: String) {
        let made = Self.score([.crossOriginResourceSharing: cors])
        #expect(made.score == score)
        #expect(made.grade == grade)
    }

    @Test func nothingFallsBelowZero() {
        let worst = Self.score([
            .crossOriginResourceSharing: .corsUniversal, .cookies: .cookiesSessionInsecure,
            .contentSecurityPolicy: .cspMissing,
        ])
        #expect(worst.score == 0)
        #expect(worst.grade == "F")
    }

    @Test func withoutOneResultThereIsNoScore() {
        var results = Self.plain
        results[.redirection] = nil
        #expect(ObservatoryScore(results).score == nil)
        #expect(ObservatoryScore(results).grade == nil)
    }

    @Test func theBestIsAHundredAndSixtyFive() {
        let best = Self.score([
            .contentSecurityPolicy: .cspDefaultNone, .cookies: .cookiesSameSite,
            .referrerPolicy: .referrerPrivate,
            .strictTransportSecurity: .hstsPreloaded, .subresourceIntegrity: .sriAll,
            .frameOptions: .frameByCSP,
            .resourcePolicy: .corpSameOrigin, .embedderPolicy: .coepRequire, .openerPolicy: .coopSameOrigin,
        ])
        #expect(best.score == 165)
        #expect(best.grade == "A+")
    }
}
