// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Checks
@testable import Pipeline
@testable import chancery

/// The document of `concentration`, byte for byte, and its lines; `CHANCERY_RECORD_FIXTURES=1` writes it anew, and
/// Scripts/check-schemas holds it against the published schema.
struct ConcentrationDocumentTests {
    private static let lost = Unestablished(phase: .connect, reason: "refused \u{1B}[2J", attempts: 3)

    private static func tie(
        _ kind: DependenceKind,
        _ dependant: Subject,
        _ mission: String?,
        _ uses: Set<String>,
        gap: Unestablished? = nil
    ) -> Dependence {
        Dependence(kind, of: dependant, mission: mission, uses: uses, gap: gap)
    }

    private static let reading = ConcentrationAssembly.Reading(
        cycle: 7,
        asOf: Date(timeIntervalSince1970: 1_795_780_800),
        estate: Estate(ministry: Ministry(name: "Ministry")),
        graph: DependenceGraph([
            tie(.address, .endpoint("www.paris"), "paris", ["192.0.2.7"]),
            tie(.address, .endpoint("www.lima"), "lima", ["192.0.2.7", "192.0.2.8"]),
            tie(.address, .endpoint("www.rome"), "rome", [], gap: lost),
            tie(.address, .endpoint("www.oslo"), "oslo", ["192.0.2.7"], gap: lost),
            tie(.mailProvider, .domain("paris.example"), "paris", ["mail;evil\u{1B}[2J.example"]),
            tie(.mailProvider, .domain("lima.example"), "lima", ["mail;evil\u{1B}[2J.example"]),
            tie(.key, .endpoint("www.paris"), "paris", [String(repeating: "ab", count: 32)]),
            tie(.key, .endpoint("www.lima"), "lima", [String(repeating: "ab", count: 32)]),
            tie(.key, .endpoint("www.mfa"), nil, [String(repeating: "cd", count: 32)]),
        ]),
        hasNetworkTable: false
    )

    @Test func concentrationIsADocument() throws {
        let document = ConcentrationDocument(Self.reading, kinds: DependenceKind.allCases)
        let text = try JSONText.encode(document) + "\n"
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/concentration.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "it differs from the kept file")
    }

    @Test func itsLinesNameTheWorstAndFitATerminal() {
        let text = ConcentrationText(reading: Self.reading, kinds: DependenceKind.allCases).text
        #expect(text.contains("Whose loss hits most: 2 missions"))
        #expect(
            text.contains("- mail provider mail;evil\\u{001B}[2J.example: 2 missions")
        )
        #expect(text.contains("Whose compromise hits most: 2 missions"))
        #expect(text.contains("- key abababababababab…: 2 missions (lima, paris), 2 endpoints"))
        #expect(text.contains("largest share 38–88 %"))
        #expect(text.contains("1 not seen; 1 seen in part"))
        #expect(text.contains("mission, of which not all was seen; 1 more with another beside it"))
        #expect(!text.unicodeScalars.contains("\u{1B}"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(text)")
        let keys = ConcentrationText(reading: Self.reading, kinds: [.key]).text
        #expect(keys.contains("Keys (compromise)") && !keys.contains("Addresses (loss)"))
    }

    @Test func aStoredCycleIsRead() async throws {
        let ministry = try await ScriptedMinistry.afterOneCycle()
        let assembly = ConcentrationAssembly(store: ministry.store)
        let reading = try #require(try await assembly.reading())
        #expect(reading.cycle == 1)
        let address = try #require(reading.graph.things(.address).first)
        #expect(address.name == "192.0.2.7")
        #expect(address.users.count == 3)
        #expect(address.hit.isEmpty && address.perhaps.count == 3, "nobody kept what the names resolved to")
        #expect(reading.graph.things(.authority).first?.hit.count == 3)
        #expect(try await assembly.reading(2) == nil)
    }
}
