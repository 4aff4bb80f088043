// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Model
import Testing

@testable import Reports

@Suite("The shipped translation")
struct ShippedMessagesTests {
    /// What views say themselves: the literals that `say` is given, as the sources have them.
    private static func spoken() throws -> Set<String> {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Reports")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var found: Set<String> = []
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /\b(?:say\(|one:|many:)\s*"((?:[^"\\]|\\.)*)"/) {
                found.insert(String(match.1).replacing("\\\"", with: "\""))
            }
        }
        return found
    }

    @Test("every frame text of every page has its French one, and no French one is left over")
    func complete() throws {
        let file = try MessageFile(Messages.french)
        let titles = SitePage.allCases.map(\.title)
        let bands = Band.allCases.flatMap { [$0.rawValue, Words.capitalized($0.rawValue)] }
        let wanted = Set(PageRenderer.messages).union(try Self.spoken()).union(titles).union(bands)
            .union(Self.values)
        #expect(wanted.subtracting(file.known).sorted() == [])
        #expect(file.known.subtracting(wanted).sorted() == [])
        #expect(file.known.filter { file.messages.text($0) == $0 }.sorted() == Self.alike)
    }

    /// What views say of values by their names.
    private static let values: [String] =
        Objective.allCases.map(\.rawValue) + ["passive", "active", "intrusive", "Yes", "Partly", "No"]
        + Role.allCases.map { $0.rawValue.replacing("-", with: " ") }

    /// French words that are written as the English ones.
    private static let alike: [String] = [
        "ALPACA",
        "Attestation",
        "Attestations",
        "Attestations {{.}}",
        "BIMI",
        "CAA",
        "Chancery {{tool}}",
        "Client",
        "Clients",
        "Compression",
        "Concentration",
        "Configuration",
        "Contact",
        "Cycle",
        "DANE",
        "DKIM",
        "DMARC",
        "DNSSEC",
        "Diplomacy in the Digital Era: New Challenges for State Actors",
        "Effort",
        "HSTS",
        "Inclusion",
        "MTA-STS",
        "Mission",
        "Missions",
        "OCSP, CRL",
        "Page {{title}}",
        "Plan",
        "Posture",
        "Question",
        "SHA-256",
        "SPF",
        "STARTTLS",
        "Suites",
        "TLS",
        "The Influence of Digital Diplomacy on International Relations in the 21st Century",
        "Verdict",
        "Version",
        "Zone",
        "security.txt",
        "{{count}} bits",
        "{{count}} cycle",
        "{{count}} cycles",
        "{{count}} question",
        "{{count}} questions",
        "{{grade}}, {{points}} points",
        "{{model.name}} {{model.version}}, SHA-256",
    ]

    @Test("a page in French keeps no English heading, and says its language")
    func page() throws {
        let french = try MessageFile(Messages.french).messages
        var files: [String: String] = [:]
        for messages in [Messages.english, french] {
            var document = SampleDocument.document
            document.messages = messages
            files[messages.language] = try RenderedFile.all(of: document, HTMLReport.render).first?.text
        }
        let (english, page) = (try #require(files["en"]), try #require(files["fr"]))
        #expect(page.contains("<html lang=\"fr\">"))
        #expect(english.contains("<h2>Who is shut out</h2>"))
        #expect(!page.contains("Who is shut out"))
        #expect(english.matches(of: /<h2/).count == page.matches(of: /<h2/).count)
    }

    @Test("the file for translators is one, and holds every text once")
    func template() throws {
        let file = try MessageFile(Array(Messages.template(language: "de").utf8))
        #expect(file.messages.language == "de")
        #expect(file.known == (try MessageFile(Messages.french).known))
    }
}
