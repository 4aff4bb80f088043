// SPDX-License-Identifier: Apache-2.0

/// How deep the operator allows an endpoint to be probed, shallowest first.
package enum ProbeTier: String, Codable, Sendable, CaseIterable, Comparable {
    /// Ordinary handshakes, as any client makes them.
    case passive
    /// Enumeration of what is offered, by many ordinary hellos.
    case active
    /// Probes with malformed or exhausting input.
    case intrusive

    package static func < (left: ProbeTier, right: ProbeTier) -> Bool {
        (ProbeTier.allCases.firstIndex(of: left) ?? 0) < (ProbeTier.allCases.firstIndex(of: right) ?? 0)
    }
}

/// Who allowed which depth until when.
package struct Authorisation: Hashable, Codable, Sendable {
    package let tier: ProbeTier
    /// The person who authorised intrusive probes; nil for the lower tiers.
    package let by: String?
    /// The last day on which intrusive probes are allowed; nil for the lower tiers.
    package let until: CalendarDay?
    /// Whether files that should not be on the web may be asked for, by plain requests.
    package let exposure: Bool
    /// How many requests may be made for the parts of its page; nil where they are not fetched.
    package let pageRequests: Int?

    package init(
        tier: ProbeTier,
        by: String? = nil,
        until: CalendarDay? = nil,
        exposure: Bool = false,
        pageRequests: Int? = nil
    ) {
        self.tier = tier
        self.by = by
        self.until = until
        self.exposure = exposure
        self.pageRequests = pageRequests
    }

    private enum CodingKeys: String, CodingKey { case tier, by, until, exposure, pageRequests }

    /// What a store of an earlier version does not say has its default.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            tier: try container.decode(ProbeTier.self, forKey: .tier),
            by: try container.decodeIfPresent(String.self, forKey: .by),
            until: try container.decodeIfPresent(CalendarDay.self, forKey: .until),
            exposure: try container.decodeIfPresent(Bool.self, forKey: .exposure) ?? false,
            pageRequests: try container.decodeIfPresent(Int.self, forKey: .pageRequests)
        )
    }

    /// The tier in force on a day: an intrusive authorisation that has run out leaves `active`.
    package func tier(on day: CalendarDay) -> ProbeTier {
        guard tier == .intrusive else { return tier }
        guard by != nil, let until, day <= until else { return .active }
        return .intrusive
    }
}
