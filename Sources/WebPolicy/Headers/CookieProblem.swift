// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a cookie, whoever rates it.
package enum CookieProblem: String, Hashable, Sendable, CaseIterable {
    case notSecure = "not-secure"
    /// By its name it stands for a session, and scripts can read it.
    case sessionReadable = "session-readable"
    case sameSiteMissing = "same-site-missing"
    case sameSiteInvalid = "same-site-invalid"
    /// `SameSite=None` without `Secure`: browsers refuse it.
    case noneWithoutSecure = "none-without-secure"
    /// `__Secure-` or `__Host-` without what the name promises: browsers refuse it.
    case prefixBroken = "prefix-broken"
    /// Longer than browsers keep any (RFC 6265bis §5.5).
    case lifetimeTooLong = "lifetime-too-long"
    /// Name and value above 4096 bytes: browsers refuse it.
    case tooLarge = "too-large"
    /// Sent to every host of a domain above this one.
    case widerThanHost = "wider-than-host"

    package static let longestLifetime = 400.0 * 86_400

    /// `lifetime`: seconds; nil for a session's.
    package static func all(
        of cookie: SetCookie,
        lifetime: Double?,
        host: String
    ) -> [CookieProblem] {
        var found: Set<CookieProblem> = []
        if !cookie.isSecure { found.insert(.notSecure) }
        if cookie.isSession, !cookie.isHTTPOnly { found.insert(.sessionReadable) }
        switch cookie.sameSite {
        case nil: found.insert(.sameSiteMissing)
        case .other?: found.insert(.sameSiteInvalid)
        case .some(.none): if !cookie.isSecure { found.insert(.noneWithoutSecure) }
        case .strict?, .lax?: break
        }
        if !cookie.keepsPrefix { found.insert(.prefixBroken) }
        if let lifetime, lifetime > longestLifetime + 86_400 { found.insert(.lifetimeTooLong) }
        if cookie.length > 4096 { found.insert(.tooLarge) }
        if let domain = cookie.domain, domain != host, host.hasSuffix(".\(domain)") {
            found.insert(.widerThanHost)
        }
        return allCases.filter { found.contains($0) }
    }
}

extension SetCookie {
    /// By its name, as the Observatory reads names.
    package var isSession: Bool {
        let name = name.lowercased()
        return name.contains("login") || name.contains("sess")
    }

    package var isAntiForgery: Bool { name.lowercased().contains("csrf") }

    /// RFC 6265bis §4.1.3; browsers compare the prefix without case.
    package var keepsPrefix: Bool {
        let name = name.lowercased()
        if name.hasPrefix("__host-") { return isSecure && domain == nil && path == "/" }
        return !name.hasPrefix("__secure-") || isSecure
    }
}
