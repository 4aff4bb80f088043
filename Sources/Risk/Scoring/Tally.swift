// SPDX-License-Identifier: Apache-2.0
import Model

/// One check on one endpoint with all its addresses, or on one wider subject; or one attestation item.
struct WeighedGroup {
    let category: String
    let scenarios: BornScenarios
    let place: Place
    let isAttested: Bool
    var coverage = Coverage()
    var inherent = Contribution()
    var residual = Contribution()
    /// The worst failure that no acceptance bears; nil where there is none.
    var driver: Driver?

    init(category: String, scenarios: BornScenarios, place: Place, isAttested: Bool) {
        self.category = category
        self.scenarios = scenarios
        self.place = place
        self.isAttested = isAttested
    }

    /// Counts one failure.
    ///
    /// - Parameter low: nil for the point.
    mutating func addFailure(
        _ key: FindingKey,
        low: Double? = nil,
        point: Double,
        high: Double,
        isAccepted: Bool
    ) {
        inherent.absorb(low: low, point: point, high: high)
        guard !isAccepted else { return }
        residual.absorb(low: low, point: point, high: high)
        let new = Driver(key: key, value: point)
        driver = driver.map { min($0, new) } ?? new
    }

    /// Counts something that may fail.
    mutating func addUnknown(expected: Double, high: Double, isAccepted: Bool = false) {
        inherent.absorb(expected: expected, high: high)
        guard !isAccepted else { return }
        residual.absorb(expected: expected, high: high)
    }
}

/// A failure that may set the band of a scope; worse ones come first.
struct Driver: Comparable {
    let key: FindingKey
    let value: Double

    static func < (left: Driver, right: Driver) -> Bool {
        left.value == right.value ? left.key < right.key : left.value > right.value
    }
}

/// Everything that bears on one scope.
struct Tally {
    /// Drivers that an assessment names.
    private static let driverLimit = 5
    /// Bands between point and upper bound from which on the headline gives way.
    private static let bandsTooWide = 2
    /// Coverage of crown jewels below which the headline gives way.
    private static let leastCrownCoverage = 0.8

    private var inherent = RiskSum()
    private var residual = RiskSum()
    private(set) var coverage = Coverage()
    private var crownCoverage = Coverage()
    private(set) var measured = 0
    private(set) var attested = 0
    /// The worst, worst first.
    private var drivers: [Driver] = []

    mutating func add(_ group: WeighedGroup) {
        inherent.add(group.inherent)
        residual.add(group.residual)
        coverage += group.coverage
        if group.isAttested {
            attested += group.coverage.established
        } else {
            measured += group.coverage.established
            if group.place.endpoint?.role.isCrownJewel == true { crownCoverage += group.coverage }
        }
        if let driver = group.driver { add(driver) }
    }

    var residualEstimate: RiskEstimate { residual.estimate }

    var assessment: Assessment { assessment(inherent: inherent.estimate, residual: residual.estimate) }

    /// The scope that contains others and is as bad as the worst of them.
    func assessment(worstOf parts: [Assessment]) -> Assessment {
        assessment(inherent: .worst(parts.map(\.inherent)), residual: .worst(parts.map(\.residual)))
    }

    private func assessment(inherent: RiskEstimate, residual: RiskEstimate) -> Assessment {
        Assessment(
            inherent: inherent,
            residual: residual,
            coverage: coverage,
            evidenceIsInsufficient: isInsufficient(for: residual),
            drivers: drivers.filter { Band(value: $0.value) == residual.band }.map(\.key)
        )
    }

    /// Also where nothing applies at all: that nothing was asked is no good news.
    private func isInsufficient(for estimate: RiskEstimate) -> Bool {
        if coverage.applicable == 0 { return true }
        if estimate.highBand.rank - estimate.band.rank >= Self.bandsTooWide { return true }
        return crownCoverage.ratio.map { $0 < Self.leastCrownCoverage } ?? false
    }

    private mutating func add(_ driver: Driver) {
        let place = drivers.firstIndex { driver < $0 } ?? drivers.endIndex
        guard place < Self.driverLimit else { return }
        drivers.insert(driver, at: place)
        if drivers.count > Self.driverLimit { drivers.removeLast() }
    }
}

extension RiskEstimate {
    /// The worst of each bound.
    static func worst(_ estimates: [RiskEstimate]) -> RiskEstimate {
        RiskEstimate(
            low: estimates.map(\.low).max() ?? 0,
            point: estimates.map(\.point).max() ?? 0,
            high: estimates.map(\.high).max() ?? 0
        )
    }
}

extension Coverage {
    static func += (left: inout Coverage, right: Coverage) {
        left.established += right.established
        left.applicable += right.applicable
    }
}
