// SPDX-License-Identifier: Apache-2.0
package import HTTPWire

/// The tests of MDN's HTTP Observatory but for that of policies, each on what it looks at.
package enum ObservatoryJudgement {
    /// Six months.
    package static let leastMaxAge = 15_552_000

    /// `isPreloaded`: whether the browsers' list has the host.
    package static func strictTransportSecurity(
        _ fields: [String],
        isPreloaded: Bool = false,
        hasHTTPS: Bool = true,
        isTrusted: Bool = true
    ) -> ObservatoryResult {
        if isPreloaded { return .hstsPreloaded }
        guard hasHTTPS else { return .hstsNoHTTPS }
        guard isTrusted else { return .hstsInvalidCertificate }
        guard !fields.isEmpty else { return .hstsMissing }
        guard fields.count == 1, !fields[0].contains(","),
            let maxAge = StrictTransportSecurity(fields: fields)?.maxAge
        else { return .hstsInvalid }
        return maxAge >= leastMaxAge ? .hstsSixMonths : .hstsShort
    }

    /// `trail`: from port 80; nil where nothing listens there.
    package static func redirection(
        _ trail: RedirectTrail?,
        isPreloaded: (String) -> Bool = { _ in false },
        isTrusted: Bool = true
    ) -> ObservatoryResult {
        guard let trail, let first = trail.first else { return .redirectionNotNeeded }
        guard isTrusted else { return .redirectionInvalidCertificate }
        if trail.hops.allSatisfy({ isPreloaded($0.url.host) }) { return .redirectionPreloaded }
        guard let target = trail.firstTarget else { return .redirectionMissing }
        guard trail.last?.scheme == "https" else { return .redirectionNotToHTTPS }
        guard target.scheme == "https" else { return .redirectionHTTPFirst }
        return target.host == first.host ? .redirectionToHTTPS : .redirectionOffHost
    }

    /// `values`: those of the header, then those of meta elements.
    package static func referrerPolicy(_ values: [String]) -> ObservatoryResult {
        guard !values.isEmpty else { return .referrerMissing }
        guard let policy = ReferrerPolicy.last(values) else { return .referrerInvalid }
        return policy.isPrivate ? .referrerPrivate : .referrerUnsafe
    }

    package static func contentTypeOptions(_ fields: [String]) -> ObservatoryResult {
        switch ContentTypeOptions(fields: fields) {
        case nil: .sniffMissing
        case .noSniff?: .noSniff
        case .invalid?: .sniffInvalid
        }
    }

    package static func frameOptions(_ fields: [String], policies: ObservatoryCSP) -> ObservatoryResult {
        if policies.forbidsFraming { return .frameByCSP }
        switch FrameOptions(fields: fields) {
        case nil: return .frameMissing
        case .deny?, .sameOrigin?: return .frameDenied
        case .allowFrom?: return .frameAllowFrom
        case .invalid?: return .frameInvalid
        }
    }

    package static func crossOriginResourceSharing(_ answer: CrossOriginAnswer) -> ObservatoryResult {
        switch answer {
        case .none: .corsNone
        case .publicAccess: .corsPublic
        case .restricted, .reflected: .corsRestricted
        case .reflectedWithCredentials: .corsUniversal
        }
    }

    package static func crossOrigin(_ policy: CrossOriginPolicy, _ fields: [String]) -> ObservatoryResult {
        let value = policy.value(fields)
        guard case .token(let token) = value else {
            switch policy {
            case .opener: return value == .absent ? .coopMissing : .coopInvalid
            case .embedder: return value == .absent ? .coepMissing : .coepInvalid
            case .resource: return value == .absent ? .corpMissing : .corpInvalid
            }
        }
        switch (policy, token) {
        case (.opener, "same-origin"): return .coopSameOrigin
        case (.opener, "same-origin-allow-popups"): return .coopPopups
        case (.opener, "noopener-allow-popups"): return .coopNoOpener
        case (.opener, _): return .coopUnsafeNone
        case (.embedder, "require-corp"): return .coepRequire
        case (.embedder, "credentialless"): return .coepCredentialless
        case (.embedder, _): return .coepUnsafeNone
        case (.resource, "same-origin"): return .corpSameOrigin
        case (.resource, "same-site"): return .corpSameSite
        case (.resource, _): return .corpCrossOrigin
        }
    }

    /// `isUnderHSTS`: whether the HSTS test passes, so that cookies without `Secure` stay within TLS.
    package static func cookies(_ cookies: [SetCookie], isUnderHSTS: Bool) -> ObservatoryResult {
        let cookies = cookies.filter { !$0.name.isEmpty }
        guard !cookies.isEmpty else { return .cookiesNone }
        let rising: [ObservatoryResult] = [
            .cookiesInsecureUnderHSTS, .cookiesInsecure, .cookiesSessionInsecureUnderHSTS,
            .cookiesSameSiteInvalid, .cookiesAntiForgeryWithoutSameSite, .cookiesSessionReadable,
            .cookiesSessionInsecure,
        ]
        let found = Set(cookies.flatMap { faults(of: $0, isUnderHSTS: isUnderHSTS) })
        if let worst = rising.last(where: found.contains) { return worst }
        return cookies.allSatisfy { $0.sameSite != nil } ? .cookiesSameSite : .cookiesSecure
    }

    private static func faults(of cookie: SetCookie, isUnderHSTS: Bool) -> [ObservatoryResult] {
        var faults: [ObservatoryResult] = []
        switch cookie.sameSite {
        case .other?: faults.append(.cookiesSameSiteInvalid)
        case .some(.none): if !cookie.isSecure { faults.append(.cookiesSameSiteInvalid) }
        case .strict?, .lax?: break
        case nil: if cookie.isAntiForgery { faults.append(.cookiesAntiForgeryWithoutSameSite) }
        }
        if !cookie.isSecure {
            faults.append(isUnderHSTS ? .cookiesInsecureUnderHSTS : .cookiesInsecure)
            if cookie.isSession {
                faults.append(isUnderHSTS ? .cookiesSessionInsecureUnderHSTS : .cookiesSessionInsecure)
            }
        }
        if cookie.isSession, !cookie.isHTTPOnly { faults.append(.cookiesSessionReadable) }
        return faults
    }

    /// A script as the page names it.
    package struct Script: Hashable, Sendable {
        /// As written; nil for one that stands in the page.
        package let source: String?
        package let hasIntegrity: Bool

        package init(source: String?, hasIntegrity: Bool) {
            self.source = source
            self.hasIntegrity = hasIntegrity
        }
    }

    /// `scripts`: nil where the page is not HTML; `isSameSite` says of a host whether it shares the page's
    /// registrable domain.
    package static func subresourceIntegrity(
        _ scripts: [Script]?,
        page: WebURL,
        isParsable: Bool = true,
        isSameSite: (String) -> Bool
    ) -> ObservatoryResult {
        guard let scripts else { return .sriNotHTML }
        guard isParsable else { return .htmlNotParsable }
        guard !scripts.isEmpty else { return .sriNoScripts }
        let rising: [ObservatoryResult] = [
            .sriAll, .sriExternal, .sriInsecure, .sriMissingSecure, .sriMissingInsecure,
        ]
        var worst: ObservatoryResult?
        var hasForeign = false
        for script in scripts {
            guard let source = script.source else { continue }
            let isSchemeless = source.hasPrefix("//")
            let isFull = ["http://", "https://"].contains { source.lowercased().hasPrefix($0) }
            let host = WebURL(source, relativeTo: page)?.host ?? ""
            guard isSchemeless || (isFull && !isSameSite(host)) else {
                let isSecure = isFull ? source.lowercased().hasPrefix("https:") : page.scheme == "https"
                if script.hasIntegrity, isSecure, worst == nil { worst = .sriAll }
                continue
            }
            hasForeign = true
            let isSecure = source.lowercased().hasPrefix("https:")
            let fault: ObservatoryResult? =
                switch (script.hasIntegrity, isSecure) {
                case (true, true): nil
                case (true, false): .sriInsecure
                case (false, true): .sriMissingSecure
                case (false, false): .sriMissingInsecure
                }
            guard let fault else { continue }
            let rank = worst.flatMap { rising.firstIndex(of: $0) } ?? -1
            if (rising.firstIndex(of: fault) ?? 0) > rank { worst = fault }
        }
        return worst ?? (hasForeign ? .sriExternal : .sriSameOrigin)
    }
}
