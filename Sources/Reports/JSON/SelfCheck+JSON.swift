// SPDX-License-Identifier: Apache-2.0
import Model

extension SelfCheck {
    /// As Docs/schema/report.schema.json has it.
    var json: JSONValue {
        [
            "state": .string(state.rawValue),
            "differences": .array(
                differences.map {
                    [
                        "kind": .string($0.kind.rawValue), "check": .string($0.check),
                        "server": .string($0.server),
                    ]
                }
            ),
            "reason": JSONValue(reason),
            "planted": .integer(planted),
            "verdicts": .integer(verdicts),
            "connections": .integer(connections),
            "duration_ms": .integer(milliseconds),
        ]
    }
}
