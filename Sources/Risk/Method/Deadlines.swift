// SPDX-License-Identifier: Apache-2.0
package import Model

/// How many days a finding may stay open, by its band.
package struct Deadlines: Hashable, Sendable {
    /// Days by band.
    ///
    /// A band without an entry has no deadline; graver bands never have more days than milder ones.
    package let days: [Band: Int]

    package init(days: [Band: Int]) {
        self.days = days
    }

    /// CISA BOD 19-02 gives 15 and 30 days; a quarter and half a year below.
    package static let standard = Deadlines(days: [.veryHigh: 15, .high: 30, .moderate: 90, .low: 180])

    /// Age over deadline: 1 on the day itself, more when overdue; 0 where the band has no deadline.
    ///
    /// - Parameter age: seconds since the first failure.
    package func elapsedShare(age: Double, in band: Band) -> Double {
        guard let days = days[band], days > 0 else { return 0 }
        return max(0, age) / (Double(days) * 86400)
    }
}

/// How long which acceptance may last, and who may sign for the gravest.
package struct AcceptanceLimits: Hashable, Sendable {
    /// Days from approval to expiry, for any band.
    package let days: Int
    /// Days for findings of band high and very high.
    package let daysForHigh: Int
    /// Offices that may accept a very high risk; compared without case.
    package let ministerRoles: [String]

    package init(days: Int, daysForHigh: Int, ministerRoles: [String]) {
        self.days = days
        self.daysForHigh = daysForHigh
        self.ministerRoles = ministerRoles
    }

    package static let standard = AcceptanceLimits(days: 365, daysForHigh: 90, ministerRoles: ["Minister"])

    /// Whether an acceptance may bear a finding of a band.
    package func allow(_ acceptance: Acceptance, for band: Band) -> Bool {
        let length = acceptance.expires.daysSince1970 - acceptance.approved.daysSince1970
        guard length <= days else { return false }
        guard band >= .high else { return true }
        guard length <= daysForHigh else { return false }
        guard band == .veryHigh else { return true }
        let role = acceptance.approverRole?.lowercased()
        return ministerRoles.contains { $0.lowercased() == role }
    }
}
