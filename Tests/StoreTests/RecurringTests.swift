// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import StoreRecords
import Testing

/// Verdicts that are remembered by the bytes they were read from.
@Suite struct RecurringTests {
    /// Texts that look like the end of a record.
    private static let texts = [
        "", "TLS 1.0", ",\"verdict\":{\"pass\":{}}", "\\\",\"verdict\":", "\\", "\u{1B}[0m\u{2028}",
        "a\",\"subject\":{",
    ]

    private static var verdicts: [Verdict] {
        texts.flatMap { text in
            [
                .pass, .notApplicable(because: text), .notTested(because: text),
                .unknown(because: Unestablished(phase: .reply, reason: text)),
                .fail(level: "low", seen: text, expected: "x" + text),
                .fail(level: "low", seen: "x" + text, expected: text),
            ]
        }
    }

    /// Of all of one order and then of the other, so that each is read new and read again.
    @Test func whatIsReadIsWhatTheRecordSays() throws {
        var recurring = Recurring()
        for round in 0..<3 {
            for (index, verdict) in Self.verdicts.enumerated() {
                let name = Self.texts[(index + round) % Self.texts.count]
                let finding = Finding(
                    check: "tls.a",
                    subject: Subject(scope: .domain, name: name),
                    verdict: verdict
                )
                let record = TransitionRecord(
                    number: Int64(index),
                    finding: finding,
                    cycle: Int64(round),
                    at: Date(timeIntervalSince1970: 0)
                )
                let bytes = try CanonicalJSON.encode(record)
                #expect(try recurring.verdict(of: bytes) == verdict)
                #expect(try TransitionRecord.verdict(of: bytes) == verdict)
            }
        }
        #expect(throws: (any Error).self) { try recurring.verdict(of: Data("{}".utf8)) }
        #expect(throws: (any Error).self) { try recurring.verdict(of: Data("{\"a\":1,\"verdict\":3}".utf8)) }
    }
}
