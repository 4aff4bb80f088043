// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

/// What signed route origins say of some addresses, taken together.
struct RouteOriginReading: Hashable, Sendable {
    /// In words.
    private var invalid: [String] = []
    private var uncovered: [String] = []
    private var gaps: [Unestablished] = []
    private var asked = 0

    /// Levels of checks that judge by it, mildest first.
    static let levels = ["not-found", "invalid"]

    /// Adds addresses of one subject; those of this machine or a private network have no routes.
    ///
    /// - Parameter whose: what they are the addresses of, in words; nil where the subject says it.
    mutating func add(
        _ addresses: [IPAddress],
        whose: String?,
        of subject: Subject,
        in evidence: any Evidence
    ) {
        for address in addresses where address.isGlobal {
            asked += 1
            do {
                let origin = try evidence.one(RouteOrigin.self, "\(address)", of: subject).fact
                take(origin, whose.map { "\($0) " } ?? "")
            } catch {
                gaps.append(error)
            }
        }
    }

    private mutating func take(_ origin: RouteOrigin, _ whose: String) {
        let wrong = origin.routes.filter { $0.state == .invalid }
        if !wrong.isEmpty {
            let routes = wrong.map { "\($0.prefix) from AS\($0.origin)" }.listed(atMost: 4)
            let signed = origin.signed.listed(atMost: 4)
            invalid.append("\(whose)\(origin.address): \(routes), where \(signed) is signed")
        } else if origin.routes.isEmpty || origin.routes.contains(where: { $0.state == .notFound }) {
            uncovered.append("\(whose)\(origin.address)")
        }
    }

    /// The verdict: an invalid route is one whatever else is not known.
    var verdict: Verdict {
        let expected = "a valid route origin for each address"
        guard invalid.isEmpty else {
            return .fail(
                level: "invalid",
                seen: invalid.listed(atMost: 4, separator: "; "),
                expected: expected
            )
        }
        if let gap = gaps.foremost { return .withheld(because: gap) }
        guard uncovered.isEmpty else {
            let words = "nothing is signed for " + uncovered.listed()
            return .fail(level: "not-found", seen: words, expected: expected)
        }
        return asked > 0 ? .pass : .notApplicable(because: "no address lies out in the internet")
    }
}
