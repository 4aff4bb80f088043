// SPDX-License-Identifier: Apache-2.0
import Checks
import Messages
import Model

/// Whether this installation saw what it should when the cycle began.
struct SelfCheckView {
    struct Row {
        let check: String
        let id: String
        let words: String
    }

    let state: String
    let words: String
    let rows: [Row]
    let hasRows: Bool
    /// Why something is not established; nil where all is.
    let reason: String?
    /// Whether what the cycle says is to be read with a doubt: not held, or nobody knows.
    let isDoubtful: Bool

    init(_ document: ReportDocument) {
        let check = document.selfCheck
        state = Self.state(check)
        words = Self.words(check)
        rows = (check?.differences ?? []).map { difference in
            Row(
                check: document.checks[difference.check]?.identity.title ?? difference.check,
                id: difference.check,
                words: difference.kind == .missed
                    ? say("planted on {{server}}, and not found", ["server": difference.server])
                    : say(
                        "called a failure on {{server}}, which is sound in it",
                        ["server": difference.server]
                    )
            )
        }
        hasRows = !rows.isEmpty
        reason = check?.reason
        isDoubtful = check.map { $0.state != .held } ?? false
    }

    private static func state(_ check: SelfCheck?) -> String {
        switch check?.state {
        case .held?: say("Held")
        case .notHeld?: say("Not held")
        case .notEstablished?: say("Not established")
        case nil: say("Not made")
        }
    }

    private static func words(_ check: SelfCheck?) -> String {
        guard let check else { return say("Nothing with a known answer was measured before this cycle.") }
        switch check.state {
        case .held:
            return say(
                "Before this cycle all {{count}} planted failures were found, and nothing sound was called one.",
                ["count": String(check.planted)]
            )
        case .notHeld:
            return say(
                "Before this cycle this installation did not find what was planted, or called a failure what is sound. Read with that doubt what the checks named on the method page say of the estate."
            )
        case .notEstablished:
            return say(
                "Before this cycle it could not be established whether this installation finds what is bad. Read all results of the cycle with that doubt."
            )
        }
    }
}
