// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Checks
import Foundation
import Inventory
import Model
import Pipeline
import Probes
import Testing

@testable import chancery

struct ScanCommandTests {
    @Test func aListOfTargetsHasCommentsAndBlankLines() {
        let text = "www.example.org # the site\n\n# mail\nimaps://mail.example.org\n  [2001:db8::1]:8443\r\n"
        let (targets, problems) = TargetList.parse(text, name: "list")
        #expect(problems == [])
        #expect(targets.map(\.host) == ["www.example.org", "mail.example.org", "2001:db8::1"])
        #expect(targets.map(\.port) == [443, 993, 8443])
    }

    @Test func everyBadLineOfAListIsNamed() {
        let (targets, problems) = TargetList.parse("good.example\nbad host\ngopher://x\n", name: "list")
        #expect(targets.map(\.host) == ["good.example"])
        #expect(problems.count == 2)
        #expect(problems.first?.hasPrefix("list:2: ") == true)
        #expect(problems.last?.hasPrefix("list:3: ") == true)
    }

    @Test func anotherServerNameIsAskedForAndTheTargetIsDialled() throws {
        let command = try ScanCommand.parse(["127.0.0.1:8443", "--server-name", "www.example.org"])
        let endpoint = try #require(try command.endpoints().first)
        #expect(endpoint.host == "127.0.0.1")
        #expect(endpoint.referenceName == "www.example.org")
        #expect(endpoint.target == "127.0.0.1:8443")
    }

    @Test func onlyANamedPersonOpensTheIntrusiveTier() throws {
        let active = try ScanCommand.parse(["www.example.org"])
        #expect(try active.endpoints().first?.authorisation.tier == .active)
        let intrusive = try ScanCommand.parse(["www.example.org", "--authorised-by", "A. Diallo"])
        #expect(try intrusive.endpoints().first?.authorisation.by == "A. Diallo")
        #expect(throws: (any Error).self) {
            try ScanCommand.parse(["www.example.org", "--authorised-by", " "])
        }
        let open = try ScanCommand.parse(["www.example.org", "--authorised-by", "A. Diallo", "--exposure"])
        #expect(try open.endpoints().allSatisfy(\.authorisation.exposure))
        #expect(throws: (any Error).self) {
            try ScanCommand.parse(["www.example.org", "--exposure"])
        }
    }

    @Test func materialOfTheOperatorsOwnIsTaken() throws {
        let command = try ScanCommand.parse([
            "www.example.org", "--private-trust-store", "intranet=/tmp/a.pem", "--private-trust-store",
            "lab=/tmp/b=c.pem", "--weak-key-list", "/tmp/keys", "--transparency-log-list", "/tmp/logs.json",
            "--contact", "noc@mfa.example", "--security-txt-key", "/tmp/a.asc", "--security-txt-key",
            "/tmp/b.gpg",
        ])
        let settings = try command.settings()
        #expect(settings.signingKeys == ["/tmp/a.asc", "/tmp/b.gpg"])
        #expect(
            settings.privateTrustStores.map(\.description) == ["intranet /tmp/a.pem", "lab /tmp/b=c.pem"]
        )
        #expect(settings.weakKeyList == "/tmp/keys" && settings.transparencyLogList == "/tmp/logs.json")
        #expect(settings.limits.introduction.hostName == "chancery.mfa.example")
        #expect(!settings.revocation.asksResponders && !settings.revocation.fetchesLists)
        for bad in ["intranet", "=/tmp/a.pem", "in tranet=/tmp/a.pem", "intranet="] {
            #expect(throws: (any Error).self) {
                try ScanCommand.parse(["www.example.org", "--private-trust-store", bad])
            }
        }
        #expect(throws: (any Error).self) {
            try ScanCommand.parse([
                "www.example.org", "--private-trust-store", "a=x", "--private-trust-store", "a=y",
            ])
        }
    }

    @Test func thirdPartiesAreAskedOnlyWhereWanted() throws {
        let settings = try ScanCommand.parse(["www.example.org", "--fetch-revocation"]).settings()
        #expect(settings.revocation.asksResponders && settings.revocation.fetchesLists)
    }

    @Test func clientsOfOnesOwnAreSimulated() throws {
        let folder = try TemporaryFolder()
        let shipped = LaboratoryCycle.repository.appending(path: "Config/clients.conf").path
        let method = try Method.shipped()
        #expect(
            try method.simulating(clientsOf: shipped).clients.clients.count == method.clients.clients.count
        )
        let bad = folder.url.appending(path: "clients.conf")
        try "[Client x]\nVersion=nonsense\n".write(to: bad, atomically: true, encoding: .utf8)
        #expect(throws: ConfigurationRefusal.self) { try method.simulating(clientsOf: bad.path) }
        #expect(throws: ConfigurationRefusal.self) { try method.simulating(clientsOf: "/does/not/exist") }
    }
}
