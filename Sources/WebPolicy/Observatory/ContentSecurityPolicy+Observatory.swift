// SPDX-License-Identifier: Apache-2.0

/// A page's policies as MDN's HTTP Observatory judges them.
package struct ObservatoryCSP: Hashable, Sendable {
    package let result: ObservatoryResult
    /// Whether policies in the header keep the page out of foreign frames; those in meta elements cannot.
    package let forbidsFraming: Bool

    private static let broad: Set<String> = [
        "ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*",
    ]
    private static let inline: Set<String> = ["'unsafe-inline'", "data:"]
    private static let withoutMeaningInMeta = ["frame-ancestors", "report-uri", "sandbox"]

    /// `fields`, `meta`, `reportOnly`: the values of all fields or elements.
    package init(fields: [String], meta: [String], reportOnly: [String], isHTTPS: Bool) {
        let header = ContentSecurityPolicy.list(fields)
        let element = ContentSecurityPolicy.list(meta)
        let frames = CombinedPolicy(header).sources("frame-ancestors") ?? ["*"]
        forbidsFraming = frames.isDisjoint(with: Self.broad)
        guard (header + element).allSatisfy(Self.isReadable) else {
            result = .cspInvalid
            return
        }
        var inMeta = CombinedPolicy(element)
        inMeta.remove(Self.withoutMeaningInMeta)
        guard !CombinedPolicy(header).isEmpty || !inMeta.isEmpty else {
            result = reportOnly.isEmpty ? .cspMissing : .cspReportOnly
            return
        }
        let judged = Self.judge(CombinedPolicy(header + element), isHTTPS: isHTTPS)
        let isRepeated = (header + element).contains { !$0.repeated.isEmpty }
        result = judged.isPass && isRepeated ? .cspDuplicateDirectives : judged
    }

    /// Shorter than any directive, or with one repeated that tells nothing but where to report.
    private static func isReadable(_ policy: ContentSecurityPolicy) -> Bool {
        policy.length >= 6 && policy.repeated.isSubset(of: ["report-uri", "report-to"])
    }

    private static func judge(_ policy: CombinedPolicy, isHTTPS: Bool) -> ObservatoryResult {
        let object = policy.sources("object-src", "default-src") ?? ["*"]
        let style = withoutIdleInline(policy.sources("style-src", "default-src") ?? ["*"])
        var script = withoutIdleInline(policy.sources("script-src", "default-src") ?? ["*"])
        if script.contains("'strict-dynamic'") {
            guard isProven(script) else { return .cspInvalid }
            script = script.filter { source in
                source != "'self'" && source != "'unsafe-inline'" && !broad.contains { source.hasPrefix($0) }
            }
        }
        if !script.isDisjoint(with: broad.union(inline)) || !object.isDisjoint(with: broad) {
            return .cspUnsafeInline
        }
        if isHTTPS, active(policy).union(script).contains(where: isInsecure) { return .cspInsecureScheme }
        if script.union(style).contains("'unsafe-eval'") { return .cspUnsafeEval }
        let passive = ["img-src", "media-src"].compactMap { policy.sources($0, "default-src") }
        if isHTTPS, passive.joined().contains(where: isInsecure) { return .cspInsecurePassive }
        if !style.isDisjoint(with: broad.union(inline)) { return .cspUnsafeStyleOnly }
        return policy.sources("default-src") == ["'none'"] ? .cspDefaultNone : .cspNoUnsafe
    }

    /// Browsers ignore `'unsafe-inline'` beside a nonce or a hash.
    private static func withoutIdleInline(_ sources: Set<String>) -> Set<String> {
        isProven(sources) ? sources.subtracting(["'unsafe-inline'"]) : sources
    }

    private static func isProven(_ sources: Set<String>) -> Bool {
        sources.contains { source in
            ["'sha256-", "'sha384-", "'sha512-", "'nonce-"].contains { source.hasPrefix($0) }
        }
    }

    private static func active(_ policy: CombinedPolicy) -> Set<String> {
        policy.sources.filter { !["img-src", "media-src", "script-src"].contains($0.key) }
            .reduce(into: []) { $0.formUnion($1.value) }
    }

    private static func isInsecure(_ source: String) -> Bool {
        source.hasPrefix("http:") || source.hasPrefix("ftp:")
    }
}
