// SPDX-License-Identifier: Apache-2.0
internal import Accessibility
internal import Facts
internal import Markup

extension AccessibilityMarks {
    /// Letters that a page without scripts would hardly do with.
    private static let leastText = 200

    /// - Parameters:
    ///   - document: nil where the content is no HTML.
    ///   - gap: why not all of it was read.
    init(_ document: HTMLDocument?, gap: String?) {
        guard let document else {
            self.init(gap: gap)
            return
        }
        let reading = AccessibilityReading(document)
        let isBusy = reading.isCut && document.cut == nil
        self.init(
            rules: reading.results.compactMap(Rule.init),
            applied: reading.results.count,
            isShell: Self.isShell(document),
            gap: gap ?? (isBusy ? "its elements refer to each other more than is followed" : nil)
        )
    }

    /// Scripts and hardly a word beside them.
    private static func isShell(_ document: HTMLDocument) -> Bool {
        let letters = document.text.unicodeScalars.lazy.filter { !$0.properties.isWhitespace }
        guard letters.prefix(leastText).count < leastText else { return false }
        return document.elements.contains { element in
            guard element.name == "script" else { return false }
            let type = (element["type"] ?? "").lowercased()
            return type.isEmpty || type == "module" || type.contains("javascript")
        }
    }
}

extension AccessibilityMarks.Rule {
    /// Nil where nothing is to be said.
    fileprivate init?(_ result: AccessibilityReading.Result) {
        guard result.violations + result.reviews > 0, let rule = AccessibilityRule.rule(result.id) else {
            return nil
        }
        self.init(
            id: rule.id,
            level: rule.level.rawValue,
            criteria: rule.criteria,
            violations: result.violations,
            reviews: result.reviews,
            places: result.places.map { AccessibilityMarks.Place(line: $0.line, excerpt: $0.excerpt) }
        )
    }
}
