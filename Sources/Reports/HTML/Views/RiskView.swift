// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// A figure as band, number and interval.
struct RiskView {
    let band: BandView
    let number: String
    let interval: String

    init(_ estimate: RiskEstimate) {
        band = BandView(estimate.band)
        number = Words.number(estimate.point)
        interval = Words.interval(estimate)
    }

    /// Whether a reader sees no difference.
    func isShown(like other: RiskView) -> Bool {
        band.mark == other.band.mark && number == other.number && interval == other.interval
    }
}

extension Words {
    /// A share of 0…1 in per cent to a tenth.
    static func percent(_ share: Double) -> String {
        guard share.isFinite else { return say("unknown") }
        let tenths = Int((max(0, min(share, 1)) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10)\u{00A0}%"
    }

    /// `36.0 %`, or `36.0 to 74.4 %`.
    static func percent(_ low: Double?, _ high: Double?) -> String {
        guard let low, let high else { return say("nobody simulated") }
        let (one, other) = (percent(low), percent(high))
        return one == other
            ? one : say("{{low}} to {{high}}", ["low": String(one.dropLast(2)), "high": other])
    }

    static func dependence(_ kind: DependenceKind) -> String {
        switch kind {
        case .address: say("address")
        case .network: say("network")
        case .nameServer: say("name server")
        case .nameService: say("operator of name servers")
        case .mailProvider: say("mail provider")
        case .key: say("key")
        case .certificate: say("certificate")
        case .authority: say("certificate authority")
        case .scriptSupplier: say("supplier of scripts")
        }
    }
}
