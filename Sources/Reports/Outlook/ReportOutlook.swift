// SPDX-License-Identifier: Apache-2.0
package import Model

/// What follows from a cycle beyond its findings; nil is what is not at hand, and no page is made of it.
package struct ReportOutlook: Sendable {
    package var plan: PlanInfo?
    package var calendar: CalendarInfo?
    package var inclusion: InclusionInfo?
    package var trend: TrendInfo?
    /// One cycle by two risk models, as long as both are to be shown.
    package var comparison: ModelComparison?
    package var shared: SharedInfo?

    package init() {}
}
