// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Messages

@Suite("The words of a template")
struct TemplateTextTests {
    private static let german = Messages(
        language: "de",
        table: [
            "Findings": "Befunde", "{{n}} of them": "{{n}} davon", "Open": "Offen",
            "Reason": "<b>Grund</b> & \"mehr\"",
        ]
    )

    @Test(
        "texts between tags and sections are translated, values stay",
        arguments: [
            ("<h1>Findings</h1>", "<h1>Befunde</h1>"),
            ("<p>\n  Findings\n</p>", "<p>\n  Befunde\n</p>"),
            ("<p>{{n}} of them</p>", "<p>{{n}} davon</p>"),
            ("{{#a}}Open{{/a}}{{^a}}Findings{{/a}}", "{{#a}}Offen{{/a}}{{^a}}Befunde{{/a}}"),
            (
                "<td data-label=\"Open\" class=\"Findings\">{{x}}</td>",
                "<td data-label=\"Offen\" class=\"Findings\">{{x}}</td>"
            ),
            (
                "<style>Open {}</style><svg><title>Open</title></svg>Open",
                "<style>Open {}</style><svg><title>Open</title></svg>Offen"
            ),
            ("{{>Open}}{{<Open}}{{$Open}}", "{{>Open}}{{<Open}}{{$Open}}"),
            ("{{{Open}}}", "{{{Open}}}"),
            ("3 < 4, Open", "3 < 4, Open"),
            ("<p>Unheard of</p>", "<p>Unheard of</p>"),
            ("a <", "a <"), ("{{", "{{"), ("<p", "<p"), ("", ""),
        ] as [(String, String)]
    )
    func translation(template: String, translated: String) {
        #expect(TemplateText(template, in: Self.german).translated == translated)
        #expect(TemplateText(template, in: .english).translated == template)
    }

    @Test("a translation is text, never markup")
    func markup() {
        let template = "<td title=\"Reason\">Reason</td>"
        #expect(
            TemplateText(template, in: Self.german).translated
                == "<td title=\"&lt;b&gt;Grund&lt;/b&gt; &amp; &quot;mehr&quot;\">&lt;b&gt;Grund&lt;/b&gt; &amp; &quot;mehr&quot;</td>"
        )
    }

    @Test("the English texts are listed in their order")
    func messages() {
        let text = TemplateText("<p title=\"Open\">{{n}} of them{{#a}}, {{x}}{{/a}}</p>{{y}} 5", in: .english)
        #expect(text.messages == ["Open", "{{n}} of them"])
    }
}
