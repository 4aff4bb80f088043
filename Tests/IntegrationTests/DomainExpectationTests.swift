// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory
import Model
import Testing

/// Every fault of domains, relays and accounts, measured for real and compared with what was written beforehand.
@Suite(.serialized)
struct DomainExpectationTests {
    private static let sound = "sound"

    /// What is found under a name, without the name.
    private func findings(_ all: Set<String>, of subject: String) -> Set<String> {
        Set(all.filter { $0.hasPrefix("\(subject) ") }.map { String($0.dropFirst(subject.count + 1)) })
    }

    /// The sound one's findings, changed as the fault's lines say; all of it by hand.
    private func expected(_ fault: String, from sound: Set<String>, in table: [[String]]) -> Set<String> {
        var findings = sound
        for line in table where line[0] == fault {
            let finding = "\(line[2]) \(line[3])"
            switch line[1] {
            case "-": #expect(findings.remove(finding) != nil, "\(fault): \(finding)")
            case "?": #expect(findings.insert("unknown \(finding)").inserted)
            default: #expect(findings.insert(finding).inserted)
            }
        }
        return findings
    }

    private func compare(_ fault: String, _ found: Set<String>, _ expected: Set<String>) {
        #expect(expected.subtracting(found).sorted() == [], "\(fault): expected and not found")
        #expect(found.subtracting(expected).sorted() == [], "\(fault): found and not expected")
    }

    @Test func eachFaultOfADomainChangesJustItsOwnFindings() async throws {
        let faults: [DomainFault?] = [nil] + DomainFault.all
        let specimens = faults.enumerated().map { index, fault in
            DomainSpecimen("\(fault?.id ?? Self.sound).example", number: UInt8(index + 10), fault: fault)
        }
        let withRelay: Set = ["sound.example", "no-fallback.example"]
        let relays = specimens.filter { withRelay.contains($0.domain) }.enumerated().map {
            Specimen(host: "relay.\($1.domain)", number: UInt8(100 + $0), talk: .relay)
        }
        let found = try await LaboratoryCycle.findings(relays, domains: specimens) { laboratory in
            var listing = LaboratoryCycle.Listing()
            listing.domains = specimens.map {
                ListedDomain(name: $0.domain, mission: nil, selectors: ["s1"], allowsTransfer: true)
            }
            listing.endpoints = specimens.map {
                LaboratoryCycle.endpoint($0.mailHost, port: 25, .smtp, role: .mail, address: $0.mailAddress)
            }
            listing.endpoints += relays.map {
                LaboratoryCycle.endpoint($0.host, port: laboratory.port, .turns, address: $0.address)
            }
            return listing
        }
        let table = try fixture("laboratory/domain-faults.txt")
        let sound = expected(Self.sound, from: [], in: table)
        for fault in faults {
            let id = fault?.id ?? Self.sound
            let own = fault == nil ? sound : expected(id, from: sound, in: table)
            compare(id, findings(found, of: "\(id).example"), own)
        }
    }

    @Test func eachFaultOfARelayChangesJustItsOwnFindings() async throws {
        let faults: [Fault?] = [nil] + Fault.relayFaults
        let specimens = faults.enumerated().map { index, fault in
            let host = "\(fault?.id ?? Self.sound).relay.example"
            return Specimen(host: host, number: UInt8(index + 110), talk: .relay, fault: fault)
        }
        let found = try await LaboratoryCycle.findings(specimens) { laboratory in
            LaboratoryCycle.Listing(
                endpoints: specimens.map {
                    LaboratoryCycle.endpoint(
                        $0.host,
                        port: laboratory.port,
                        .turns,
                        role: .conference,
                        tier: .active,
                        address: $0.address
                    )
                }
            )
        }
        try compareAll(faults.map { $0?.id }, found) { ["\($0).relay.example"] }
    }

    @Test func eachFaultOfAnAccountChangesJustItsOwnFindings() async throws {
        let faults: [Fault?] = [nil] + Fault.siteFaults + Fault.platformFaults
        let specimens = faults.enumerated().flatMap { Self.pair($1, number: UInt8($0 + 120)) }
        let found = try await LaboratoryCycle.findings(specimens) { laboratory in
            let port = laboratory.port
            var listing = LaboratoryCycle.Listing()
            listing.endpoints = specimens.map {
                let role: Role = $0.host.hasSuffix(".site.example") ? .statementHost : .other
                return LaboratoryCycle.endpoint(
                    $0.host,
                    port: port,
                    role: role,
                    tier: .active,
                    address: $0.address
                )
            }
            listing.accounts = faults.map { Self.account($0?.id ?? Self.sound, port: port) }
            return listing
        }
        try compareAll(faults.map { $0?.id }, found) { [Self.hosts($0).site, Self.hosts($0).platform] }
    }

    private static func pair(_ fault: Fault?, number: UInt8) -> [Specimen] {
        let (site, platform) = hosts(fault?.id ?? sound)
        let isOfSite = fault.map(Fault.siteFaults.contains) ?? false
        return [
            Specimen(site: site, number: number, platform: platform, fault: isOfSite ? fault : nil),
            Specimen(platform: platform, number: number + 20, site: site, fault: isOfSite ? nil : fault),
        ]
    }

    private static func account(_ id: String, port: UInt16) -> Account {
        let (site, platform) = hosts(id)
        return Account(
            id: id,
            platform: .mastodon,
            profile: "https://\(platform):\(port)/@mfa",
            handle: "mfa@\(platform)",
            endpoint: site
        )
    }

    private static func hosts(_ id: String) -> (site: String, platform: String) {
        ("\(id).site.example", "\(id).platform.example")
    }

    /// Against the sound one, which has no finding of the kinds that its faults have.
    private func compareAll(_ faults: [String?], _ found: Set<String>, subjects: (String) -> [String]) throws
    {
        let table = try fixture("laboratory/domain-faults.txt")
        func own(_ id: String) -> Set<String> {
            subjects(id).reduce(into: []) { $0.formUnion(findings(found, of: $1)) }
        }
        let sound = own(Self.sound)
        #expect(!sound.isEmpty)
        #expect(!sound.contains { $0.contains("identity.") || $0.contains("conference.") }, "\(sound)")
        for id in faults.compactMap(\.self) {
            compare(id, own(id), expected(id, from: sound, in: table))
        }
    }
}
