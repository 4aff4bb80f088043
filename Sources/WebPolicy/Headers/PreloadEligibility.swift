// SPDX-License-Identifier: Apache-2.0
internal import HTTPWire

/// What keeps a site from the HSTS preload list, by the list's own rules (hstspreload.org).
package enum PreloadObstacle: String, Hashable, Sendable, CaseIterable {
    case untrusted
    case noHeader = "no-header"
    case invalidHeader = "invalid-header"
    /// Below a year.
    case shortMaxAge = "short-max-age"
    case noIncludeSubDomains = "no-include-sub-domains"
    case noPreload = "no-preload"
    /// Port 80 answers and does not redirect to HTTPS.
    case notRedirected = "not-redirected"
    /// The first redirect leaves the host before HTTPS.
    case otherHostFirst = "other-host-first"
    /// The first HTTPS answer has no header that can be preloaded.
    case firstTargetWithoutHeader = "first-target-without-header"
    case insecureHop = "insecure-hop"
    case tooManyRedirects = "too-many-redirects"

    package static let leastMaxAge = 31_536_000

    /// `plain`: from port 80; nil where nothing listens there.
    package static func all(
        header: StrictTransportSecurity?,
        isTrusted: Bool,
        plain: RedirectTrail?,
        secure: RedirectTrail
    ) -> [PreloadObstacle] {
        var found: Set<PreloadObstacle> = isTrusted ? [] : [.untrusted]
        found.formUnion(of(header))
        if let plain {
            if plain.firstTarget == nil {
                found.insert(.notRedirected)
            } else if !plain.isForced {
                found.insert(.otherHostFirst)
            } else if plain.hops.count > 1,
                !of(StrictTransportSecurity(fields: plain.hops[1].strictTransportSecurity)).isEmpty
            {
                found.insert(.firstTargetWithoutHeader)
            }
            found.formUnion(of(plain.hops.dropFirst()))
        }
        found.formUnion(of(secure.hops[...]))
        return allCases.filter { found.contains($0) }
    }

    private static func of(_ header: StrictTransportSecurity?) -> Set<PreloadObstacle> {
        guard let header else { return [.noHeader] }
        guard let maxAge = header.maxAge else { return [.invalidHeader] }
        var found: Set<PreloadObstacle> = []
        if maxAge < leastMaxAge { found.insert(.shortMaxAge) }
        if !header.includesSubDomains { found.insert(.noIncludeSubDomains) }
        if !header.isPreload { found.insert(.noPreload) }
        return found
    }

    private static func of(_ hops: ArraySlice<RedirectTrail.Hop>) -> Set<PreloadObstacle> {
        var found: Set<PreloadObstacle> = []
        if hops.contains(where: { $0.url.scheme == "http" }) { found.insert(.insecureHop) }
        if hops.count > 4 { found.insert(.tooManyRedirects) }
        return found
    }
}
