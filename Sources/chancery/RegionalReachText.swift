// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Pipeline

/// The reach of one endpoint by its factors, in lines for the terminal.
struct RegionalReachText {
    let reach: RegionalReach

    /// None where nobody is to be reached.
    var rows: [String] {
        guard let low = reach.low, let high = reach.high, let worst = reach.worst else { return [] }
        let place = reach.regions.count > 1 ? ", worst in \(Terminal.harmless(worst.name))" : ""
        let head = "  Connects, in time, and from there: \(Self.percent(low, high))\(place)"
        return [head] + gap + reach.regions.flatMap(part)
    }

    /// What would be, were nothing amiss with what is not known.
    private var gap: [String] {
        guard let known = reach.lowOfKnown, let low = reach.low, let high = reach.high, known > low else {
            return []
        }
        return ["    (\(Self.percent(known, high)) by what is established)"]
    }

    private func part(_ region: RegionalReach.Region) -> [String] {
        let factors = [
            ("connects", region.connects), ("in time", region.inTime), ("from there", region.reachable),
        ]
        return ["    \(Terminal.harmless(region.name)): \(Self.percent(region.low, region.high))"]
            + factors.map { "      \($0.0): \(Self.words($0.1))" }
    }

    private static func words(_ factor: ReachFactor) -> String {
        let reason = factor.reason.map { ", \(Terminal.harmless($0))" } ?? ""
        return switch factor.state {
        case .established, .partly: "\(percent(factor.low, factor.high))\(reason)"
        case .unknown: "not established\(reason)"
        case .notApplicable: "does not apply\(reason)"
        }
    }

    static func percent(_ low: Double, _ high: Double) -> String {
        let (one, other) = (percent(low), percent(high))
        return one == other ? one : "\(one) to \(other)"
    }

    static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
}

extension ReachDocument {
    /// Region by region, the share that connects, in time, and from where.
    struct Regional: Encodable {
        let low: Double?
        let high: Double?
        let lowOfKnown: Double?
        let worstRegion: String?
        let regions: [RegionalPart]

        init(_ reach: RegionalReach) {
            low = reach.low
            high = reach.high
            lowOfKnown = reach.lowOfKnown
            worstRegion = reach.worst?.name
            regions = reach.regions.map(RegionalPart.init)
        }
    }

    struct RegionalPart: Encodable {
        let name: String
        let weight: Double
        let low: Double
        let high: Double
        let link: String?
        let secondsLow: Double?
        let secondsHigh: Double?
        let connects: Factor
        let inTime: Factor
        let reachable: Factor

        init(_ region: RegionalReach.Region) {
            name = region.name
            weight = region.weight
            low = region.low
            high = region.high
            link = region.link?.name
            secondsLow = region.time?.least
            secondsHigh = region.time?.most
            connects = Factor(region.connects)
            inTime = Factor(region.inTime)
            reachable = Factor(region.reachable)
        }
    }

    struct Factor: Encodable {
        let state: String
        let low: Double
        let high: Double
        let reason: String?

        init(_ factor: ReachFactor) {
            state = factor.state.rawValue
            low = factor.low
            high = factor.high
            reason = factor.reason
        }
    }
}
