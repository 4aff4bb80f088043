// SPDX-License-Identifier: Apache-2.0
package import Foundation
import Messages
import Model
import Mustache

/// The report for people: pages without script or foreign resources that read on paper as on a screen.
package enum HTMLReport {
    /// The pages, page one first; throws what `emit` throws, and where a template of this target is broken.
    package static func render(
        _ document: ReportDocument,
        emit: (_ path: String, _ bytes: Data) throws -> Void
    ) throws {
        let renderer = try PageRenderer(document.messages)
        for page in pages(of: document) {
            try emit(page.path, try renderer.render(page.view, template: page.template))
        }
    }

    /// Every page before it is rendered.
    static func pages(of document: ReportDocument) -> [RenderablePage] {
        Messages.$current.withValue(document.messages) { views(of: Site(document)) }
    }

    private static func views(of site: Site) -> [RenderablePage] {
        [(SitePage.summary.path, "index", IndexPage.view(site))]
            + ChangesPage.views(site) + FindingsPage.views(site) + CategoriesPage.views(site)
            + MissionsPage.views(site) + NotSeenPage.views(site) + DecisionsPage.views(site)
            + PlanPage.views(site) + CalendarPage.views(site) + InclusionPage.views(site)
            + TrendsPage.views(site) + TraceabilityPage.views(site) + ControlsPage.views(site)
            + MethodPage.views(site) + GlossaryPage.views(site) + EvidencePage.views(site)
    }
}

/// A page's place, template and view.
typealias RenderablePage = (path: String, template: String, view: Any)

/// Fills the embedded templates, with their own words in a language.
struct PageRenderer {
    private let library: MustacheLibrary

    init(_ messages: Messages = .english) throws {
        library = MustacheLibrary(
            templates: try Dictionary(
                uniqueKeysWithValues: Self.sources.map { name, source in
                    (name, try MustacheTemplate(string: TemplateText(source, in: messages).translated))
                }
            )
        )
    }

    /// Escapes values as HTML, then makes hidden characters visible: the templates hold none, so whatever there
    /// is came from outside.
    func render(_ view: Any, template: String) throws(MissingTemplate) -> Data {
        guard let page = library.render(view, withTemplate: template) else {
            throw MissingTemplate(name: template)
        }
        return Data(VisibleText.escape(page, keepingLineFeeds: true).utf8)
    }

    /// The templates by name.
    static let sources: [String: String] = [
        "assessment": PackageResources.assessment_mustache,
        "band": PackageResources.band_mustache,
        "calendar": PackageResources.calendar_mustache,
        "categories": PackageResources.categories_mustache,
        "cells": PackageResources.cells_mustache,
        "changes": PackageResources.changes_mustache,
        "chart-calendar": PackageResources.chart_calendar_mustache,
        "chart-heat": PackageResources.chart_heat_mustache,
        "chart-interval": PackageResources.chart_interval_mustache,
        "chart-line": PackageResources.chart_line_mustache,
        "chart-scatter": PackageResources.chart_scatter_mustache,
        "chart-stairs": PackageResources.chart_stairs_mustache,
        "controls": PackageResources.controls_mustache,
        "decisions": PackageResources.decisions_mustache,
        "endpoint": PackageResources.endpoint_mustache,
        "evidence": PackageResources.evidence_mustache,
        "finding": PackageResources.finding_mustache,
        "findings": PackageResources.findings_mustache,
        "glossary": PackageResources.glossary_mustache,
        "inclusion": PackageResources.inclusion_mustache,
        "index": PackageResources.index_mustache,
        "interval": PackageResources.interval_mustache,
        "layout": PackageResources.layout_mustache,
        "method": PackageResources.method_mustache,
        "mission": PackageResources.mission_mustache,
        "missions": PackageResources.missions_mustache,
        "moves": PackageResources.moves_mustache,
        "not-seen": PackageResources.not_seen_mustache,
        "pages": PackageResources.pages_mustache,
        "periods": PackageResources.periods_mustache,
        "plan": PackageResources.plan_mustache,
        "proof": PackageResources.proof_mustache,
        "risk": PackageResources.risk_mustache,
        "seal": PackageResources.seal_mustache,
        "style": PackageResources.style_mustache,
        "symbols": PackageResources.symbols_mustache,
        "traceability": PackageResources.traceability_mustache,
        "trends": PackageResources.trends_mustache,
    ].mapValues { String(decoding: $0, as: UTF8.self) }
}

/// A page names a template that is not embedded.
struct MissingTemplate: Error {
    let name: String
}
