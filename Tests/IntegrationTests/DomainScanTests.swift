// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Inventory
import Model
import Pipeline
import Reports
import TestSupport
import Testing

/// Domains in real signed zones, seen by libunbound with a trust anchor of the test.
@Suite(.serialized) struct DomainScanTests {
    private static let sound = """
        @ IN NS ns2
        ns2 IN A 127.0.0.1
        @ IN MX 10 mx1
        mx1 IN A 127.0.0.1
        mx1 IN AAAA ::1
        _25._tcp.mx1 IN TLSA 3 1 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        @ IN TXT "v=spf1 mx -all"
        _dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:d@mfa.example"
        _smtp._tls IN TXT "v=TLSRPTv1; rua=mailto:d@mfa.example"
        s1._domainkey IN TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        @ IN CAA 0 issue "ca.example"
        @ IN HTTPS 0 edge
        edge IN HTTPS 1 . alpn=h3 ipv4hint=127.0.0.1,127.0.0.9 ech=AAQACgAA
        edge IN A 127.0.0.1
        www IN CNAME gone.example.

        """

    private static let lookAlike = "@ IN MX 10 mx\nmx IN A 127.0.0.1\n"

    private static let zones = SignedZones(zones: [
        .init(name: "mfa.example", signing: .sound, records: sound),
        .init(name: "plain.example", signing: .none, records: "@ IN MX 0 .\n@ IN TXT \"v=spf1 -all\"\n"),
        .init(name: "bogus.example", signing: .expired, records: "@ IN TXT \"v=spf1 -all\"\n"),
        .init(name: "ending.example", signing: .ending, records: "@ IN TXT \"v=spf1 +all\"\n"),
        .init(name: "maf.example", signing: .none, records: lookAlike),
        .init(name: "foreign.example", signing: .foreignKey, records: "@ IN TXT \"v=spf1 -all\"\n"),
    ])

