// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Reports

/// A misspelt tag renders as nothing, and a missing optional falls through to an outer view: neither is seen
/// on a page, so every tag of every template is looked up here in the views that it is rendered with.
struct TemplateTagTests {
    @Test("Every tag names a member of the view that it is rendered with, and every tag is reached")
    func everyTagResolves() throws {
        var audit = TagAudit(templates: try PageRenderer.sources.mapValues(TagParser.nodes))
        for document in [
            SampleDocument.document, SampleDocument.empty, LargeDocument.document(endpoints: 130),
            SampleDocument.sealed,
        ] {
            for page in HTMLReport.pages(of: document) {
                audit.walk(template: page.template, view: page.view)
            }
        }
        for periods in [[SamplePosture.now, SamplePosture.before], [SamplePosture.empty], []] {
            audit.walk(template: "periods", view: Self.index(of: periods))
        }
        #expect(audit.problems.sorted() == [])
        #expect(audit.unreached.sorted() == [])
    }

    private static func index(of postures: [Posture]) -> PeriodsPage {
        PeriodsPage(
            postures.enumerated().map { PeriodSummary(folder: "\($0)", posture: $1) },
            organisation: "o",
            classification: postures.isEmpty ? nil : "OFFICIAL",
            clock: Clock(zone: "UTC"),
            categories: SamplePosture.categories,
            latest: "latest"
        )
    }

    @Test("No template switches escaping off", arguments: PageRenderer.sources.keys.sorted())
    func everyValueIsEscaped(template: String) throws {
        let text = try #require(PageRenderer.sources[template])
        #expect(!text.contains("{{{") && !text.contains("{{&") && !text.contains("{{="))
        #expect(!text.unicodeScalars.contains { VisibleText.isHidden($0) && $0 != "\n" })
    }

    @Test("The audit finds a misspelt tag, a tag that falls through, and one that is never reached")
    func auditFindsFaults() throws {
        struct Inner { let note: String? }
        struct Outer {
            let note: String?
            let inner: Inner
            let list: [Inner]
        }
        let template = "{{#inner}}{{nota}}{{#note}}{{.}}{{/note}}{{/inner}}{{#list}}{{.note}}{{/list}}"
        var audit = TagAudit(templates: ["t": try TagParser.nodes(template)])
        audit.walk(template: "t", view: Outer(note: "outer", inner: Inner(note: nil), list: []))
        #expect(audit.problems == ["t: no member nota", "t: note falls through to an outer view"])
        #expect(audit.unreached == ["t: .", "t: .note"])
    }
}
