// SPDX-License-Identifier: Apache-2.0

/// One test of MDN's HTTP Observatory, algorithm 6.
package enum ObservatoryTest: String, Codable, Hashable, Sendable, CaseIterable {
    case contentSecurityPolicy = "content-security-policy"
    case cookies
    case crossOriginResourceSharing = "cross-origin-resource-sharing"
    case redirection
    case referrerPolicy = "referrer-policy"
    case strictTransportSecurity = "strict-transport-security"
    case subresourceIntegrity = "subresource-integrity"
    case contentTypeOptions = "x-content-type-options"
    case frameOptions = "x-frame-options"
    case resourcePolicy = "cross-origin-resource-policy"
    case embedderPolicy = "cross-origin-embedder-policy"
    case openerPolicy = "cross-origin-opener-policy"
}

/// What a test of the Observatory came to, by the Observatory's own code.
package enum ObservatoryResult: String, Codable, Hashable, Sendable, CaseIterable {
    case cspDefaultNone = "csp-implemented-with-no-unsafe-default-src-none"
    case cspNoUnsafe = "csp-implemented-with-no-unsafe"
    case cspUnsafeStyleOnly = "csp-implemented-with-unsafe-inline-in-style-src-only"
    case cspDuplicateDirectives = "csp-implemented-but-duplicate-directives"
    case cspInsecurePassive = "csp-implemented-with-insecure-scheme-in-passive-content-only"
    case cspUnsafeEval = "csp-implemented-with-unsafe-eval"
    case cspUnsafeInline = "csp-implemented-with-unsafe-inline"
    case cspInsecureScheme = "csp-implemented-with-insecure-scheme"
    case cspInvalid = "csp-header-invalid"
    case cspMissing = "csp-not-implemented"
    case cspReportOnly = "csp-not-implemented-but-reporting-enabled"

    case cookiesSameSite = "cookies-secure-with-httponly-sessions-and-samesite"
    case cookiesSecure = "cookies-secure-with-httponly-sessions"
    case cookiesNone = "cookies-not-found"
    case cookiesInsecureUnderHSTS = "cookies-without-secure-flag-but-protected-by-hsts"
    case cookiesSessionInsecureUnderHSTS = "cookies-session-without-secure-flag-but-protected-by-hsts"
    case cookiesInsecure = "cookies-without-secure-flag"
    case cookiesSameSiteInvalid = "cookies-samesite-flag-invalid"
    case cookiesAntiForgeryWithoutSameSite = "cookies-anticsrf-without-samesite-flag"
    case cookiesSessionReadable = "cookies-session-without-httponly-flag"
    case cookiesSessionInsecure = "cookies-session-without-secure-flag"

    case corsNone = "cross-origin-resource-sharing-not-implemented"
    case corsPublic = "cross-origin-resource-sharing-implemented-with-public-access"
    case corsRestricted = "cross-origin-resource-sharing-implemented-with-restricted-access"
    case corsUniversal = "cross-origin-resource-sharing-implemented-with-universal-access"

    case redirectionPreloaded = "redirection-all-redirects-preloaded"
    case redirectionToHTTPS = "redirection-to-https"
    case redirectionNotNeeded = "redirection-not-needed-no-http"
    case redirectionOffHost = "redirection-off-host-from-http"
    case redirectionHTTPFirst = "redirection-not-to-https-on-initial-redirection"
    case redirectionNotToHTTPS = "redirection-not-to-https"
    case redirectionMissing = "redirection-missing"
    case redirectionInvalidCertificate = "redirection-invalid-cert"

    case referrerPrivate = "referrer-policy-private"
    case referrerMissing = "referrer-policy-not-implemented"
    case referrerUnsafe = "referrer-policy-unsafe"
    case referrerInvalid = "referrer-policy-header-invalid"

    case hstsPreloaded = "hsts-preloaded"
    case hstsSixMonths = "hsts-implemented-max-age-at-least-six-months"
    case hstsShort = "hsts-implemented-max-age-less-than-six-months"
    case hstsMissing = "hsts-not-implemented"
    case hstsInvalid = "hsts-header-invalid"
    case hstsNoHTTPS = "hsts-not-implemented-no-https"
    case hstsInvalidCertificate = "hsts-invalid-cert"

    case sriAll = "sri-implemented-and-all-scripts-loaded-securely"
    case sriExternal = "sri-implemented-and-external-scripts-loaded-securely"
    case sriNotHTML = "sri-not-implemented-response-not-html"
    case sriNoScripts = "sri-not-implemented-but-no-scripts-loaded"
    case sriSameOrigin = "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"
    case sriMissingSecure = "sri-not-implemented-but-external-scripts-loaded-securely"
    case sriInsecure = "sri-implemented-but-external-scripts-not-loaded-securely"
    case sriMissingInsecure = "sri-not-implemented-and-external-scripts-not-loaded-securely"
    case htmlNotParsable = "html-not-parseable"

    case noSniff = "x-content-type-options-nosniff"
    case sniffMissing = "x-content-type-options-not-implemented"
    case sniffInvalid = "x-content-type-options-header-invalid"

    case frameByCSP = "x-frame-options-implemented-via-csp"
    case frameDenied = "x-frame-options-sameorigin-or-deny"
    case frameAllowFrom = "x-frame-options-allow-from-origin"
    case frameMissing = "x-frame-options-not-implemented"
    case frameInvalid = "x-frame-options-header-invalid"

    case corpSameOrigin = "cross-origin-resource-policy-implemented-with-same-origin"
    case corpSameSite = "cross-origin-resource-policy-implemented-with-same-site"
    case corpCrossOrigin = "cross-origin-resource-policy-implemented-with-cross-origin"
    case corpMissing = "cross-origin-resource-policy-not-implemented"
    case corpInvalid = "cross-origin-resource-policy-header-invalid"

    case coepRequire = "coep-implemented-with-require-corp"
    case coepCredentialless = "coep-implemented-with-credentialless"
    case coepUnsafeNone = "coep-implemented-with-unsafe-none"
    case coepMissing = "coep-not-implemented"
    case coepInvalid = "coep-header-invalid"

    case coopSameOrigin = "coop-implemented-with-same-origin"
    case coopPopups = "coop-implemented-with-same-origin-allow-popups"
    case coopNoOpener = "coop-implemented-with-noopener-allow-popups"
    case coopUnsafeNone = "coop-implemented-with-unsafe-none"
    case coopMissing = "coop-not-implemented"
    case coopInvalid = "coop-header-invalid"

    /// Points added to 100.
    package var modifier: Int {
        switch self {
        case .cspDefaultNone, .corpSameOrigin, .corpSameSite, .coepRequire, .coepCredentialless,
            .coopSameOrigin, .coopPopups, .coopNoOpener:
            10
        case .cspNoUnsafe, .cookiesSameSite, .referrerPrivate, .hstsPreloaded, .sriAll, .sriExternal,
            .frameByCSP, .frameDenied:
            5
        case .cspUnsafeStyleOnly, .cspDuplicateDirectives, .cookiesSecure, .cookiesNone, .corsNone,
            .corsPublic, .corsRestricted, .redirectionPreloaded, .redirectionToHTTPS,
            .redirectionNotNeeded, .referrerMissing, .hstsSixMonths, .sriNotHTML, .sriNoScripts,
            .sriSameOrigin, .noSniff, .frameAllowFrom, .corpCrossOrigin, .corpMissing, .coepUnsafeNone,
            .coepMissing, .coopUnsafeNone, .coopMissing:
            0
        case .cookiesInsecureUnderHSTS, .redirectionOffHost, .referrerUnsafe, .referrerInvalid,
            .sriMissingSecure, .sniffMissing, .sniffInvalid, .corpInvalid, .coepInvalid, .coopInvalid:
            -5
        case .cspInsecurePassive, .cspUnsafeEval, .cookiesSessionInsecureUnderHSTS, .redirectionHTTPFirst,
            .hstsShort:
            -10
        case .cspUnsafeInline, .cspInsecureScheme, .cookiesInsecure, .cookiesSameSiteInvalid,
            .cookiesAntiForgeryWithoutSameSite, .redirectionNotToHTTPS, .redirectionMissing,
            .redirectionInvalidCertificate, .hstsMissing, .hstsInvalid, .hstsNoHTTPS,
            .hstsInvalidCertificate, .sriInsecure, .htmlNotParsable, .frameMissing, .frameInvalid:
            -20
        case .cspInvalid, .cspMissing, .cspReportOnly: -25
        case .cookiesSessionReadable: -30
        case .cookiesSessionInsecure: -40
        case .corsUniversal, .sriMissingInsecure: -50
        }
    }

    /// Whether the Observatory shows a tick: what costs nothing, and insecure images alone.
    package var isPass: Bool { modifier >= 0 || self == .cspInsecurePassive }
}
