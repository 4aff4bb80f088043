// SPDX-License-Identifier: Apache-2.0
package import Markup

/// What the rules say of a page, read from its source alone: neither style sheets nor scripts are followed.
package struct AccessibilityReading: Hashable, Sendable {
    package struct Place: Hashable, Sendable {
        /// On which the start tag ends.
        package let line: Int
        /// The start tag with those of its attributes that say what it is, each cut; of the page's own words, so hostile.
        package let excerpt: String
    }

    package struct Result: Hashable, Sendable {
        /// Of the rule.
        package let id: String
        package fileprivate(set) var violations = 0
        /// Elements that somebody must look at.
        package fileprivate(set) var reviews = 0
        package fileprivate(set) var passes = 0
        /// The first that violate it; where none does, the first to look at.
        package fileprivate(set) var places: [Place] = []
    }

    /// Of the rules that apply to the page, in their order.
    package let results: [Result]
    /// Whether some of the page was left out, because of its length or of the work that it makes: then there may be more.
    package let isCut: Bool

    /// Of each rule.
    package static let mostPlaces = 3

    package init(_ document: HTMLDocument) { self.init(document, workForEachNode: 200) }

    init(_ document: HTMLDocument, workForEachNode: Int) {
        let page = Page(document, workForEachNode: workForEachNode)
        results = Self.results(on: page)
        isCut = document.cut != nil || page.isExhausted
    }

    /// How many steps a page takes.
    static func work(on document: HTMLDocument) -> Int {
        let page = Page(document)
        _ = results(on: page)
        return page.spent
    }

    private static func results(on page: Page) -> [Result] {
        var tallies = AccessibilityRule.all.map { Tally(id: $0.id) }
        for node in 0..<page.tree.count where page.tree.isElement(node) {
            let isHeard = page.isHeard(node)
            for place in places(of: page.tree.name(node)) {
                let rule = AccessibilityRule.all[place]
                guard isHeard || rule.seesHidden, page.pay(), let outcome = rule.judge(page, node) else {
                    continue
                }
                tallies[place].count(outcome, at: node)
            }
        }
        return tallies.compactMap { $0.result(on: page) }
    }

    /// Places in `AccessibilityRule.all` of the rules for elements of a name.
    private static func places(of name: String) -> [Int] { named[name] ?? general }

    private static let general = AccessibilityRule.all.indices.filter {
        AccessibilityRule.all[$0].names == nil
    }

    private static let named: [String: [Int]] = {
        let names = AccessibilityRule.all.reduce(into: Set<String>()) { $0.formUnion($1.names ?? []) }
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                (
                    name,
                    AccessibilityRule.all.indices.filter {
                        AccessibilityRule.all[$0].names?.contains(name) ?? true
                    }
                )
            }
        )
    }()

    private struct Tally {
        let id: String
        var counts: [AccessibilityRule.Outcome: Int] = [:]
        var nodes: [AccessibilityRule.Outcome: [Int]] = [:]

        mutating func count(_ outcome: AccessibilityRule.Outcome, at node: Int) {
            counts[outcome, default: 0] += 1
            guard outcome != .pass, nodes[outcome, default: []].count < mostPlaces else { return }
            nodes[outcome, default: []].append(node)
        }

        func result(on page: Page) -> Result? {
            guard !counts.isEmpty else { return nil }
            var result = Result(id: id)
            result.violations = counts[.violation] ?? 0
            result.reviews = counts[.review] ?? 0
            result.passes = counts[.pass] ?? 0
            result.places = (nodes[.violation] ?? nodes[.review] ?? []).compactMap { page.place($0) }
            return result
        }
    }
}

extension Page {
    /// Those that stay as they are from visit to visit.
    private static let telling = [
        "type", "role", "class", "lang", "href", "src", "alt", "name", "http-equiv",
    ]
    private static let longestValue = 40
    private static let longestExcerpt = 120

    func place(_ node: Int) -> AccessibilityReading.Place? {
        guard let element = tree.elements[node] else { return nil }
        var text = "<" + element.name.prefix(Self.longestValue)
        for name in Self.telling {
            guard let value = element[name] else { continue }
            let address =
                name == "href" || name == "src" ? value.prefix { $0 != "?" && $0 != "#" } : value[...]
            let plain = address.unicodeScalars.prefix(Self.longestValue).map { Self.isPlain($0) ? $0 : " " }
            text += " \(name)=\"" + String(String.UnicodeScalarView(plain)) + "\""
        }
        let cut = text.unicodeScalars.prefix(Self.longestExcerpt)
        let isWhole = text.unicodeScalars.count <= Self.longestExcerpt
        return AccessibilityReading.Place(line: element.line, excerpt: String(cut) + (isWhole ? ">" : "…"))
    }

    /// Neither a control nor one that changes how what stands around it is read.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            false
        default: true
        }
    }
}
