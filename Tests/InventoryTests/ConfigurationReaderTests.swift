// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Settings
import Testing

@Suite struct ConfigurationReaderTests {
    private func full() throws -> Configuration { try Fixtures.read(Fixtures.folder("good", "full")) }

    @Test("an endpoint that states everything")
    func statedEndpoint() throws {
        let endpoint = try #require(try full().estate.endpoint("www.paris.mfa.example"))
        #expect(endpoint.host == "www.paris.mfa.example")
        #expect(endpoint.port == 443)
        #expect(endpoint.role == .publicWebsite)
        #expect(endpoint.mission == "paris")
        #expect(
            endpoint.criticality
                == Criticality(confidentiality: .low, integrity: .high, availability: .veryLow)
        )
        #expect(endpoint.secrecyLifetimeDays == 3650)
        #expect(endpoint.authorisation == Authorisation(tier: .active, exposure: true))
        #expect(endpoint.addresses.isEmpty)
    }

    @Test("what an endpoint leaves open comes from its name, service and role")
    func derivedEndpoint() throws {
        let configuration = try full()
        let mail = try #require(configuration.estate.endpoint("mail:paris"))
        #expect(mail.host == "mx1.mfa.example")
        #expect(mail.port == 25)
        #expect(mail.criticality == Role.mail.defaultCriticality)
        #expect(mail.addresses.map(\.description) == ["192.0.2.25", "2001:db8::25"])
        #expect(mail.authorisation == Authorisation(tier: .intrusive, by: "A. Martin", until: Fixtures.today))
        let literal = try #require(configuration.estate.endpoint("2001:db8::443"))
        #expect(literal.target == "[2001:db8::443]:8443")
        #expect(literal.secrecyLifetimeDays == 2)  // 36 hours, rounded up
        #expect(literal.mission == nil)
    }

    @Test("the service's settings, with paths from the folder of the configuration")
    func service() throws {
        let service = try full().service
        let folder = Fixtures.folder("good", "full")
        #expect(service.interval == .seconds(129_600))
        #expect(service.jitter == .zero)
        #expect(service.connectionRate == 2.5)
        #expect(service.connectTimeout == .milliseconds(1500))
        #expect(service.maximumReplyBytes == 1 << 20)
        #expect(service.nameServers.map(\.port) == [53, 5353])
        #expect(service.hostsFile == "\(folder)/hosts")
        #expect(service.trustAnchor == "/usr/share/dns/root.key")
        #expect(service.trustStore == "\(folder)/trust.pem")
        #expect(
            service.privateTrustStores.map(\.description) == [
                "intranet \(folder)/private.pem", "partners /etc/ssl/partners.pem",
            ]
        )
        #expect(service.weakKeyList == "\(folder)/weak.txt")
        #expect(service.transparencyLogList == "\(folder)/log_list.json")
        #expect(service.sourceAddresses.map(\.family) == [.v4, .v6])
        #expect(service.reports.periods == [.weekly])
        #expect(service.vantage == "hq-1")
    }

    @Test("missions, domains, attestations and acceptances")
    func others() throws {
        let estate = try full().estate
        #expect(estate.ministry.timeZone == "Europe/Paris")
        #expect(estate.mission("paris")?.languages == ["fr", "en", "zh-Hant"])
        #expect(
            estate.domains == [
                ListedDomain(
                    name: "mfa.example",
                    mission: "paris",
                    registry: "https://rdap.registry.example:8443/v1",
                    issuers: ["Let's Encrypt", "digicert.com"]
                )
            ]
        )
        #expect(estate.attestations.map(\.item) == ["Q2", "Q2", "Q31", "Q5", "Q6"])
        let subjects: [Subject] = [.ministry, .mission("paris"), .ministry, .ministry, .ministry]
        #expect(estate.attestations.map(\.subject) == subjects)
        let register = Fixtures.folder("good", "full") + "/registers/platforms.csv"
        #expect(
            estate.attestations.map(\.artefact) == [
                nil, nil, .page(address: "https://mfa.example/open-data"), .file(path: register),
                .file(path: register),
            ]
        )
        #expect(estate.attestations[0].sha256?.hasPrefix("9f86d0") == true)
        #expect(estate.acceptances.map(\.subject) == [.mission("paris"), .domain("mfa.example")])
        #expect(estate.disputes.map(\.subject) == [.mission("paris"), .domain("mfa.example")])
        #expect(estate.disputes.map(\.decision?.outcome) == [.upheld, nil])
        #expect(estate.disputes[0].decision?.until?.description == "2027-05-20")
        #expect(estate.acceptances.map(\.check) == ["tls.version-obsolete", "certificate.expires-soon"])
    }

    @Test("every key of the schema is taken and shown, in the order of the schema")
    func everyKeyIsShown() throws {
        for section in try full().sections {
            let word = section.title.dropFirst().prefix { $0 != " " && $0 != "]" }
            let kind = try #require(ConfigurationReader.schema.kind(String(word)))
            #expect(section.settings.map(\.key) == kind.keys.map(\.name), "\(section.title)")
        }
        let titles = try Set(full().sections.map { $0.title.dropFirst().prefix { $0 != " " && $0 != "]" } })
        #expect(titles.count == ConfigurationReader.schema.kinds.count)
    }

    @Test("the standard that the manual states is the value in force where no file says anything")
    func standards() throws {
        let configuration = try Fixtures.read(Fixtures.folder("warned", "no-contact-no-section"))
        for title in ["Chancery", "Ministry"] {
            let section = try #require(configuration.sections.first { $0.title == "[\(title)]" })
            let kind = try #require(ConfigurationReader.schema.kind(title))
            #expect(section.settings.map(\.value) == kind.keys.map { $0.standard ?? "" })
        }
        #expect(configuration.service == ServiceSettings())
    }

    @Test("every standard of a key with a type of its own is a value of that type")
    func endpointStandards() throws {
        let configuration = try Fixtures.read(Fixtures.folder("warned", "no-contact-no-section"))
        let section = try #require(configuration.sections.first { $0.title.hasPrefix("[Endpoint") })
        let kind = try #require(ConfigurationReader.schema.kind("Endpoint"))
        for (shown, key) in zip(section.settings, kind.keys) {
            guard let standard = key.standard, !standard.contains("'s") else { continue }
            #expect(shown.value == standard)
        }
    }

    @Test("ten thousand endpoints in one folder are read in order")
    func manyEndpoints() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "inventory-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let endpoints = folder.appendingPathComponent("endpoints.d")
        try FileManager.default.createDirectory(at: endpoints, withIntermediateDirectories: true)
        try Data("[Ministry]\nContact=noc@mfa.example\n".utf8).write(
            to: folder.appendingPathComponent("chancery.conf")
        )
        let text = (0..<10_000).map { "[Endpoint www\($0).mfa.example]\nRole=mail\n" }.joined()
        try Data(text.utf8).write(to: endpoints.appendingPathComponent("all.conf"))
        let estate = try Fixtures.read(folder.path).estate
        #expect(estate.endpoints.map(\.id) == (0..<10_000).map { "www\($0).mfa.example" })
    }
}
