// SPDX-License-Identifier: Apache-2.0
import Accessibility
import Foundation
import Testing

/// The rules say of pages of our own what axe 4.12.1 was recorded to say of them, to the number of elements.
struct AxeAgreementTests {
    /// A page with the verdicts of axe: by rule, how many elements violate it, need review, pass.
    struct Case: CustomTestStringConvertible {
        let name: String
        let expected: [String: [Int]]

        var testDescription: String { name }
        var rule: String { String(name.prefix { $0 != "." }) }
        var kind: String { String(name.drop { $0 != "." }.dropFirst()) }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../Fixtures/accessibility")

    static let cases: [Case] = {
        let record = try? String(contentsOf: folder.appending(path: "axe-4.12.1.txt"), encoding: .utf8)
        return (record ?? "").split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            let verdicts = words.dropFirst().map { word -> (String, [Int]) in
                let parts = word.split(separator: "=")
                return (String(parts[0]), parts[1].split(separator: "/").compactMap { Int($0) })
            }
            return Case(name: String(words[0]), expected: Dictionary(uniqueKeysWithValues: verdicts))
        }
    }()

    private func verdicts(_ page: Case) throws -> [String: [Int]] {
        let file = Self.folder.appending(path: "pages/\(page.name).html")
        let reading = AccessibilityReading(try document(Array(try Data(contentsOf: file))))
        #expect(!reading.isCut)
        return Dictionary(
            uniqueKeysWithValues: reading.results.map { ($0.id, [$0.violations, $0.reviews, $0.passes]) }
        )
    }

    @Test(arguments: cases) func verdictsAreThoseOfAxe(_ page: Case) throws {
        let found = try verdicts(page)
        for rule in Set(found.keys).union(page.expected.keys).sorted() {
            #expect(
                found[rule] == page.expected[rule],
                "\(rule): \(found[rule] ?? []), axe \(page.expected[rule] ?? [])"
            )
        }
    }

    @Test func everyRuleHasThreePagesAndAnotherVerdictOnEach() throws {
        let rules = Dictionary(grouping: Self.cases, by: \.rule)
        #expect(Set(rules.keys) == Set(AccessibilityRule.all.map(\.id)))
        for (rule, pages) in rules {
            #expect(Set(pages.map(\.kind)) == ["barrier", "sound", "tricky"], "\(rule)")
            for page in pages where page.kind != "tricky" {
                let counts = page.expected[rule] ?? [0, 0, 0]
                #expect((counts[0] + counts[1] > 0) == (page.kind == "barrier"), "\(page.name)")
            }
        }
    }
}
