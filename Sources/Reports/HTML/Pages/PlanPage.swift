// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// What to mend first, step by step, and what to find out first.
struct PlanPage {
    struct Question {
        let title: String
        let id: String
        let places: String
        let narrows: String
    }

    let stairs: Staircase
    let steps: [StepView]
    let hasSteps: Bool
    /// How many bundles there are beyond; nil for none.
    let further: String?
    let questions: [Question]
    let hasQuestions: Bool

    static func views(_ site: Site) -> [RenderablePage] {
        guard let plan = site.document.outlook.plan else { return [] }
        let view = PageView(.plan, of: site.document, content: PlanPage(plan, site))
        return [(SitePage.plan.path, "plan", view)]
    }

    private init(_ plan: PlanInfo, _ site: Site) {
        stairs = Self.stairs(plan, site)
        steps = StepView.steps(of: plan, site)
        hasSteps = !steps.isEmpty
        let left = plan.bundles - plan.steps.count
        further = left > 0 ? Words.count(left, .furtherBundle) : nil
        questions = plan.questions.map { question in
            Question(
                title: site.title(of: question.id),
                id: question.id,
                places: Words.count(question.places, .place),
                narrows: Words.number(question.narrows)
            )
        }
        hasQuestions = !questions.isEmpty
    }

    /// The bands of all categories now, and after each step.
    static func stairs(_ plan: PlanInfo, _ site: Site) -> Staircase {
        var bands: [String: Band?] = [:]
        for standing in site.document.posture.categories {
            let isAssessed = standing.assessment.coverage.ratio != nil
            bands.updateValue(isAssessed ? standing.assessment.residual.band : nil, forKey: standing.id)
        }
        var columns: [(name: String, bands: [Band?])] = [(say("now"), Array(bands.values))]
        for (place, step) in plan.steps.enumerated() {
            for fall in step.falls { bands.updateValue(fall.after.band, forKey: fall.category) }
            columns.append(("\(place + 1)", Array(bands.values)))
        }
        return Staircase(
            say("The bands of the categories now, and after each step; the table says the same."),
            columns
        )
    }
}

/// One step with what it comes to.
struct StepView {
    struct Fall {
        let category: String
        let before: RiskView
        let after: RiskView
    }

    struct Check {
        let title: String
        let id: String
    }

    struct Reached {
        let endpoint: String
        let words: String
        /// Nil where there is nothing to add.
        let reason: String?
    }

    let number: String
    let title: String
    let effort: String
    let mends: String
    let checks: [Check]
    /// Those that are not named; nil where all are.
    let furtherChecks: String?
    let falls: [Fall]
    let hasFalls: Bool
    /// Crown jewels whose band falls; nil for none.
    let jewels: String?
    let ministry: RiskView
    let lines: [Lines]
    let hasLines: Bool
    let reach: [Reached]
    let hasReach: Bool

    struct Lines {
        let program: String
        let text: String
    }

    private static let mostNamed = 8

    static func steps(of plan: PlanInfo, _ site: Site) -> [StepView] {
        plan.steps.enumerated().map { StepView($1, number: $0 + 1, site) }
    }

    private init(_ step: PlanInfo.Step, number: Int, _ site: Site) {
        self.number = String(number)
        title = Self.title(step, site)
        effort = Words.effort(step.effort)
        mends = Words.count(step.findings.count, .finding)
        let ids = Set(step.findings.map(\.check)).sorted()
        checks = ids.prefix(Self.mostNamed).map { Check(title: site.title(of: $0), id: $0) }
        furtherChecks = ids.count > Self.mostNamed ? Words.more(ids.count - Self.mostNamed) : nil
        // Where the numbers shown are the same, the line would say nothing.
        falls = step.falls.map {
            Fall(
                category: site.category($0.category),
                before: RiskView($0.before),
                after: RiskView($0.after)
            )
        }
        .filter { !$0.before.isShown(like: $0.after) }
        hasFalls = !falls.isEmpty
        jewels = step.jewels.isEmpty ? nil : Words.list(step.jewels.map(site.target), atMost: 6)
        ministry = RiskView(step.ministry)
        lines = step.lines.filter { !$0.lines.isEmpty }.map {
            Lines(program: $0.program, text: $0.lines.joined(separator: "\n"))
        }
        hasLines = !lines.isEmpty
        reach = step.reach.prefix(Self.mostNamed).map {
            Reached(endpoint: site.target(of: $0.endpoint), words: Self.words($0), reason: $0.reason)
        }
        hasReach = !reach.isEmpty
    }

    /// Whom it lets in and cuts off by TLS.
    private static func words(_ reached: PlanInfo.Reached) -> String {
        guard let change = reached.change else {
            return say("not established")
        }
        let figures =
            "\(Words.percent(change.before.low, change.before.high)) → "
            + Words.percent(change.after.low, change.after.high)
        return ([figures] + clients(of: change)).joined(separator: "; ")
    }

    /// `lets in 38.4 %: Android 4.4 and 3 more`.
    static func clients(of change: ReachChange) -> [String] {
        func words(_ clients: [ReachChange.Client]) -> KeyValuePairs<String, String> {
            [
                "share": Words.percent(clients.reduce(0) { $0 + $1.share }),
                "clients": Words.list(clients.map(\.name), atMost: 6),
            ]
        }
        return [
            change.letIn.isEmpty ? nil : say("lets in {{share}}: {{clients}}", words(change.letIn)),
            change.cutOff.isEmpty ? nil : say("cuts off {{share}}: {{clients}}", words(change.cutOff)),
        ]
        .compactMap(\.self)
    }

    private static func title(_ step: PlanInfo.Step, _ site: Site) -> String {
        switch step.cause {
        case .zone: say("The zone of {{place}}", ["place": step.place])
        case .certificate:
            say("The certificate of {{place}}", ["place": holders(step, site)])
        case .tls: say("The TLS settings at {{place}}", ["place": places(step, site)])
        case .site: say("The web server’s settings at {{place}}", ["place": places(step, site)])
        case .page: say("The pages of {{place}}", ["place": step.place])
        case .host: say("The host {{place}}", ["place": step.place])
        case .process:
            say(
                "A decision: {{what}}",
                ["what": step.findings.first.map { site.title(of: $0.check) } ?? step.place]
            )
        }
    }

    private static func holders(_ step: PlanInfo.Step, _ site: Site) -> String {
        let endpoints = step.place.split(separator: ", ").map { site.target(of: String($0)) }
        return Words.list(endpoints, atMost: 4)
    }

    /// Addresses mean little to people; the endpoints behind them say more.
    private static func places(_ step: PlanInfo.Step, _ site: Site) -> String {
        let endpoints = Set(step.findings.compactMap(\.subject.endpointID)).sorted()
        guard !endpoints.isEmpty else { return step.place }
        return Words.list(endpoints.map(site.target), atMost: 4)
    }
}
