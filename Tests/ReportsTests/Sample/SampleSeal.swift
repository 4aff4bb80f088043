// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Reports

extension SampleDocument {
    /// The sample as it is once its cycle was signed, with what was seen of one endpoint.
    static let sealed: ReportDocument = {
        var document = SampleDocument.document
        document.seal = ReportSeal(
            cycle: document.cycle.id,
            ended: SampleEstate.now,
            head: String(repeating: "4e", count: 32),
            records: 1234,
            key: String(repeating: "6b", count: 32),
            coversFiles: true,
            command: "openssl pkeyutl -verify",
            fingerprintCommand: "openssl pkey -pubin"
        )
        document.visits = document.findings.map(\.finding.subject).filter { $0.endpointID != nil }.map {
            subject in
            Visit(
                subject: subject,
                vantage: "vienna-1",
                started: SampleEstate.now,
                finished: SampleEstate.now,
                cost: Cost(),
                transcriptSHA256: String(repeating: "7a", count: 32),
                answers: [
                    .fact(FactRecord(VantageRoutes(ipv4: true, ipv6: false))),
                    .unestablished(
                        Question(ResolverConduct.self),
                        Unestablished(phase: .reply, reason: "nothing came", attempts: 1)
                    ),
                ]
            )
        }
        return document
    }()
}
