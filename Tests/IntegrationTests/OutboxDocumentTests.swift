// SPDX-License-Identifier: Apache-2.0
import Foundation
import Pipeline
import Store
import TestSupport
import Testing

@testable import chancery

/// The document of `alert list`, byte for byte; `CHANCERY_RECORD_FIXTURES=1` writes it anew, and Scripts/check-schemas holds
/// it against the published schema.
struct OutboxDocumentTests {
    private static func entry(
        _ number: Int64,
        _ state: OutboxEntry.State,
        target: String = "",
        attempts: Int = 0,
        remark: String? = nil
    ) -> OutboxEntry {
        let posted = Date(timeIntervalSince1970: 1_795_860_000)
        return OutboxEntry(
            number: number,
            draft: OutboxDraft(
                route: "soc",
                target: target,
                key: "new tls.version-obsolete address:www.mfa.example@192.0.2.1 cycle \(number)",
                window: posted,
                body: Data("{}".utf8)
            ),
            batch: state == .pending && attempts == 0 ? nil : number,
            created: posted,
            state: state,
            attempts: attempts,
            next: posted.addingTimeInterval(60),
            settled: state == .pending ? nil : posted.addingTimeInterval(5),
            remark: remark
        )
    }

    @Test func whatIsOnItsWayIsADocument() throws {
        let entries = [
            Self.entry(4, .pending, target: "soc@mfa.example"),
            Self.entry(3, .pending, attempts: 2, remark: "HTTP status 500"),
            Self.entry(2, .givenUp, attempts: 9, remark: "550 \u{1B}[31mno such user"),
            Self.entry(1, .sent),
        ]
        let text = try JSONText.encode(OutboxDocument(entries)) + "\n"
        let file = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/reports/outbox.json")
        if ProcessInfo.processInfo.environment["CHANCERY_RECORD_FIXTURES"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)), "it differs from the kept file")
    }
}