    private func scan(_ names: [String], lookAlikes: LookAlikeSearch? = nil) async throws -> [String:
        ScanDomain]
    {
        let server = try await RunningServer(Self.zones)
        var service = LoopbackScan.settings
        service.nameServers = [try #require(NameServer("127.0.0.1@\(server.port)"))]
        service.trustAnchor = server.site.path(SignedZones.anchor)
        var settings = MeasuringSettings(service)
        settings.nameServerPort = UInt16(server.port)
        settings.mailPort = UInt16(try LoopbackPorts.free())
        let instruments = try Instruments(settings)
        let model = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        let scan = Scan(instruments: instruments, method: try Method.load(path: model))
        let domains = names.map {
            ListedDomain(
                name: $0,
                mission: nil,
                selectors: ["s1"],
                allowsTransfer: true,
                lookAlikes: lookAlikes
            )
        }
        let results = try await scan.run(domains: domains)
        await instruments.shutdown()
        return Dictionary(uniqueKeysWithValues: results.map { ($0.name, $0) })
    }

    @Test func aLookAlikeWithMailIsFound() async throws {
        let search = LookAlikeSearch(budget: 100)
        let mfa = try #require(try await scan(["mfa.example"], lookAlikes: search)["mfa.example"])
        #expect(mfa.level("names.look-alikes") == "with-mail")
        // What is listed is nobody's look-alike, and no other name is there.
        let both = try await scan(["mfa.example", "maf.example"], lookAlikes: search)
        #expect(both["mfa.example"]?.level("names.look-alikes") == "pass")
        #expect(try await scan(["mfa.example"])["mfa.example"]?.level("names.look-alikes") == "not_tested")
    }

    @Test func domainsAreSeenAsTheyAreSigned() async throws {
        let domains = try await scan(Self.zones.zones.map(\.name))
        let mfa = try #require(domains["mfa.example"])
        #expect(mfa.security == .secure && mfa.error == nil)
        #expect(mfa.level("names.dnssec-unsigned") == "pass" && mfa.level("names.dnssec-weak") == "pass")
        #expect(mfa.level("names.dnssec-ends-soon") == "pass" && mfa.level("names.ds-without-key") == "pass")
        #expect(mfa.level("names.dangling") == "no-such-name")
        #expect(mfa.level("names.name-servers-few") == "one-network")
        #expect(mfa.level("names.name-server-lame") == "pass")
        #expect(mfa.level("names.name-server-without-tcp") == "pass")
        #expect(mfa.level("names.recursion-offered") == "pass")
        #expect(mfa.level("names.zone-transfer-open") == "pass")
        #expect(mfa.level("names.caa-missing") == "pass")
        #expect(mfa.level("mail.spf-broken") == "pass" && mfa.level("mail.spf-permissive") == "pass")
        #expect(mfa.level("mail.dmarc-weak") == "pass" && mfa.level("mail.dmarc-unreported") == "pass")
        #expect(mfa.level("mail.dkim-missing") == "pass" && mfa.level("mail.dane-missing") == "pass")
        #expect(mfa.level("mail.mta-sts-missing") == "missing")

        let plain = try #require(domains["plain.example"])
        #expect(plain.security == .insecure)
        #expect(plain.level("names.dnssec-unsigned") == "unsigned")
        #expect(plain.level("mail.non-sending-open") == "dmarc")
        #expect(plain.level("mail.mta-sts-missing") == "not_applicable")

        let bogus = try #require(domains["bogus.example"])
        #expect(bogus.security == .bogus)
        #expect(bogus.level("names.dnssec-bogus") == "bogus")
        #expect(bogus.level("names.dnssec-ends-soon") == "expired")
        #expect(bogus.level("names.ds-without-key") == "pass")
        // Nobody who validates sees the record, so nothing is said about it.
        #expect(bogus.level("mail.spf-missing") == "unknown")

        let ending = try #require(domains["ending.example"])
        #expect(ending.security == .secure)
        #expect(ending.level("names.dnssec-ends-soon") == "soon")
        #expect(ending.level("mail.spf-permissive") == "pass-level")

        let foreign = try #require(domains["foreign.example"])
        #expect(foreign.security == .bogus)
        #expect(foreign.level("names.ds-without-key") == "all")
    }

    @Test func recordsOfSitesAreFollowed() async throws {
        let domains = try await scan(["mfa.example", "plain.example"])
        let mfa = try #require(domains["mfa.example"])
        #expect(mfa.level("names.https-record-malformed") == "pass")
        #expect(mfa.level("names.https-record-inconsistent") == "hints")
        #expect(mfa.level("names.ech-broken") == "unusable")
        #expect(mfa.level("conference.no-fallback") == "not_applicable")
        let plain = try #require(domains["plain.example"])
        #expect(plain.level("names.https-record-malformed") == "not_applicable")
    }

    @Test func aSilentResolverLeavesEverythingUnknown() async throws {
        var service = ServiceSettings()
        service.nameServers = [try #require(NameServer("127.0.0.1@\(try LoopbackPorts.free())"))]
        service.replyTimeout = .seconds(1)
        let instruments = try Instruments(MeasuringSettings(service))
        let model = LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        let scan = Scan(instruments: instruments, method: try Method.load(path: model))
        let results = try await scan.run(domains: [ListedDomain(name: "mfa.example", mission: nil)])
        await instruments.shutdown()
        let domain = try #require(results.first)
        // Where no relay is listed and no registry named, no answer is needed.
        let asked = domain.findings.filter {
            $0.check != "conference.no-fallback" && !$0.check.hasPrefix("names.registration-")
        }
        #expect(
            asked.allSatisfy { [.unknown, .notTested].contains($0.verdict.state) },
            "\(domain.findings)"
        )
        #expect(domain.findings.filter { $0.verdict.state == .unknown }.count > 20)
    }
}

extension ScanDomain {
    /// The level of a failure, else the state; a level that is called as a state has that said.
    fileprivate func level(_ check: String) -> String? {
        guard let verdict = findings.first(where: { $0.check == check })?.verdict else { return nil }
        return verdict.level.map { $0 == "pass" ? "pass-level" : $0 } ?? verdict.state.rawValue
    }
}
