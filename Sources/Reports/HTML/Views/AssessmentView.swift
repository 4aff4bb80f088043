// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// A band as printed: a word and a shape, never a colour alone.
struct BandView {
    let word: String
    /// `b0` … `b4`, or `bx` for what cannot be said.
    let mark: String

    init(_ band: Band) {
        word = say(Words.capitalized(band.rawValue))
        mark = "b\(band.rank)"
    }

    private init(word: String, mark: String) {
        self.word = word
        self.mark = mark
    }

    static var insufficient: BandView { BandView(word: say("Insufficient evidence"), mark: "bx") }
    static var notAssessed: BandView { BandView(word: say("Not assessed"), mark: "bx") }
}

/// A bar from low to high with a mark at the point, on a scale of 0…100.
struct IntervalView {
    let left: String
    let width: String
    let point: String
    let label: String
    let mark: String

    init(_ estimate: RiskEstimate, mark: String) {
        let low = max(0, min(estimate.low, 100))
        let high = max(low, min(estimate.high, 100))
        left = Words.number(low)
        width = Words.number(max(1, high - low))
        point = Words.number(max(0, min(estimate.point, 99)))
        self.mark = mark
        label = say(
            "From {{low}} to {{high}}, at {{point}}, on a scale from 0 to 100",
            [
                "low": Words.number(estimate.low), "high": Words.number(estimate.high),
                "point": Words.number(estimate.point),
            ]
        )
    }
}

/// How a scope stands: the residual risk, the inherent one beside it, and how much of it is known.
struct AssessmentView {
    let band: BandView
    /// A dash where nothing applies, as for all numbers below.
    let number: String
    let interval: String
    let bounds: String
    let coverage: CoverageView
    let inherent: String
    /// Something applies, so that there is an interval to print.
    let isAssessed: Bool
    let isInsufficient: Bool
    /// The band of the point, for scopes whose headline is something else.
    let pointBand: String
    let chart: IntervalView
    /// Nil for the first report.
    let change: ChangeView?

    init(_ assessment: Assessment, previous: Assessment? = nil) {
        let residual = assessment.residual
        band = Self.headline(assessment)
        isAssessed = assessment.coverage.ratio != nil
        isInsufficient = isAssessed && assessment.evidenceIsInsufficient
        number = isAssessed ? Words.number(residual.point) : "–"
        interval = isAssessed ? Words.interval(residual) : "–"
        bounds =
            residual.lowBand == residual.highBand
            ? say("{{band}} throughout", ["band": say(residual.lowBand.rawValue)])
            : say(
                "from {{low}} to {{high}}",
                ["low": say(residual.lowBand.rawValue), "high": say(residual.highBand.rawValue)]
            )
        coverage = CoverageView(assessment.coverage)
        let inherentBand = say(Words.capitalized(assessment.inherent.band.rawValue))
        inherent = isAssessed ? "\(inherentBand) \(Words.number(assessment.inherent.point))" : "–"
        pointBand = say(residual.band.rawValue)
        chart = IntervalView(residual, mark: band.mark)
        change = previous.map { ChangeView(from: $0, to: assessment) }
    }

    static func headline(_ assessment: Assessment) -> BandView {
        if assessment.coverage.ratio == nil { return .notAssessed }
        return assessment.evidenceIsInsufficient ? .insufficient : BandView(assessment.residual.band)
    }
}

/// A share in per cent, cut off, so that 100 % means all; and the two numbers that it comes from.
struct CoverageView {
    let share: String
    let numbers: String

    init(_ coverage: Coverage) {
        share = coverage.ratio.map { "\(Words.number($0 * 100)) %" } ?? "–"
        numbers =
            coverage.ratio == nil
            ? say("nothing applies")
            : say(
                "{{known}} of {{all}}",
                ["known": String(coverage.established), "all": String(coverage.applicable)]
            )
    }
}

/// What became of a scope since the report before.
struct ChangeView {
    let sign: String
    /// One word or two.
    let words: String
    /// How it stood before.
    let before: String

    init(from before: Assessment, to now: Assessment) {
        let old = AssessmentView.headline(before)
        let new = AssessmentView.headline(now)
        guard old.mark != "bx", new.mark != "bx" else {
            (sign, words) = ("·", say("not comparable"))
            self.before = say("was {{before}}", ["before": old.word.lowercased()])
            return
        }
        self.before = say(
            "was {{before}}",
            ["before": "\(old.word.lowercased()) \(Words.number(before.residual.point))"]
        )
        (sign, words) =
            switch now.residual.point - before.residual.point {
            case 0.5...: ("▲", say("worse"))
            case ...(-0.5): ("▼", say("better"))
            default: ("=", say("unchanged"))
            }
    }
}
