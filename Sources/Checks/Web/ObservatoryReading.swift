// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Model
internal import WebPolicy

/// What the Observatory's tests say of a page, as far as it was measured.
struct ObservatoryReading {
    private(set) var results: [ObservatoryTest: ObservatoryResult] = [:]
    private(set) var missing: [ObservatoryTest: Unestablished] = [:]

    /// - Parameters:
    ///   - view: of the address.
    ///   - site: of its endpoint.
    init(_ page: PageResponse, _ view: WebView, _ site: WebView) {
        do {
            _ = try view.page()
        } catch {
            for test in ObservatoryTest.allCases { missing[test] = error }
            return
        }
        let isTrusted = Self.isTrusted(view)
        readFields(of: page, isTrusted: isTrusted)
        readMarkup(of: page)
        do {
            let access = try view.evidence.one(CrossOriginAccess.self, of: view.subject).fact
            let answer = CrossOriginAnswer(
                allowOrigin: access.allowOrigin,
                allowCredentials: access.allowCredentials,
                askedBy: access.asked
            )
            results[.crossOriginResourceSharing] = ObservatoryJudgement.crossOriginResourceSharing(answer)
        } catch {
            missing[.crossOriginResourceSharing] = error
        }
        do {
            let trail = try site.plain().trail(to: page)
            results[.redirection] = ObservatoryJudgement.redirection(trail, isTrusted: isTrusted)
        } catch {
            missing[.redirection] = error
        }
    }

    /// What is not known to be untrusted is taken for trusted.
    private static func isTrusted(_ view: WebView) -> Bool {
        let chain = ServedChain(CertificateChain.served, of: view.subject, in: view.evidence)
        let isBuilt =
            (try? chain.trust()).map { $0.outcome == .trusted || $0.outcome == .issuerMissing } ?? true
        return (isBuilt || chain.trustingStore != nil) && (try? chain.match())?.matches != false
    }

    private mutating func readFields(of page: PageResponse, isTrusted: Bool) {
        let security = ObservatoryJudgement.strictTransportSecurity(
            page.hops.last?.transportSecurity ?? [],
            isTrusted: isTrusted
        )
        results[.strictTransportSecurity] = security
        results[.contentTypeOptions] = ObservatoryJudgement.contentTypeOptions(
            page.values("x-content-type-options")
        )
        results[.cookies] = ObservatoryJudgement.cookies(page.cookieFields, isUnderHSTS: security.isPass)
        for (test, policy) in [
            (ObservatoryTest.resourcePolicy, CrossOriginPolicy.resource), (.embedderPolicy, .embedder),
            (.openerPolicy, .opener),
        ] {
            results[test] = ObservatoryJudgement.crossOrigin(policy, page.values(policy.rawValue))
        }
        results[.frameOptions] = ObservatoryJudgement.frameOptions(
            page.values("x-frame-options"),
            policies: page.observatoryPolicy
        )
    }

    private mutating func readMarkup(of page: PageResponse) {
        if page.isDocument, page.markup == nil || page.gap != nil {
            let reason = page.gap ?? "it cannot be read"
            let gap = Unestablished(phase: .reply, reason: "of the page at /, \(reason)", attempts: 1)
            missing[.subresourceIntegrity] = gap
            // Elements of the page may say more than its fields.
            if page.markup == nil {
                missing[.contentSecurityPolicy] = gap
                missing[.referrerPolicy] = gap
                return
            }
        }
        results[.contentSecurityPolicy] = page.observatoryPolicy.result
        results[.referrerPolicy] = ObservatoryJudgement.referrerPolicy(
            page.values("referrer-policy") + (page.markup?.referrerPolicies ?? [])
        )
        guard missing[.subresourceIntegrity] == nil, let url = WebURL(page.address) else { return }
        let named = page.markup?.scripts.map {
            ObservatoryJudgement.Script(source: $0.source, hasIntegrity: $0.hasIntegrity)
        }
        let inline = ObservatoryJudgement.Script(source: nil, hasIntegrity: false)
        let scripts = named.map { page.markup?.hasInlineScripts == true ? $0 + [inline] : $0 }
        results[.subresourceIntegrity] = ObservatoryJudgement.subresourceIntegrity(
            scripts,
            page: url,
            isSameSite: { Site($0).isSame(as: Site(url.host)) }
        )
    }
}
