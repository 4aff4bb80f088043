// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import Reports
import TLSWire
import Testing

struct ScanDocumentTests {
    static let endpoints = SampleEstate.estate.endpoints.map { endpoint in
        ScanEndpointBuilder(evidence: SampleEvidence.evidence, appraisal: SampleEvidence.appraisal).endpoint(
            endpoint,
            findings: verdicts,
            cost: SampleDocument.cost,
            clients: SampleDocument.clients(of: endpoint.id)
        )
    }

    static func document(_ format: ScanOutput.Format) -> String {
        var output = ScanOutput(format)
        return output.opening(started: SampleEstate.now, toolVersion: "0.1.0")
            + String(decoding: endpoints.flatMap { output.next($0) }, as: UTF8.self)
            + output.closing(
                finished: SampleEstate.now.addingTimeInterval(9),
                vantage: SampleDocument.vantage
            )
    }

    static let verdicts = SampleFindings.all.compactMap { tracked -> ScanVerdict? in
        guard let info = SampleDocument.checks[tracked.finding.check] else { return nil }
        let isFailure = tracked.finding.verdict.state == .fail
        return ScanVerdict(
            finding: tracked.finding,
            identity: info.identity,
            band: isFailure ? .high : nil,
            controls: info.controls
        )
    }

    static func endpoint(_ host: String) throws -> ScanEndpoint {
        try #require(endpoints.first { $0.target.hasPrefix(host) })
    }

    @Test("The sample scan is the kept file, byte for byte")
    func golden() throws {
        try Golden.expect(Data(Self.document(.json).utf8), equals: "scan.json")
    }

    @Test("A scan without endpoints is a document too")
    func empty() throws {
        var output = ScanOutput(.json)
        let text =
            output.opening(started: SampleEstate.now, toolVersion: "0.1.0")
            + output.closing(finished: SampleEstate.now)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        )
        #expect((object["endpoints"] as? [Any])?.isEmpty == true)
    }

    @Test("Every null that answers a question, and every unknown, has its entry", arguments: endpoints)
    func everyGapIsListed(endpoint: ScanEndpoint) {
        let listed = Set(endpoint.unestablished.map(\.path))
        let members: Set = ["tls", "web", "certificates", "by_address", "policies", "grade"]
        guard case .object(let object) = endpoint.json else {
            Issue.record("not an object")
            return
        }
        var gaps: [String] = []
        for member in object where members.contains(member.key) {
            gaps += Self.gaps(in: member.value, at: "/" + member.key)
        }
        #expect(gaps.filter { !listed.contains($0) } == [])
        #expect(listed.count == endpoint.unestablished.count)
    }

    /// Nulls and unknowns, but for members that describe: a reason, a name, what a client without a connection
    /// would have negotiated.
    private static func gaps(in value: JSONValue, at path: String) -> [String] {
        switch value {
        case .null: return [path]
        case .string("unknown"): return path.contains("/vulnerabilities/") ? [path] : []
        case .array(let values):
            return values.enumerated().flatMap { gaps(in: $0.element, at: "\(path)/\($0.offset)") }
        case .object(let members):
            let described: Set =
                path.contains("/clients/")
                ? ["protocol", "suite", "group", "why_not"] : ["reason", "openssl_name", "trust_error"]
            return members.filter { !described.contains($0.key) }
                .flatMap { gaps(in: $0.value, at: "\(path)/\($0.key)") }
        default: return []
        }
    }

    @Test("Entries name what is null, unknown, or a list that may go on")
    func entriesAreTrue() throws {
        let endpoint = try Self.endpoint("visa")
        let paths = Set(endpoint.unestablished.map(\.path))
        #expect(paths.contains("/tls/protocols/ssl2/offered"))
        #expect(paths.contains("/tls/protocols/tls1.2/suites"))
        #expect(paths.contains("/tls/compression"))
        #expect(paths.contains("/tls/vulnerabilities/crime"))
        #expect(!paths.contains("/tls/protocols/tls1.0/suites"))
        let suites = try #require(endpoint.unestablished.first { $0.path == "/tls/protocols/tls1.2/suites" })
        #expect(suites.attempts == 3)
        #expect(suites.reason == "handshake: the connection was reset")
    }

    @Test("Where addresses differ, each is listed and the worst stands above them")
    func differingAddresses() throws {
        let endpoint = try Self.endpoint("www")
        #expect(endpoint.byAddress.map(\.address) == ["192.0.2.10", "2001:db8::10"])
        #expect(endpoint.tls.protocols[.tls13]?.isOffered == false)
        #expect(endpoint.byAddress.first?.tls.protocols[.tls13]?.isOffered == true)
        #expect(endpoint.tls.protocols[.tls12]?.suites?.map(\.id) == [0xC02F, 0xC030, 0xC013])
        #expect(endpoint.tls.vulnerabilities[.lucky13] == .notTested)
    }

    @Test("One address, or several alike, give no list of addresses")
    func alikeAddresses() throws {
        #expect(try Self.endpoint("mx").byAddress.isEmpty)
    }

    @Test("An endpoint that did not answer says nothing good or bad")
    func unreachable() throws {
        for (host, phase) in [("meet", Unestablished.Phase.connect), ("files", .resolve)] {
            let endpoint = try Self.endpoint(host)
            #expect(endpoint.error?.phase == phase)
            #expect(endpoint.tls.protocols.values.allSatisfy { $0.isOffered == nil && $0.suites == nil })
            #expect(!endpoint.tls.vulnerabilities.values.contains { $0 == .safe || $0 == .vulnerable })
            #expect(endpoint.tls.vulnerabilities[.freak]?.key == "unknown")
            #expect(endpoint.tls.vulnerabilities[.heartbleed] == .notTested)
            #expect(endpoint.tls.vulnerabilities[.starttlsInjection] == .notApplicable)
            #expect(endpoint.unestablished.allSatisfy { $0.path == "/grade" || $0.attempts == 2 })
        }
    }

    @Test("All 22 named attacks are answered for, on every endpoint", arguments: endpoints)
    func allVulnerabilities(endpoint: ScanEndpoint) {
        #expect(NamedAttack.allCases.count == 22)
        #expect(Set(endpoint.tls.vulnerabilities.keys) == Set(NamedAttack.allCases))
    }

    @Test("A finding of several addresses is the worst of them, with the address said where they differ")
    func findings() throws {
        let endpoint = try Self.endpoint("www")
        #expect(endpoint.findings.map(\.check).contains("inclusion.clients-shut-out"))
        let identity = try #require(SampleDocument.checks["certificate.untrusted"]?.identity)
        func verdict(_ address: String, _ verdict: Verdict, _ band: Band?) -> ScanVerdict {
            let subject = Subject(scope: .address, name: "www.mfa.example@\(address)")
            let finding = Finding(check: identity.id, subject: subject, verdict: verdict)
            return ScanVerdict(finding: finding, identity: identity, band: band, controls: [:])
        }
        let merged = ScanEndpointBuilder(evidence: SampleEvidence.evidence).endpoint(
            SampleEstate.estate.endpoints[0],
            findings: [
                verdict("192.0.2.10", .pass, nil),
                verdict("2001:db8::10", .fail(level: "weak", seen: "one", expected: "none"), .low),
                verdict("192.0.2.11", .unknown(because: SampleEvidence.noAnswer), nil),
            ],
            cost: SampleDocument.cost
        ).findings
        #expect(merged.count == 1)
        #expect(merged.first?.band == .low)
        #expect(merged.first?.verdict == .fail(level: "weak", seen: "2001:db8::10: one", expected: "none"))
    }
}
