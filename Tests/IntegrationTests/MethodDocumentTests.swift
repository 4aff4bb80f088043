// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory
import Model
import Pipeline
import Store
import TestSupport
import Testing

/// The example of Docs/method.md, done by hand and by the program.
struct MethodDocumentTests {
    private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The rows of the last table: what it is, and its last three columns.
    private static func rows() throws -> [(what: String, low: Double, expected: Double, high: Double)] {
        let text = try String(contentsOf: repository.appending(path: "Docs/method.md"), encoding: .utf8)
        let part = try #require(text.split(separator: "## One category by hand").last)
        return part.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 8, let low = Double(cells[5]), let expected = Double(cells[6]),
                let high = Double(cells[7])
            else { return nil }
            return (cells[0], low, expected, high)
        }
    }

    /// The numbers in bold behind the table.
    private static func results() throws -> [Double] {
        let text = try String(contentsOf: repository.appending(path: "Docs/method.md"), encoding: .utf8)
        let part = try #require(text.split(separator: "## One category by hand").last)
        return part.matches(of: /\*\*([0-9.]+)\*\*/).compactMap { Double($0.1) }
    }

    private static func number(_ values: [Double], worst: Double) -> Double {
        let others = (values.reduce(0, +) - worst) / 100
        return worst + (100 - worst) * (1 - exp(-others / 3))
    }

    @Test func theSumsOfTheDocumentAreRight() throws {
        let rows = try Self.rows()
        #expect(rows.map(\.what).map { $0.prefix(3) } == ["con", "Q25", "Q26", "Q27", "Q28"])
        let worst = try #require(rows.map(\.low).max())
        let sums = [rows.map(\.low), rows.map(\.expected), rows.map(\.high)].map {
            Self.number($0, worst: worst)
        }
        let results = try Self.results()
        #expect(results.count == 3)
        for (sum, result) in zip(sums, results) { #expect(abs(sum - result) < 0.001) }
    }

    @Test func theProgramComesToTheSame() throws {
        let folder = try TemporaryFolder()
        let configuration = folder.url.appending(path: "config").path
        let today = CalendarDay(Date())
        try DemoConfiguration.write(
            from: Self.repository.appending(path: "Config/demo").path,
            to: configuration,
            today: today,
            port: 8443
        )
        let loaded = try LoadedConfiguration.load(
            directory: configuration,
            model: Self.repository.appending(path: "Config/risk-model.conf").path,
            today: today
        )
        let relay = Subject.address(try #require(IPAddress("127.0.0.21")), of: "relay.mfa.example")
        let open = Verdict.fail(level: "open", seen: "seen", expected: "expected")
        let finding = Finding(check: "conference.relay-open", subject: relay, verdict: open)
        let posture = loaded.method.posture(of: [finding], in: loaded.estate, at: today.start)
        let category = try #require(posture.categories.first { $0.id == "virtual-negotiation" })
        let residual = category.assessment.residual
        for (number, result) in zip([residual.low, residual.point, residual.high], try Self.results()) {
            #expect(abs(number - result) < 0.001)
        }
    }
}
