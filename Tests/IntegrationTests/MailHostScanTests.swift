// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Inventory
import Model
import Pipeline
import Reports
import Testing

/// A domain in a real signed zone whose MX host is a real Postfix, with TLSA records of its certificate.
@Suite(.serialized, .enabled(if: geteuid() == 0, "Postfix wants to be root")) struct MailHostScanTests {
    private struct Seen {
        let domain: ScanDomain
        let endpoints: [ScanEndpoint]

        /// The level of a failure, else the state.
        func level(_ check: String) -> String? {
            verdict(check).map { $0.level ?? $0.state.rawValue }
        }

        func verdict(_ check: String) -> Verdict? {
            domain.findings.first { $0.check == check }?.verdict
        }
    }

    private actor Collector {
        private(set) var endpoints: [ScanEndpoint] = []

        func add(_ endpoint: ScanEndpoint) { endpoints.append(endpoint) }
    }

    /// - Parameter records: TLSA records of the MX host, from what is whole in its leaf, key and authority.
    private func scan(
        host: String = "mx1.mfa.example.",
        names: [String] = ["mx1.mfa.example"],
        _ records: (CertificateDetails, [UInt8], [UInt8]) throws -> [String]
    ) async throws -> Seen {
        let mail = try await RunningServer(PostfixServer(names: names, options: ""))
        let identity = try #require(mail.site.identities.first)
        let leaf = try Self.certificate(identity.leaf)
        let authority = try Self.certificate(mail.site.authority.intermediate.path)
        let lines = try records(CertificateDetails(der: leaf), leaf, authority).map {
            "_25._tcp.mx1 IN TLSA \($0)\n"
        }
        let zone = "@ IN MX 10 \(host)\nmx1 IN A 127.0.0.1\n" + lines.joined()
        let zones = try await RunningServer(
            SignedZones(zones: [.init(name: "mfa.example", signing: .sound, records: zone)])
        )
        var service = LoopbackScan.settings
        service.nameServers = [try #require(NameServer("127.0.0.1@\(zones.port)"))]
        service.trustAnchor = zones.site.path(SignedZones.anchor)
        service.trustStore = mail.authority.path
        var settings = MeasuringSettings(service)
        settings.nameServerPort = UInt16(zones.port)
        settings.mailPort = UInt16(mail.port)
        let instruments = try Instruments(settings)
        let model = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        let scan = Scan(instruments: instruments, method: try Method.load(path: model))
        let collector = Collector()
        let domains = try await scan.run(
            domains: [ListedDomain(name: "mfa.example", mission: nil)],
            deliver: { await collector.add($0) }
        )
        await instruments.shutdown()
        return Seen(domain: try #require(domains.first), endpoints: await collector.endpoints)
    }

    private static func certificate(_ path: String) throws -> [UInt8] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }
        return Array(try #require(Data(base64Encoded: lines.joined())))
    }

    private static func hex(_ bytes: [UInt8]) -> String { Hexadecimal.encode(bytes) }

    @Test func theHostIsSeenOverSTARTTLSAndItsRecordFits() async throws {
        let seen = try await scan { details, _, _ in ["3 1 1 \(details.key.sha256)"] }
        #expect(seen.endpoints.map(\.target) == ["mx1.mfa.example:25"])
        let host = try #require(seen.endpoints.first)
        #expect(host.startTLS.state == .accepted && host.error == nil)
        #expect(!host.certificates.isEmpty)
        #expect(seen.level("mail.dane-broken") == "pass")
        #expect(seen.level("mail.dane-missing") == "pass")
    }

    @Test func everyKindOfRecordIsComparedWithTheRealChain() async throws {
        let key = { (details: CertificateDetails) in details.key.subjectPublicKeyInfo }
        let kinds: [(CertificateDetails, [UInt8], [UInt8]) throws -> [String]] = [
            { details, _, _ in ["3 1 2 \(SHA512.hex(key(details)))"] },
            { details, _, _ in ["3 1 0 \(Self.hex(key(details)))"] },
            { _, leaf, _ in ["3 0 2 \(SHA512.hex(leaf))"] },
            { _, leaf, _ in ["3 0 0 \(Self.hex(leaf))"] },
            { _, _, authority in ["2 0 1 \(SHA256.hex(authority))"] },
            { _, _, authority in ["2 1 2 \(SHA512.hex(try key(CertificateDetails(der: authority))))"] },
        ]
        for kind in kinds {
            let seen = try await scan(kind)
            #expect(seen.level("mail.dane-broken") == "pass", "\(seen.domain.records)")
        }
    }

    @Test func anAuthorityAsAnchorBindsTheName() async throws {
        let other = ["localhost", "mx2.mfa.example"]
        let anchor = try await scan(names: other) { _, _, authority in ["2 0 1 \(SHA256.hex(authority))"] }
        #expect(
            anchor.level("mail.dane-broken") == "name",
            "\(String(describing: anchor.verdict("mail.dane-broken")))"
        )
        let leaf = try await scan(names: other) { _, leaf, _ in ["3 0 1 \(SHA256.hex(leaf))"] }
        #expect(leaf.level("mail.dane-broken") == "pass")
    }

    @Test func aRecordOfAnotherKeyIsAMismatch() async throws {
        let seen = try await scan { _, leaf, _ in ["3 1 2 \(SHA512.hex(leaf))", "3 1 1 \(SHA256.hex([1]))"] }
        #expect(seen.level("mail.dane-broken") == "mismatch")
        let digests = try await scan { details, leaf, _ in
            ["3 1 2 \(SHA512.hex(leaf))", "3 1 1 \(details.key.sha256)"]
        }
        #expect(digests.level("mail.dane-broken") == "digest")
    }

    @Test func aHostOfSomebodyElseIsLeftAloneAndSaidSo() async throws {
        let seen = try await scan(host: "mx.elsewhere.example.") { _, _, _ in [] }
        let host = try #require(seen.endpoints.first)
        #expect(host.error?.phase == .notOurs)
        #expect(host.certificates.isEmpty)
    }
}
