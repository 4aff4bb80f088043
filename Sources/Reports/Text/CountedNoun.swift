// SPDX-License-Identifier: Apache-2.0
import Messages

/// What reports count.
enum CountedNoun {
    case finding, furtherBundle, place, question, day, time, connection, failingFinding, furtherEndpoint,
        control, subtest, record, byte, cycle, target, check, log

    /// `1 finding`, `2 findings`, in the language that pages are being made in.
    func words(_ count: Int) -> String {
        switch self {
        case .finding: say(count: count, one: "{{count}} finding", many: "{{count}} findings")
        case .furtherBundle:
            say(count: count, one: "{{count}} further bundle", many: "{{count}} further bundles")
        case .place: say(count: count, one: "{{count}} place", many: "{{count}} places")
        case .question: say(count: count, one: "{{count}} question", many: "{{count}} questions")
        case .day: say(count: count, one: "{{count}} day", many: "{{count}} days")
        case .time: say(count: count, one: "{{count}} time", many: "{{count}} times")
        case .connection: say(count: count, one: "{{count}} connection", many: "{{count}} connections")
        case .failingFinding:
            say(count: count, one: "{{count}} failing finding", many: "{{count}} failing findings")
        case .furtherEndpoint:
            say(count: count, one: "{{count}} further endpoint", many: "{{count}} further endpoints")
        case .control: say(count: count, one: "{{count}} control", many: "{{count}} controls")
        case .subtest: say(count: count, one: "{{count}} subtest", many: "{{count}} subtests")
        case .record: say(count: count, one: "{{count}} record", many: "{{count}} records")
        case .byte: say(count: count, one: "{{count}} byte", many: "{{count}} bytes")
        case .cycle: say(count: count, one: "{{count}} cycle", many: "{{count}} cycles")
        case .target: say(count: count, one: "{{count}} target", many: "{{count}} targets")
        case .check: say(count: count, one: "{{count}} check", many: "{{count}} checks")
        case .log: say(count: count, one: "{{count}} log", many: "{{count}} logs")
        }
    }
}
