// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// Fails where the page takes longer than the audience's budget over the link of the region that is served worst.
package struct PageSlow: WebCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.page-slow",
        title: "The page takes long over the links of its audience",
        measures:
            "Seconds, by a closed form of round trips, slow start and rate, for what the markup of the page at / and its "
            + "style sheets name, without what scripts add: to the first paint and for all. Without PageCost=yes the parts "
            + "weigh nothing, so that a time is \"at least\". Links and TimeBudget= stand in audience.conf.",
        scope: .endpoint,
        levels: ["whole", "first-paint"],
        references: ["RFC 6928 §2", "RFC 5681 §3.1", "Budiana 2023", "Mungai & Onyango 2024"],
        remedy:
            "Compress text, make pictures smaller, leave out what the first view does not need, load scripts with defer, and "
            + "take fonts and scripts from the page's own host.",
        settings: ["FirstPaint"]
    )

    private let audience: Audience
    /// Of the budget.
    private let firstPaint: Double

    package init(_ settings: CheckSettings) throws(SettingError) {
        audience = settings.audience
        firstPaint = try settings.fraction("FirstPaint", in: 0.01...1)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        let (_, weight) = try view.weighed(or: .conference)
        let handshake = view.evidence.handshakeRounds(ofEndpoint: view.subject.name)
        let whole = PageLoad(weight, untilFirstPaint: false)
        let paint = PageLoad(weight, untilFirstPaint: true)
        let served = audience.regions.compactMap { region in
            region.link.map { link in
                Served(
                    region: region.name,
                    link: link,
                    whole: PageTime(whole, over: link, handshake: handshake),
                    paint: PageTime(paint, over: link, handshake: handshake)
                )
            }
        }
        guard let worst = served.max(by: { ($0.whole.least, $1.region) < ($1.whole.least, $0.region) }) else {
            throw Unestablished(phase: .notMeasured, reason: "no link is set for the audience")
        }
        let paintBudget = audience.budget * firstPaint
        let isPaintKept = worst.paint.keeps(within: paintBudget)
        let isWholeKept = worst.whole.keeps(within: audience.budget)
        if isPaintKept == false {
            return .fail(level: "first-paint", seen: worst.words(paint, whole), expected: words(paintBudget))
        }
        if isWholeKept == false {
            return .fail(level: "whole", seen: worst.words(paint, whole), expected: words(audience.budget))
        }
        if isPaintKept == true, isWholeKept == true, !view.isShell { return .pass }
        return .unknown(because: Self.doubt(worst.words(paint, whole), weight, view))
    }

    private func words(_ budget: Double) -> String {
        let all = LoadTime.words(audience.budget)
        return budget == audience.budget
            ? "within \(all)" : "\(LoadTime.words(budget)) to the first paint, \(all) for all"
    }

    private static func doubt(_ words: String, _ weight: PageWeight, _ view: WebView) -> Unestablished {
        let gap =
            view.isShell
            ? "scripts make the page"
            : weight.gap ?? weight.parts.compactMap(\.gap).first ?? "not all was measured"
        let phase: Unestablished.Phase = gap == PageWeight.unasked ? .notMeasured : .reply
        return Unestablished(phase: phase, reason: "\(words); of its parts: \(gap)")
    }

    private struct Served {
        let region: String
        let link: LinkProfile
        let whole: PageTime
        let paint: PageTime

        func words(_ paintLoad: PageLoad, _ load: PageLoad) -> String {
            let lacking = load.unmeasured > 0 ? ", \(load.unmeasured) of them not measured" : ""
            let bound = load.most == nil ? "at least " : ""
            let place = region == "everywhere" ? "" : " in \(region)"
            return "\(bound)\(LoadTime.words(whole.least)) for all of it (\(bound)\(load.least.kilobytes) in "
                + "\(load.requests) requests\(lacking)), \(paintLoad.most == nil ? "at least " : "")"
                + "\(LoadTime.words(paint.least)) to the first paint\(place) over \(link.words)"
        }
    }
}

extension WebView {
    /// Whether the source of the page at some address has hardly a word, as scripts make it.
    fileprivate var isShell: Bool {
        evidence.addresses(of: subject.name).contains {
            (try? evidence.one(AccessibilityMarks.self, of: $0).fact.isShell) ?? false
        }
    }
}
