// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Resolver
import Testing

@testable import Probes

/// Whom a visit to a domain asks beside name servers, and whom it does not.
struct DomainDocumentsTests {
    private func visit(
        _ bimi: String?,
        registry: String? = nil,
        registries: ScriptedRegistry? = nil,
        marks: ScriptedMarks? = nil
    ) async throws -> Visit {
        var table = [
            "mfa.example SOA": DNSAnswer(
                .found,
                validation: .secure,
                records: [[0, 0] + [UInt8](repeating: 0, count: 20)]
            )
        ]
        if let bimi { table["default._bimi.mfa.example TXT"] = try .text(bimi) }
        let probe = DomainProbe(
            plain: ScriptedResolver([:]),
            servers: nil,
            registries: registries,
            marks: marks,
            vantage: "test"
        )
        return await probe.visit(
            ListedDomain(name: "mfa.example", mission: nil, registry: registry),
            beside: ["mfa.example", "brand.example"],
            through: AnswerCache(ScriptedResolver(table))
        )
    }

    private func gap<F: Fact>(_ visit: Visit, _ type: F.Type) -> Unestablished? {
        visit.answers.lazy.compactMap { answer -> Unestablished? in
            guard case .unestablished(let question, let gap) = answer, question == Question(F.self) else {
                return nil
            }
            return gap
        }.first
    }

    @Test func aRegistryIsAskedOnlyWhereOneIsNamed() async throws {
        let registry = ScriptedRegistry()
        let silent = try await visit(nil, registries: registry)
        #expect(registry.asked.isEmpty)
        #expect(Readout(answers: silent.answers).facts(DomainRegistration.self).isEmpty)
        let visit = try await visit(nil, registry: "https://rdap.example", registries: registry)
        #expect(registry.asked == ["https://rdap.example mfa.example"])
        #expect(Readout(answers: visit.answers).facts(DomainRegistration.self).count == 1)
    }

    @Test func withoutAReaderItIsSaidThatNobodyWasAsked() async throws {
        let visit = try await visit(nil, registry: "https://rdap.example")
        #expect(gap(visit, DomainRegistration.self)?.phase == .notMeasured)
    }

    @Test(arguments: ["mfa.example", "cdn.mfa.example", "x.brand.example"])
    func aMarkIsReadFromListedDomains(_ host: String) async throws {
        let marks = ScriptedMarks()
        let visit = try await visit("v=BIMI1; l=; a=https://\(host)/m.pem", marks: marks)
        #expect(marks.asked == ["https://\(host)/m.pem false"])
        #expect(Readout(answers: visit.answers).facts(MarkCertificate.self).count == 1)
    }

    @Test(arguments: ["marks.test", "notmfa.example", "192.0.2.1"])
    func hostsElsewhereAreNotAsked(_ host: String) async throws {
        let marks = ScriptedMarks()
        let visit = try await visit("v=BIMI1; l=; a=https://\(host)/m.pem", marks: marks)
        #expect(marks.asked.isEmpty)
        #expect(gap(visit, MarkCertificate.self)?.phase == .notOurs)
    }

    @Test(arguments: [nil, "v=BIMI1; l=https://mfa.example/l.svg", "v=BIMI1; a=http://mfa.example/m.pem"])
    func withoutAnAddressNothingIsAskedNorSaid(_ bimi: String?) async throws {
        let marks = ScriptedMarks()
        let visit = try await visit(bimi, marks: marks)
        #expect(marks.asked.isEmpty && gap(visit, MarkCertificate.self) == nil)
    }
}
