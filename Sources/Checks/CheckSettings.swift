// SPDX-License-Identifier: Apache-2.0

/// A threshold of the risk model that a check cannot work with.
package struct SettingError: Error, Hashable, Sendable {
    package let key: String
    package let problem: String

    package init(key: String, problem: String) {
        self.key = key
        self.problem = problem
    }
}

/// What a check is set by: the thresholds that the risk model states for it, the clients to simulate and the audience.
package struct CheckSettings: Hashable, Sendable {
    private let values: [String: String]
    /// What a threshold may name.
    let policies: [Policy]
    let clients: ClientCatalogue
    let audience: Audience

    package init(
        _ values: [String: String] = [:],
        policies: [Policy] = [],
        clients: ClientCatalogue = .empty,
        audience: Audience = .equal
    ) {
        self.values = values
        self.policies = policies
        self.clients = clients
        self.audience = audience
    }

    /// A share between 0 and 1 or a percentage.
    package func fraction(_ key: String, in range: ClosedRange<Double>) throws(SettingError) -> Double {
        let text = try text(key)
        let isPercentage = text.hasSuffix("%")
        let digits = isPercentage ? String(text.dropLast()) : text
        guard let number = Double(digits), number.isFinite else {
            throw SettingError(key: key, problem: "'\(text)' is not a number")
        }
        let fraction = isPercentage ? number / 100 : number
        guard range.contains(fraction) else {
            throw SettingError(
                key: key,
                problem: "\(text) is outside \(range.lowerBound)…\(range.upperBound)"
            )
        }
        return fraction
    }

    /// A whole number.
    package func integer(_ key: String, in range: ClosedRange<Int>) throws(SettingError) -> Int {
        let text = try text(key)
        guard let number = Int(text) else {
            throw SettingError(key: key, problem: "'\(text)' is not a whole number")
        }
        guard range.contains(number) else {
            throw SettingError(
                key: key,
                problem: "\(number) is outside \(range.lowerBound)…\(range.upperBound)"
            )
        }
        return number
    }

    /// The text as written.
    package func text(_ key: String) throws(SettingError) -> String {
        guard let value = values[key] else {
            throw SettingError(key: key, problem: "the check needs it and it is not given")
        }
        return value
    }
}
