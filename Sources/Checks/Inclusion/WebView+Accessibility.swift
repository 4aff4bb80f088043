// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

/// The rules of accessibility that a page breaks, of one level.
struct AccessibilityFailures {
    let rules: [AccessibilityMarks.Rule]
    /// Nil where all of the page was read.
    let gap: Unestablished?

    var elements: Int { rules.reduce(0) { $0 + $1.violations } }

    /// With what each is about and where it begins; the page's words stand at the end of each.
    var words: String { rules.map(\.words).listed(atMost: 6, separator: "; ") }

    /// What every verdict has to say of itself.
    static let bound = "rules see a part of the barriers only, so this is a lower bound"

    func pass() throws(Unestablished) -> Verdict {
        if let gap { throw gap }
        return .pass
    }
}

extension AccessibilityMarks.Rule {
    var words: String {
        let criteria = criteria.isEmpty ? "" : " (\(criteria.map { "SC \($0)" }.joined(separator: ", ")))"
        let count = violations > 0 ? violations : reviews
        let place = places.first.map { ", first on line \($0.line): \($0.excerpt)" } ?? ""
        return "\(id)\(criteria) \(count == 1 ? "once" : "\(count) times")\(place)"
    }
}

extension WebView {
    /// Throws where the page is none for the public, or its source says nothing of what readers get.
    func accessibility() throws(Unestablished) -> (marks: AccessibilityMarks, gap: Unestablished?) {
        switch endpoint?.role {
        case .publicWebsite, .statementHost, .consularPortal, .dataPortal: break
        default: throw Self.idle("it is no site for the public")
        }
        _ = try document()
        let marks = try evidence.one(AccessibilityMarks.self, of: subject).fact
        guard !marks.isShell else {
            throw Unestablished(
                phase: .reply,
                reason: "scripts make the page at /, and its source has hardly a word",
                attempts: 1
            )
        }
        let gap = marks.gap.map {
            Unestablished(phase: .reply, reason: "of the page at /, \($0)", attempts: 1)
        }
        return (marks, gap)
    }

    func accessibilityFailures(ofLevel level: String) throws(Unestablished) -> AccessibilityFailures {
        let (marks, gap) = try accessibility()
        return AccessibilityFailures(
            rules: marks.rules.filter { $0.level == level && $0.violations > 0 },
            gap: gap
        )
    }
}
