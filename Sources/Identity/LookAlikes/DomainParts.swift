// SPDX-License-Identifier: Apache-2.0

/// A domain in the parts that a stranger chooses and those that a registry does.
struct DomainParts: Sendable {
    /// Below the registered name, from the host on; often empty.
    let below: [HostLabel]
    /// The registered name itself: `mfa` of `mfa.gov.example`.
    let name: HostLabel
    /// What the registry has: `example`, or `gov.example`.
    let suffix: [HostLabel]

    /// Nil where it is no host name below a top-level domain.
    init?(_ domain: String) {
        let parts = domain.split(separator: ".", omittingEmptySubsequences: false)
        let labels = parts.compactMap { HostLabel(ascii: $0) }
        guard labels.count == parts.count, labels.count > 1, domain.utf8.count <= 253 else { return nil }
        let count = Self.hasTwo(labels) ? 2 : 1
        suffix = labels.suffix(count)
        name = labels[labels.count - count - 1]
        below = labels.dropLast(count + 1)
    }

    var lastSuffix: String { suffix.last?.ascii ?? "" }

    /// Registries that take names below such a label, not below the country itself.
    private static let second: Set = [
        "ac", "co", "com", "edu", "go", "gob", "gouv", "gov", "govt", "gub", "gv", "int", "mil", "net", "or",
        "org",
    ]

    private static func hasTwo(_ labels: [HostLabel]) -> Bool {
        labels.count > 2 && second.contains(labels[labels.count - 2].ascii)
            && !Self.common.contains(labels[labels.count - 1].ascii)
    }

    /// Top-level domains where anybody registers, the commonest first.
    static let common = [
        "com", "net", "org", "info", "online", "site", "app", "eu", "co", "io", "me", "biz", "cc", "xyz",
        "top",
        "live", "world", "agency", "international", "center", "services", "support", "digital", "global",
        "network", "press", "news", "media", "foundation", "institute", "link", "click", "pro", "tv", "ws",
    ]

    /// Registries that take no other letters than those of ASCII.
    static let plainOnly: Set = ["edu", "gov", "int", "mil", "nl", "ru", "uk", "us"]
}
