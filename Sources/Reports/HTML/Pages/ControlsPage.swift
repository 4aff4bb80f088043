// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// The controls of four catalogues, each with what is open against it.
struct ControlsPage {
    struct Check {
        let title: String
        let places: String
    }

    struct Row {
        let control: String
        /// Of the worst open finding; nil where none is open.
        let band: BandView?
        let words: String
        let checks: [Check]
        let hasChecks: Bool
        /// How many further checks fail; nil for none.
        let further: String?
    }

    struct Catalogue {
        let name: String
        let anchor: String
        let summary: String
        let rows: [Row]
    }

    let catalogues: [Catalogue]
    let hasCatalogues: Bool

    static func views(_ site: Site) -> [RenderablePage] {
        let view = PageView(.controls, of: site.document, content: ControlsPage(site))
        return [(SitePage.controls.path, "controls", view)]
    }

    private init(_ site: Site) {
        let tallies = Self.tallies(site)
        var checks: [String: [String: [String]]] = [:]
        for (id, info) in site.document.checks {
            for (framework, controls) in info.controls {
                for control in controls { checks[framework, default: [:]][control, default: []].append(id) }
            }
        }
        catalogues = checks.sorted { $0.key < $1.key }.enumerated().map { place, entry in
            Catalogue(entry.key, anchor: "k\(place + 1)", entry.value, tallies, site)
        }
        hasCatalogues = !catalogues.isEmpty
    }

    /// What the findings of one check come to.
    struct Tally {
        var open = 0
        var unknown = 0
        var passed = 0
        var worst: RiskItem?
    }

    private static func tallies(_ site: Site) -> [String: Tally] {
        var tallies: [String: Tally] = [:]
        for finding in site.document.findings {
            switch finding.finding.verdict.state {
            case .unknown: tallies[finding.finding.check, default: Tally()].unknown += 1
            case .pass: tallies[finding.finding.check, default: Tally()].passed += 1
            case .fail, .notApplicable, .notTested: break
            }
        }
        // Worst first, so the first item of a check is its worst.
        for finding in site.open {
            tallies[finding.finding.check, default: Tally()].open += 1
            if tallies[finding.finding.check]?.worst == nil {
                tallies[finding.finding.check]?.worst = site.item(finding.finding.key)
            }
        }
        return tallies
    }
}

extension ControlsPage.Catalogue {
    fileprivate init(
        _ name: String,
        anchor: String,
        _ controls: [String: [String]],
        _ tallies: [String: ControlsPage.Tally],
        _ site: Site
    ) {
        self.name = name
        self.anchor = anchor
        rows = controls.sorted { Self.order($0.key) < Self.order($1.key) }.map { control, checks in
            ControlsPage.Row(control, checks, tallies, site)
        }
        let failing = rows.count { $0.band != nil }
        summary =
            say(
                "{{controls}} served by checks; something is open against {{count}}",
                ["controls": Words.count(rows.count, .control), "count": String(failing)]
            )
    }

    /// `AC-2` before `AC-17`.
    private static func order(_ control: String) -> String {
        var order = ""
        var digits = ""
        for character in control + " " {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                order += String(repeating: "0", count: max(0, 6 - digits.count)) + digits
                digits = ""
                order.append(character)
            }
        }
        return order
    }
}

extension ControlsPage.Row {
    fileprivate init(
        _ control: String,
        _ checks: [String],
        _ tallies: [String: ControlsPage.Tally],
        _ site: Site
    ) {
        self.control = control
        let most = 8
        let failing = checks.filter { (tallies[$0]?.open ?? 0) > 0 }.sorted { left, right in
            let values = [left, right].map { tallies[$0]?.worst?.estimate.point ?? 0 }
            return values[0] == values[1] ? left < right : values[0] > values[1]
        }
        band = failing.first.flatMap { tallies[$0]?.worst }.map { BandView($0.band) }
        self.checks = failing.prefix(most).map { check in
            ControlsPage.Check(
                title: site.title(of: check),
                places: Words.count(tallies[check]?.open ?? 0, .place)
            )
        }
        hasChecks = !failing.isEmpty
        further = failing.count > most ? Words.more(failing.count - most) : nil
        let all = checks.compactMap { tallies[$0] }
        let unknown = all.reduce(0) { $0 + $1.unknown }
        let passed = all.reduce(0) { $0 + $1.passed }
        let open = all.reduce(0) { $0 + $1.open }
        words =
            open + passed + unknown == 0
            ? say("nothing that applies was asked")
            : say(
                "{{open}} open, {{passed}} passed, {{unknown}} unknown",
                ["open": String(open), "passed": String(passed), "unknown": String(unknown)]
            )
    }
}
