// SPDX-License-Identifier: Apache-2.0

/// What moves, sounds, reloads, or cannot be made larger.
enum MovementRules {
    static let all = [
        AccessibilityRule("meta-viewport", .aa, ["1.4.4"], on: ["meta"], seesHidden: true) { page, node in
            guard page.attribute(node, "name") == "viewport" else { return nil }
            return .init(allowsZoom(page.attribute(node, "content") ?? ""))
        },
        AccessibilityRule("meta-refresh", .a, ["2.2.1"], on: ["meta"], seesHidden: true) { page, node in
            guard page.attribute(node, "http-equiv") == "refresh",
                let content = page.attribute(node, "content")
            else {
                return nil
            }
            return .init(!interrupts(content))
        },
        AccessibilityRule("blink", .a, ["2.2.2"], on: ["blink"], seesHidden: true) { page, node in
            page.isSeen(node) ? .violation : .pass
        },
        AccessibilityRule("marquee", .a, ["2.2.2"], on: ["marquee"], seesHidden: true) { page, node in
            page.isSeen(node) ? .violation : .pass
        },
        AccessibilityRule("video-caption", .a, ["1.2.2"], on: ["video"]) { page, node in
            let isCaptioned = page.contains(node) {
                page.tree.name($0) == "track" && page.attribute($0, "kind")?.lowercased() == "captions"
            }
            return isCaptioned ? .pass : .review
        },
        AccessibilityRule("no-autoplay-audio", .a, ["1.4.2"], on: ["audio", "video"], seesHidden: true) {
            sounds($0, $1)
        },
    ]

    /// Whether it may be made twice as large at least.
    private static func allowsZoom(_ content: String) -> Bool {
        var settings: [String: String] = [:]
        for part in content.prefix(2048).split(whereSeparator: { $0 == ";" || $0 == "," }) {
            let pair = part.split(separator: "=", omittingEmptySubsequences: false).map {
                $0.trimmed.lowercased()
            }
            guard pair.count >= 2, !pair[0].isEmpty, !pair[1].isEmpty else { continue }
            var value = pair[1]
            if pair[0] == "maximum-scale" {
                if value == "yes" { value = "1" }
                // Browsers take no notice of a negative one.
                if let number = number(value), number < 0 { continue }
            }
            settings[pair[0]] = value
        }
        if let scalable = settings["user-scalable"] {
            if scalable == "no" { return false }
            if let number = number(scalable), number > -1, number < 1 { return false }
        }
        return settings["maximum-scale"].flatMap(number).map { $0 >= 2 } ?? true
    }

    /// The number that a text begins with.
    private static func number(_ text: String) -> Double? {
        var digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-" || $0 == "+") }
        while !digits.isEmpty {
            if let number = Double(digits) { return number }
            digits.removeLast()
        }
        return nil
    }

    /// Whether the page is loaded anew while somebody reads: neither at once nor after twenty hours.
    private static func interrupts(_ content: String) -> Bool {
        let first = content.trimmed.prefix { $0 != ";" && $0 != "," && !$0.isWhitespace }
        guard !first.isEmpty, first.allSatisfy({ $0 == "." || "0" <= $0 && $0 <= "9" }) else { return false }
        guard let delay = number(String(first)) else { return true }
        return delay > 0 && delay <= 72_000
    }

    /// How long it lasts is known from the file alone; where it does not repeat, its controls decide.
    private static func sounds(_ page: Page, _ node: Int) -> AccessibilityRule.Outcome? {
        let tree = page.tree
        guard tree.has(node, "autoplay"), !tree.has(node, "muted"), !tree.has(node, "paused") else {
            return nil
        }
        let hasSource =
            !(page.attribute(node, "src") ?? "").isEmpty
            || tree.children(node).contains { tree.name($0) == "source" && page.says($0, "src") }
        guard hasSource else { return nil }
        return tree.has(node, "controls") ? .pass : .review
    }
}
