// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// What the place of measuring could see.
struct VantageView {
    struct Row {
        let label: String
        let words: String
    }

    let name: String
    let rows: [Row]
    /// Whether something could not be seen.
    let isLimited: Bool

    init(_ vantage: ScanVantage) {
        name = vantage.name
        rows = vantage.rows.map { Row(label: $0.label, words: $0.words) }
        isLimited = !vantage.limits.isEmpty
    }
}

/// With whom things of one kind lie.
struct NetworkRow {
    let kind: String
    let holders: String
    let concentration: String
    let unknown: String

    init(_ shares: NetworkShares) {
        kind = shares.kind
        let all = shares.holders.map { holder in
            "\(Words.number(holder.part * 100 / Double(max(1, shares.things)))) % \(holder.name)"
        }
        holders = all.isEmpty ? say("nobody known") : Words.list(all, atMost: 8)
        concentration = Words.number(shares.leastIndex * 100)
        unknown = say(
            "{{known}} of {{all}}",
            ["known": String(shares.unknown), "all": String(shares.things)]
        )
    }
}

/// How the numbers came about, and what the words mean.
struct MethodPage {
    struct BinRow {
        let band: BandView
        let range: String
    }

    struct CheckRow {
        let title: String
        let id: String
        let measures: String
        let references: String
    }

    struct ReloadRow {
        let at: String
        let lines: [String]
    }

    let model: ModelStamp
    let likelihoodRule: String
    let estateSHA256: String
    let seal: SealView
    let bins: [BinRow]
    let checks: [CheckRow]
    let contact: String?
    let vantage: VantageView?
    let networks: [NetworkRow]
    let hasNetworks: Bool
    let selfCheck: SelfCheckView
    let reloads: [ReloadRow]
    let hasReloads: Bool

    static func views(_ site: Site) -> [RenderablePage] {
        let view = PageView(.method, of: site.document, content: MethodPage(site))
        return [(SitePage.method.path, "method", view)]
    }

    private init(_ site: Site) {
        let document = site.document
        selfCheck = SelfCheckView(document)
        reloads = document.reloads.map { ReloadRow(at: site.clock.instant($0.at), lines: $0.lines) }
        hasReloads = !reloads.isEmpty
        model = document.posture.model
        likelihoodRule =
            model.likelihoodRule == "min"
            ? say("the smaller of initiation and adverse impact, instead of table G-5")
            : say("table G-5 as published")
        estateSHA256 = document.cycle.estateSHA256
        seal = SealView(document)
        bins = Band.allCases.reversed().map { band in
            BinRow(
                band: BandView(band),
                range: "\(Words.number(band.range.lowerBound))–\(Words.number(band.range.upperBound))"
            )
        }
        checks = document.checks.values.sorted { $0.identity.id < $1.identity.id }.map { info in
            CheckRow(
                title: info.identity.title,
                id: info.identity.id,
                measures: info.identity.measures,
                references: info.identity.references.joined(separator: "; ")
            )
        }
        contact = document.estate.ministry.contact
        vantage = document.vantage.map { VantageView($0) }
        networks = document.networks.map { NetworkRow($0) }
        hasNetworks = !networks.isEmpty
    }
}
