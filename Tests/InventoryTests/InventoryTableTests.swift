// SPDX-License-Identifier: Apache-2.0
import Model
import Settings
import Testing

@testable import Inventory

/// Tables of hosts: what becomes of them, and every mistake with its place.
struct InventoryTableTests {
    private static func read(_ text: String) -> InventoryTable {
        InventoryTable(SourceFile(name: "hosts.csv", bytes: Array(text.utf8)))
    }

    private static func problems(_ text: String) -> [String] { read(text).problems.map(\.summary) }

    @Test func aTableBecomesADraft() {
        let table = Self.read(
            """
            \u{FEFF}Mission,host,service,port,role,mission_name,region
            paris, www.paris.mfa.example ,,,public-website,"Embassy in ""Paris"", France",Europe
            paris,mail.mfa.example,smtp,,mail,,
            ,mail.mfa.example,imaps,1993,mail,,

            """
        )
        #expect(table.problems.map(\.summary) == [])
        #expect(table.draft.missions.map(\.name) == ["Embassy in \"Paris\", France"])
        #expect(table.draft.missions.map(\.region) == ["Europe"])
        #expect(
            table.draft.endpoints.map(\.id)
                == ["www.paris.mfa.example", "mail.mfa.example", "mail.mfa.example:1993"]
        )
        #expect(table.draft.endpoints.map(\.service) == [.https, .smtp, .imaps])
        #expect(table.draft.endpoints.map(\.port) == [nil, nil, 1993])
        #expect(table.draft.endpoints.map(\.mission) == ["paris", "paris", nil])
    }

    @Test func semicolonsPartTheFieldsOfSomeSpreadsheets() {
        let table = Self.read("host;mission;role\r\nwww.mfa.example;;vpn\r\n")
        #expect(table.problems.isEmpty)
        #expect(table.draft.endpoints.map(\.role) == [.vpn])
    }

    @Test(arguments: [
        ("", "hosts.csv: error: the table is empty"),
        ("host\n", "hosts.csv: error: the table names no host"),
        (
            "mission,role\nparis,mail\n",
            "hosts.csv:1:1: error: no column is called host; the first line names the columns, such as "
                + "host,mission,role,service"
        ),
        ("host,host\na.example,b.example\n", "hosts.csv:1:6: error: the column host is there twice"),
        ("host,mission\n,paris\n", "hosts.csv:2:1: error: the line names no host"),
        ("host,port\na.example,0\n", "hosts.csv:2:11: error: expected a port from 1 to 65535, found '0'"),
        (
            "host\nhttps://a.example/\n",
            "hosts.csv:2:1: error: expected a host name, found what looks like a URL or path"
        ),
        (
            "host\na.example,mail\n",
            "hosts.csv:2:11: error: more fields than the 1 columns of the first line"
        ),
        ("host\n\"a.example\n", "hosts.csv:2:1: error: the quoted text does not end on its line"),
        ("host\n\"a.example\" x\n", "hosts.csv:2:13: error: text after the closing quote"),
        ("host\na.exa\u{7}mple\n", "hosts.csv:2:1: error: the text has a control character"),
        (
            "host\na.example\na.example\n",
            "hosts.csv:3:1: error: the same host, port and service stand on line 2 already"
        ),
        (
            "host,name\na.example,x\nb.example,X\n",
            "hosts.csv:3:11: error: the endpoint of line 2 is called 'X', too; give it a name of its own"
        ),
        (
            "host,mission,region\na.example,p,Europe\nb.example,p,Asia\n",
            "hosts.csv:3:13: error: line 2 says 'Europe' of the mission p"
        ),
    ])
    func aMistakeHasItsPlace(text: String, problem: String) {
        #expect(Self.problems(text) == [problem])
    }

    @Test func theNearestWordIsSuggested() {
        let column = Self.read("host,misson\na.example,paris\n").problems
        #expect(column.map(\.suggestion) == ["mission"])
        let role = Self.read("host,role\na.example,consular-prtal\n").problems
        #expect(role.map(\.suggestion) == ["consular-portal"])
        #expect(role.first?.summary.hasPrefix("hosts.csv:2:11: error: expected ") == true)
    }

    @Test func allMistakesAreShown() {
        #expect(Self.problems("host,role,port\na b,x,y\n,mail,\n").count == 4)
    }

    /// Text of a table can end no comment and open no section.
    @Test func aDraftHoldsWhatWasMeantAndNoMore() {
        var draft = InventoryDraft(origin: "x\n[Ministry]\\")
        draft.domains = [
            InventoryDraft.Domain(name: "mfa.example", notes: ["a\r\n[Endpoint evil.example]\\"])
        ]
        let lines = draft.text.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("[") } == ["[Domain mfa.example]"])
        #expect(lines.allSatisfy { !$0.hasSuffix("\\") })
    }
}
