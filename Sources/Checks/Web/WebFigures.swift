// SPDX-License-Identifier: Apache-2.0
package import Facts
internal import HTTPWire
package import Model
internal import WebPolicy

/// How others would rate the pages of one address: figures for reference, on which no risk rests.
package struct WebFigures: Hashable, Sendable {
    /// One of the Observatory's tests.
    package struct Test: Hashable, Sendable {
        /// In the Observatory's words.
        package let name: String
        package let result: String
        /// Points added to 100.
        package let modifier: Int
    }

    /// By algorithm 6; the browsers' preload list is not consulted, so that a preloaded site may be rated 5 too low.
    package struct Observatory: Hashable, Sendable {
        package static let algorithm = ObservatoryScore.algorithm

        /// From 0 up; nil where a test has no result.
        package let score: Int?
        /// `A+` to `F`.
        package let grade: String?
        package let tests: [Test]
        /// Why tests have no result, by name.
        package let missing: [String: Unestablished]
    }

    /// In the manner of Internet.nl, over what was measured.
    package struct InternetNL: Hashable, Sendable {
        /// 0…100; nil where nothing was measured.
        package let total: Int?
        /// 0…100 by category.
        package let categories: [String: Int]
        /// Counting subtests without an answer, by Internet.nl's names; the total is over the others.
        package let missing: [String]
    }

    package let observatory: Observatory
    package let internetNL: InternetNL

    /// Nil where the address showed no page.
    package init?(of address: Subject, in evidence: any Evidence) {
        guard let endpoint = address.endpointID else { return nil }
        let view = WebView(of: address, in: evidence)
        let site = WebView(of: .endpoint(endpoint), in: evidence)
        guard let page = try? view.answer() else { return nil }
        observatory = Observatory(ObservatoryReading(page, view, site))
        internetNL = InternetNL(InternetNLScore(InternetNLReading(page, view, site).points))
    }
}

extension WebFigures.Observatory {
    fileprivate init(_ reading: ObservatoryReading) {
        let score = ObservatoryScore(reading.results)
        self.score = score.score
        grade = score.grade
        tests = ObservatoryTest.allCases.compactMap { test in
            reading.results[test].map {
                WebFigures.Test(name: test.rawValue, result: $0.rawValue, modifier: $0.modifier)
            }
        }
        missing = Dictionary(uniqueKeysWithValues: reading.missing.map { ($0.key.rawValue, $0.value) })
    }
}

extension WebFigures.InternetNL {
    fileprivate init(_ score: InternetNLScore) {
        total = score.total
        var categories: [String: Int] = [:]
        for category in InternetNLSubtest.Category.allCases {
            categories[category.rawValue] = score.percentage(of: category)
        }
        self.categories = categories
        missing = score.missing.map(\.rawValue)
    }
}
