// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Model
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
    }
}
