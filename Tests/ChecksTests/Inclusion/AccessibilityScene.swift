// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model

extension AccessibilityMarks {
    /// `count` rules of a level, each broken once.
    static func broken(_ level: String, _ count: Int = 1, gap: String? = nil, isShell: Bool = false) -> Self {
        let rules = (0..<count).map { number in
            Rule(
                id: "rule-\(number)",
                level: level,
                criteria: level == "practice" ? [] : ["1.1.1"],
                violations: 1 + number,
                reviews: 1,
                places: [Place(line: 12, excerpt: "<img>")]
            )
        }
        return Self(rules: rules, applied: 20, isShell: isShell, gap: gap)
    }
}

extension Scene {
    /// A site of one address with what the rules say of its page, or without.
    static func reader(
        _ marks: AccessibilityMarks?,
        role: Role = .publicWebsite,
        page: PageResponse = .sound()
    ) throws -> Scene {
        let scene = try Scene(endpoints: [.listed("www", role: role)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: endpoint)
            .seeing(Reachability(suitesPerHello: 0), page)
        return try marks.map { try scene.seeing($0) } ?? scene.missing(Question(AccessibilityMarks.self))
    }

    /// The verdicts that every check of accessibility owes where it saw nothing of a page, and on what is none.
    static func readerDoubts(of check: (some Check).Type, _ settings: [String: String] = [:]) throws
        -> [Verdict.State]
    {
        let scenes = [
            try reader(nil), try reader(AccessibilityMarks(gap: "cut")),
            try reader(AccessibilityMarks(isShell: true)),
            try reader(.broken("a", isShell: true)),
            try reader(AccessibilityMarks(), page: .sound(status: 503)),
            try reader(AccessibilityMarks(), role: .mail),
            try reader(AccessibilityMarks(), page: .sound(leadsTo: "https://a.example/")),
        ]
        return try scenes.map { try $0.verdict(of: check, settings).state }
    }

    static let readersDoubts: [Verdict.State] = [
        .unknown, .unknown, .unknown, .unknown, .unknown, .notApplicable, .notApplicable,
    ]
}
