// SPDX-License-Identifier: Apache-2.0
import Foundation
import Messages
import Model
import Testing

@testable import Reports

/// What reports say of the self-check, and of reloads.
struct SelfCheckPagesTests {
    private static let missed = SelfCheck(
        differences: [
            .init(.missed, "tls.version-obsolete", at: "known-bad.example"),
            .init(.invented, "<b>", at: "known-good.example"),
        ],
        planted: 20,
        verdicts: 200,
        connections: 80,
        milliseconds: 640
    )

    private static func pages(_ check: SelfCheck?, _ messages: Messages = .english) throws -> (
        index: String, method: String
    ) {
        var document = SampleDocument.document
        document.messages = messages
        document.selfCheck = check
        let files = try RenderedFile.all(of: document, HTMLReport.render)
        func text(_ path: String) throws -> String { try #require(files.first { $0.path == path }).text }
        return (try text("index.html"), try text("method.html"))
    }

    @Test("One that held stands on the method page alone")
    func held() throws {
        let (index, method) = try Self.pages(SelfCheck(planted: 20, verdicts: 200))
        #expect(!index.contains("Self-check"))
        #expect(method.contains("<strong>Held.</strong> Before this cycle all 20 planted failures"))
    }

    @Test("One that did not hold stands on page one, with every check on the method page")
    func notHeld() throws {
        let (index, method) = try Self.pages(Self.missed)
        #expect(index.contains("<strong>Self-check: Not held.</strong>"))
        #expect(index.contains("method.html#self-check"))
        #expect(method.contains("planted on known-bad.example, and not found"))
        #expect(method.contains("tls.version-obsolete"))
        #expect(method.contains("called a failure on known-good.example, which is sound in it"))
        #expect(!method.contains("<b>"))
    }

    @Test("One that established nothing is never shown as held")
    func notEstablished() throws {
        let (index, method) = try Self.pages(SelfCheck(reason: "the laboratory cannot listen <on> it"))
        #expect(index.contains("<strong>Self-check: Not established.</strong>"))
        #expect(method.contains("the laboratory cannot listen &lt;on&gt; it"))
        #expect(!method.contains("<strong>Held"))
    }

    @Test("Without one the report says that none was made")
    func notMade() throws {
        let (index, method) = try Self.pages(nil)
        #expect(!index.contains("Self-check"))
        #expect(method.contains("<strong>Not made.</strong>"))
    }

    @Test("It is translated")
    func french() throws {
        let (index, method) = try Self.pages(Self.missed, try MessageFile(Messages.french).messages)
        #expect(index.contains("<strong>Autocontrôle : Non tenu.</strong>"))
        #expect(method.contains("posé sur known-bad.example, et non trouvé"))
    }

    @Test("Reloads are listed, with what changed")
    func reloads() throws {
        var document = SampleDocument.document
        document.reloads = []
        let before = try RenderedFile.all(of: document, HTMLReport.render).first { $0.path == "method.html" }
        #expect(before?.text.contains("Changes of the configuration") == false)
        document.reloads = [ReloadInfo(at: document.cycle.started, lines: ["added <www>", "removed b"])]
        let after = try RenderedFile.all(of: document, HTMLReport.render).first { $0.path == "method.html" }
        #expect(
            after?.text.contains("added &lt;www&gt;") == true && after?.text.contains("removed b") == true
        )
    }

    @Test("report.json and the numbers have its state", arguments: [nil, missed])
    func machines(check: SelfCheck?) throws {
        var document = SampleDocument.document
        document.selfCheck = check
        let samples = SelfCheckMetrics.families(document)[0].samples
        #expect(samples.count == 4 && samples.filter { $0.value == 1 }.count == 1)
        let on = samples.first { $0.value == 1 }?.labels.map { $0.value } ?? []
        #expect(on == [check == nil ? "not-made" : "not-held"])
    }
}
