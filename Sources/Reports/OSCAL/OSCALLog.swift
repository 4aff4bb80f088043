// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// What was done when.
extension OSCALContext {
    var log: JSONValue {
        [
            "entries": [
                entry("Measuring", document.cycle.started, document.cycle.finished),
                entry("Judging", document.posture.asOf),
                entry("Writing the report", document.written),
            ]
        ]
    }

    private func entry(_ title: String, _ start: Date, _ end: Date? = nil) -> JSONValue {
        .members([
            "uuid": .string(identity.uuid("log", String(document.cycle.id), title)),
            "title": .string(title), "start": .string(Instant.rfc3339(start)),
            "end": .text(end.map(Instant.rfc3339)),
        ])
    }
}
