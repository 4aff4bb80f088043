// SPDX-License-Identifier: Apache-2.0

/// The terms that reports use; all of it stands in the template.
struct GlossaryPage {
    static func views(_ site: Site) -> [RenderablePage] {
        let view = PageView(.glossary, of: site.document, content: GlossaryPage())
        return [(SitePage.glossary.path, "glossary", view)]
    }
}
