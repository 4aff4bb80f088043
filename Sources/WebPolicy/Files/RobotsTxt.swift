// SPDX-License-Identifier: Apache-2.0

/// A `robots.txt` (RFC 9309).
package struct RobotsTxt: Hashable, Sendable {
    package struct Group: Hashable, Sendable {
        /// Product tokens in lower case, `*` among them.
        package fileprivate(set) var agents: [String]
        package fileprivate(set) var rules: [Rule] = []
    }

    package struct Rule: Hashable, Sendable {
        package let allows: Bool
        package let path: String

        package init(allows: Bool, path: String) {
            self.allows = allows
            self.path = path
        }
    }

    /// Longer files are not read (RFC 9309 §2.5).
    package static let longest = 512_000

    package private(set) var groups: [Group] = []
    package private(set) var sitemaps: [String] = []

    package init(_ bytes: some Collection<UInt8>) {
        let text = String(decoding: bytes.prefix(Self.longest), as: UTF8.self)
        var isNaming = false
        for line in text.unicodeScalars.split(whereSeparator: { $0 == "\n" || $0 == "\r" }) {
            let record = String(String.UnicodeScalarView(line)).prefix { $0 != "#" }
            guard let colon = record.firstIndex(of: ":") else { continue }
            let value = String(record[record.index(after: colon)...].trimmed)
            switch record[..<colon].trimmed.lowercased() {
            case "user-agent":
                if isNaming, !groups.isEmpty {
                    groups[groups.count - 1].agents.append(value.lowercased())
                } else {
                    groups.append(Group(agents: [value.lowercased()]))
                }
                isNaming = true
            case "allow", "disallow":
                isNaming = false
                guard !groups.isEmpty, !value.isEmpty else { continue }
                let allows = record[..<colon].trimmed.lowercased() == "allow"
                groups[groups.count - 1].rules.append(Rule(allows: allows, path: value))
            case "sitemap": sitemaps.append(value)
            default: continue
            }
        }
    }

    /// Whether a crawler is kept from everything; a group of its own comes before that of all.
    package func excludes(_ agent: String) -> Bool {
        let named = groups.filter { $0.agents.contains(agent.lowercased()) }
        let rules = (named.isEmpty ? groups.filter { $0.agents.contains("*") } : named).flatMap(\.rules)
        return rules.contains { !$0.allows && ($0.path == "/" || $0.path == "/*") }
            && !rules.contains { $0.allows && $0.path == "/" }
    }

    /// Crawlers that gather text for language models, by their operators' documents.
    package static let modelCrawlers = [
        "GPTBot", "OAI-SearchBot", "ChatGPT-User", "ClaudeBot", "anthropic-ai", "Google-Extended", "CCBot",
        "Applebot-Extended", "Bytespider", "PerplexityBot", "Meta-ExternalAgent", "Amazonbot", "cohere-ai",
    ]
}
