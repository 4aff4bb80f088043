// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model

/// Whom an endpoint reaches, region by region: the share of clients that connect, times whether the page keeps within its
/// budget over the region's link, times the share of networks there from which it can be reached at all.
///
/// A factor that is not known makes an interval, from none to all; it is never taken for one.
package struct RegionalReach: Hashable, Sendable {
    package struct Region: Hashable, Sendable {
        package let name: String
        /// 0…1; those of all regions add up to 1.
        package let weight: Double
        package let connects: ReachFactor
        package let inTime: ReachFactor
        package let reachable: ReachFactor
        /// Nil where none is set.
        package let link: LinkProfile?
        /// Of the page over the link; nil where it is not known at all.
        package let time: PageTime?

        package var factors: [ReachFactor] { [connects, inTime, reachable] }
        package var low: Double { factors.reduce(1) { $0 * $1.low } }
        package var high: Double { factors.reduce(1) { $0 * $1.high } }
        /// The low end of what is known, as if what nothing is known of let everybody through.
        package var lowOfKnown: Double { factors.reduce(1) { $0 * ($1.state == .unknown ? 1 : $1.low) } }
    }

    /// In the order of the audience.
    package let regions: [Region]

    package init(regions: [Region]) { self.regions = regions }

    /// - Parameters:
    ///   - clients: which part of each region's clients connects; throws why that is not known.
    ///   - reachable: by region, from which share of its networks the endpoint is reached; what is missing is not established.
    package init(
        of endpoint: Endpoint,
        in evidence: any Evidence,
        clients: Result<Reach, Unestablished>,
        audience: Audience,
        reachable: [String: ReachFactor] = [:]
    ) {
        let load = Result { () throws(Unestablished) in
            let view = WebView(of: .endpoint(endpoint.id), in: evidence)
            guard endpoint.service == .https else { throw WebView.idle("the service has no pages") }
            return PageLoad(try view.weighed(or: .conference).weight, untilFirstPaint: false)
        }
        let handshake = evidence.handshakeRounds(ofEndpoint: endpoint.id)
        let visited = audience.regions.filter { region in
            guard case .success(let reach) = clients else { return true }
            return reach.regions.contains { $0.name == region.name }
        }
        regions = visited.map { region in
            let (inTime, time) = Self.inTime(load, region, handshake, audience.budget)
            return Region(
                name: region.name,
                weight: region.weight,
                connects: Self.connects(clients, region),
                inTime: inTime,
                reachable: reachable[region.name] ?? .unknown("no vantage in \(region.name) has looked"),
                link: region.link,
                time: time
            )
        }
    }

    private static func connects(_ clients: Result<Reach, Unestablished>, _ region: Audience.Region)
        -> ReachFactor
    {
        switch clients {
        case .failure(let gap): return .unknown(gap.reason)
        case .success(let reach):
            guard let found = reach.regions.first(where: { $0.name == region.name }) else {
                return .unknown("no simulated client visits it")
            }
            return .share(from: found.low, to: found.high)
        }
    }

    private static func inTime(
        _ load: Result<PageLoad, Unestablished>,
        _ region: Audience.Region,
        _ handshake: ClosedRange<Int>,
        _ budget: Double
    ) -> (ReachFactor, PageTime?) {
        switch load {
        case .failure(let gap): return (.missing(gap), nil)
        case .success(let load):
            guard let link = region.link else { return (.unknown("no link is set for the audience"), nil) }
            let time = PageTime(load, over: link, handshake: handshake)
            let bound = time.most == nil ? "at least " : ""
            let words =
                "\(bound)\(LoadTime.words(time.least)) over \(link.words), of \(LoadTime.words(budget))"
            switch time.keeps(within: budget) {
            case true: return (.share(from: 1, to: 1, words), time)
            case false: return (.share(from: 0, to: 0, words), time)
            case nil: return (.unknown("\(words); not all of the page was weighed"), time)
            }
        }
    }

    /// Over all regions by their weights; nil where there is none.
    package var low: Double? { mean(\.low) }
    package var high: Double? { mean(\.high) }
    package var lowOfKnown: Double? { mean(\.lowOfKnown) }

    /// The region that is served worst: by its high end, then by what is known of its low end, then by name.
    package var worst: Region? {
        regions.min { ($0.high, $0.lowOfKnown, $0.name) < ($1.high, $1.lowOfKnown, $1.name) }
    }

    private func mean(_ part: (Region) -> Double) -> Double? {
        let whole = regions.reduce(0) { $0 + $1.weight }
        guard whole > 0 else { return nil }
        return regions.reduce(0) { $0 + $1.weight * part($1) } / whole
    }
}
