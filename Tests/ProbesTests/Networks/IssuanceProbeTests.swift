// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Testing

@testable import Probes

/// What an operator's extract of transparency logs says of the domains that were visited.
struct IssuanceProbeTests {
    private static let line =
        #"{"issuer_name":"CN=CA","name_value":"www.mfa.example","not_before":"2026-01-01T00:00:00","not_after":"2027-01-01T00:00:00","serial_number":"0b"}"#

    private static func visit(_ subject: Subject) -> Visit {
        Visit(
            subject: subject,
            vantage: "here",
            started: .distantPast,
            finished: .distantPast,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: []
        )
    }

    private func answers(
        _ text: String,
        of subject: Subject = .domain("mfa.example"),
        daysLater: Double = 0
    ) throws -> [Answer] {
        let file = FileManager.default.temporaryDirectory.appending(path: "issuance-\(UUID()).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try text.write(to: file, atomically: true, encoding: .utf8)
        let now = Date().addingTimeInterval(daysLater * 86_400)
        let probe = try #require(IssuanceProbe(IssuanceFile(path: file.path), now: now))
        return probe.complete(Self.visit(subject)).answers
    }

    private func reason(_ answers: [Answer]) -> String? {
        if case .unestablished(_, let gap)? = answers.first { gap.reason } else { nil }
    }

    @Test func aDomainGetsWhatTheExtractHas() throws {
        let answers = try answers(Self.line)
        let fact = try #require(Readout(answers: answers).facts(IssuedCertificates.self).first)
        #expect(fact.issuers.map(\.name) == ["CN=CA"])
        #expect(fact.issuers.first?.certificates.map(\.names) == [["www.mfa.example"]])
    }

    @Test func whatTheExtractDoesNotHaveIsUnknown() throws {
        let answers = try answers(Self.line, of: .domain("other.example"))
        #expect(reason(answers) == "the extract of CTExtract= has no certificate of the domain")
    }

    @Test func otherVisitsStayAsTheyAre() throws {
        #expect(try answers(Self.line, of: .endpoint("www.mfa.example")).isEmpty)
    }

    @Test func aStaleExtractIsNotUsed() throws {
        #expect(reason(try answers(Self.line, daysLater: 6)) == nil)
        #expect(reason(try answers(Self.line, daysLater: 8))?.hasSuffix("which is too old") == true)
    }

    @Test func aBrokenOrMissingExtractSaysWhatIsWrong() throws {
        #expect(
            reason(try answers(Self.line + "\n{]"))?.hasSuffix(".json: 2:2: expected a key in quotes") == true
        )
        let probe = try #require(IssuanceProbe(IssuanceFile(path: "/nowhere/ct.json")))
        let answers = probe.complete(Self.visit(.domain("mfa.example"))).answers
        #expect(reason(answers) == "ct.json: it cannot be read")
        #expect(IssuanceProbe(IssuanceFile()) == nil)
    }
}
