// SPDX-License-Identifier: Apache-2.0

/// What Internet.nl finds wrong with a policy, by its own codes.
package enum InternetNLPolicyFailure: String, Codable, Hashable, Sendable, CaseIterable {
    case unsafeInline = "has-unsafe-inline"
    case unsafeEval = "has-unsafe-eval"
    case http = "has-http"
    case bareHTTPS = "has-bare-https"
    case hostWithoutScheme = "has-host-without-scheme"
    case data = "has-data"
    case invalidHost = "has-invalid-host"
    case unsafeHashes = "has-unsafe-hashes"
    case defaultSource = "missing-invalid-default-src"
    case frameSource = "missing-invalid-frame-src"
    case frameAncestors = "missing-invalid-frame-ancestors"
    case baseURI = "missing-invalid-base-uri"
    case formAction = "missing-invalid-form-action"

    /// `fields`: the values of all header fields, of which there is one at least; `host`: the site's.
    package static func all(_ fields: [String], host: String) -> [InternetNLPolicyFailure] {
        let reading = PolicyReading(ContentSecurityPolicy.list(fields), host: host)
        return allCases.filter { reading.failures.contains($0) }
    }
}

/// A source expression as Internet.nl tells them apart.
private enum PolicySource: Hashable {
    case host(scheme: String?, name: String)
    case scheme(String)
    /// In lower case, quotes included; nonces and hashes with their kind alone.
    case keyword(String)

    private static let schemes: Set<String> = ["http", "https", "data", "mediastream", "blob", "filesystem"]
    private static let keywords: Set<String> = [
        "'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'",
        "'report-sample'",
    ]

    /// Nil for what it does not know, which it skips.
    init?(_ text: String) {
        if Self.keywords.contains(text) {
            self = .keyword(text)
        } else if text.hasPrefix("'") {
            guard ["'nonce-", "'sha256-", "'sha384-", "'sha512-"].contains(where: { text.hasPrefix($0) })
            else { return nil }
            self = .keyword("'proof'")
        } else if text.hasSuffix(":"), Self.schemes.contains(String(text.dropLast())) {
            self = .scheme(String(text.dropLast()))
        } else {
            let (scheme, rest) =
                text.firstRange(of: "://").map {
                    (String(text[..<$0.lowerBound]), text[$0.upperBound...])
                } ?? (nil, text[...])
            let name = rest.first == "[" ? rest.prefix { $0 != "]" } : rest.prefix { $0 != ":" && $0 != "/" }
            guard !name.isEmpty, !name.contains("'") else { return nil }
            self = .host(scheme: scheme, name: String(name))
        }
    }
}

private struct PolicyReading {
    private(set) var failures: Set<InternetNLPolicyFailure> = []
    private let sources: [String: [PolicySource]]
    private let host: String

    private static let sourceDirectives: Set<String> = [
        "base-uri", "child-src", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors",
        "frame-src", "img-src", "manifest-src", "media-src", "navigate-to", "object-src", "prefetch-src",
        "script-src", "script-src-attr", "script-src-elem", "style-src", "style-src-attr", "style-src-elem",
        "worker-src",
    ]

    init(_ policies: [ContentSecurityPolicy], host: String) {
        self.host = host
        var sources: [String: [PolicySource]] = [:]
        for directive in policies.flatMap(\.directives)
        where Self.sourceDirectives.contains(directive.name) {
            let values = directive.values.compactMap { PolicySource($0.lowercased()) }
            if !values.isEmpty { sources[directive.name, default: []] += values }
        }
        self.sources = sources
        readSources()
        readDirectives()
    }

    private mutating func readSources() {
        for source in sources.values.joined() {
            switch source {
            case .host(let scheme, let name):
                if scheme == nil { failures.insert(.hostWithoutScheme) }
                if scheme == "http" || scheme == "*" { failures.insert(.http) }
                if name == "*" || name == "127.0.0.1" { failures.insert(.invalidHost) }
            case .scheme("http"): failures.insert(.http)
            case .scheme("https"): failures.insert(.bareHTTPS)
            case .keyword("'unsafe-inline'"): failures.insert(.unsafeInline)
            case .keyword("'unsafe-eval'"): failures.insert(.unsafeEval)
            case .keyword("'unsafe-hashes'"): failures.insert(.unsafeHashes)
            case .scheme, .keyword: break
            }
        }
    }

    private mutating func readDirectives() {
        let scripted = [of("object-src", "default-src"), of("script-src", "default-src")].joined()
        if scripted.contains(.scheme("data")) { failures.insert(.data) }
        if !isNoneOrOwn("default-src") {
            failures.insert(.defaultSource)
            if !of("frame-src", "child-src", "default-src").contains(where: Self.isLimited) {
                failures.insert(.frameSource)
            }
        }
        let frames = of("frame-ancestors")
        if !frames.contains(.keyword("'self'")), !frames.contains(.keyword("'none'")) {
            failures.insert(.frameAncestors)
        }
        if !isNoneOrOwn("base-uri") { failures.insert(.baseURI) }
        if !of("form-action").contains(where: Self.isLimited) { failures.insert(.formAction) }
    }

    /// Those of the first directive that is there.
    private func of(_ names: String...) -> [PolicySource] {
        names.lazy.compactMap { sources[$0] }.first ?? []
    }

    private static func isLimited(_ source: PolicySource) -> Bool {
        switch source {
        case .host, .keyword("'self'"), .keyword("'none'"): true
        case .scheme, .keyword: false
        }
    }

    /// `'none'` alone, or `'self'` with nothing but hosts of the site's own domain.
    private func isNoneOrOwn(_ name: String) -> Bool {
        guard let list = sources[name] else { return false }
        let others = list.filter { $0 != .keyword("'report-sample'") }
        if Set(others) == [.keyword("'none'")] { return true }
        guard others.contains(.keyword("'self'")) else { return false }
        return others.allSatisfy { source in
            switch source {
            case .keyword("'self'"): true
            case .host(_, let name): isOwn(name)
            case .scheme, .keyword: false
            }
        }
    }

    private func isOwn(_ name: String) -> Bool {
        guard name.hasPrefix("*.") else { return name == host || name.hasSuffix(".\(host)") }
        let domain = name.dropFirst(2)
        return !domain.isEmpty && (host == domain || host.hasSuffix(".\(domain)"))
    }
}
