// SPDX-License-Identifier: Apache-2.0
import Model
import Settings

/// When cycles may begin, and who may ask for one.
extension ChancerySection {
    static let roleInterval = ListKey(
        "RoleInterval",
        .roleInterval,
        summary:
            "How often endpoints of a role are measured: a role and a duration such as 'mail 1h', a list."
    )
    static let quietHours = ListKey(
        "QuietHours",
        ValueType<QuietHours>(
            expects: "hours such as 22:00-06:00, with days before them such as Mon-Fri 08:00-18:00",
            parseOrNil: { QuietHours($0) },
            render: \.description
        ),
        summary: "Hours of the ministry's clock in which no cycle runs by itself, a list."
    )
    static let blackout = ListKey(
        "Blackout",
        ValueType<Blackout>(
            expects: "a date such as 2026-12-24, or two with a slash between them, the earlier one first",
            parseOrNil: { Blackout($0) },
            render: \.description
        ),
        summary: "Days of the ministry's calendar on which nothing is measured: DATE or DATE/DATE, a list."
    )
    static let controlGroup = Key(
        "ControlGroup",
        .groupName,
        summary: "The group whose members may ask the daemon for a cycle; the service must be a member of it."
    )

    static let scheduleKeys = [
        roleInterval.description, quietHours.description, blackout.description, controlGroup.description,
    ]

    static func readSchedule(_ reader: inout SectionReader) -> ScheduleSettings {
        var settings = ScheduleSettings()
        settings.roleIntervals = reader.take(roleInterval)
        settings.quietHours = reader.take(quietHours)
        settings.blackouts = reader.take(blackout)
        settings.controlGroup = reader.take(controlGroup)
        let roles = settings.roleIntervals.map(\.role)
        if let twice = roles.first(where: { role in roles.count { $0 == role } > 1 }) {
            let message = "RoleInterval names the role \(twice.rawValue) twice"
            reader.report(.error, message, at: reader.span(of: roleInterval.description))
        }
        if settings.quietHours.leaveNothing {
            let message = "QuietHours cover the whole week, so no cycle would ever begin"
            reader.report(.error, message, at: reader.span(of: quietHours.description))
        }
        return settings
    }
}

extension ValueType where Value == RoleInterval {
    /// A role, white space, and a duration within the bounds of `Interval=`.
    fileprivate static let roleInterval = ValueType(
        expects: "a role and a duration such as mail 1h",
        parse: { text throws(ValueProblem) in
            let parts = text.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
            guard parts.count == 2 else { throw ValueProblem() }
            let role = try ValueType<Role>.oneOf(Role.self).parse(String(parts[0]))
            let duration = ValueType<Duration>.duration(in: ChancerySection.intervals)
            return RoleInterval(role: role, interval: try duration.parse(String(parts[1].drop { $0 == " " })))
        },
        render: { "\($0.role.rawValue) \(DurationText.render($0.interval))" }
    )
}
