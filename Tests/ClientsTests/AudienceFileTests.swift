// SPDX-License-Identifier: Apache-2.0
import Checks
import Clients
import Model
import TestSupport
import Testing

struct AudienceFileTests {
    private static let conf = """
        [Audience]
        Table=t.csv
        Source=Logs
        Date=2026-10-31
        [Region Africa]
        Weight=3
        """

    private static func read(_ table: String, _ conf: String = conf) throws -> Audience {
        try AudienceFile.read(Array(conf.utf8), file: "audience.conf", clients: try ClientFile.shipped()) {
            name in
            name == "t.csv" ? ("t.csv", Array(table.utf8)) : nil
        }
    }

    @Test func sharesAndWeightsAreRead() throws {
        let audience = try Self.read(
            """
            region,client,share
            Africa,Android 7.0,0.25
            Africa,"Internet Explorer 6, Windows XP",0.05
            Africa,other,0.7
            \r
            Europe , Android 7.0 , 1
            """
        )
        #expect(audience.source == "Logs" && audience.date?.description == "2026-10-31")
        let expected = [
            Audience.Region(
                name: "Africa",
                weight: 0.75,
                shares: ["Android 7.0": 0.25, "Internet Explorer 6, Windows XP": 0.05],
                others: 0.7,
                link: Self.link("3g")
            ),
            Audience.Region(
                name: "Europe",
                weight: 0.25,
                shares: ["Android 7.0": 1],
                link: Self.link("3g")
            ),
        ]
        #expect(audience.regions == expected)
    }

    @Test(arguments: [
        ("", "t.csv: error: the table is empty"),
        ("a,b\n", "t.csv:1:1: error: expected the header region,client,share"),
        ("region,client,share\nA,Andriod 7.0,1\n", "t.csv:2:3: error: there is no client 'Andriod 7.0'"),
        ("region,client,share\nA,other,1.5\n", "t.csv:2:9: error: expected a share from 0 to 1, found '1.5'"),
        ("region,client,share\nA,other,nan\n", "t.csv:2:9: error: expected a share from 0 to 1"),
        ("region,client,share\nA,other\n", "t.csv:2:1: error: expected a region, a client and a share"),
        ("region,client,share\nA,other,0.5\nA,other,0.5\n", "t.csv:3:3: error: 'other' stands twice"),
        (
            "region,client,share\nA,Android 7.0,0.5\n",
            "t.csv:2:1: error: the shares of 'A' add up to 0.500 and not to 1; put what is missing under 'other'"
        ),
        (
            "region,client,share\nAfrica,other,1\nA,Android 7.0,0.9\nA,other,0.9\n",
            "add up to 1.800 and not to 1\n"
        ),
        (
            "region,client,share\nAfirca,other,1\n",
            "audience.conf:5:9: error: the table has no region 'Africa'"
        ),
    ])
    func mistakesAreToldWhereTheyStand(_ table: String, _ words: String) throws {
        let errors = try #require(throws: ClientFileErrors.self) { _ = try Self.read(table) }
        #expect("\(errors)".contains(words), "\(errors)")
    }

    @Test func aTableNeedsItsSourceAndMustBeThere() throws {
        let errors = try #require(throws: ClientFileErrors.self) {
            _ = try Self.read("", "[Audience]\nTable=other.csv\n")
        }
        #expect("\(errors)".contains("2:7: error: Table= needs Source= and Date="))
        #expect("\(errors)".contains("2:7: error: Table: the file cannot be read"))
    }

    @Test func theSumOfAFaultyRegionSaysNothing() throws {
        let table = "region,client,share\nAfrica,nobody,0.5\nAfrica,other,0.5\n"
        let errors = try #require(throws: ClientFileErrors.self) { _ = try Self.read(table) }
        #expect(errors.diagnostics.count == 1)
    }

    @Test func withoutATableAllWeighTheSame() throws {
        #expect(try Self.read("", "[Audience]\n") == .equal(over: Self.link("3g")))
        #expect(try AudienceFile.shipped() == .equal(over: Self.link("3g")))
        #expect(!Audience.equal.isWeighted)
    }

    private static func link(_ name: String) -> LinkProfile? {
        (try? LinkFile.shipped())?.first { $0.name == name }
    }

    @Test func regionsMayStandWithoutATable() throws {
        let conf = "[Audience]\nLink=4g\nTimeBudget=8s\n[Region South]\nWeight=3\nLink=edge\n[Region North]\n"
        let audience = try Self.read("", conf)
        #expect(audience.budget == 8 && !audience.isWeighted)
        #expect(audience.regions.map(\.name) == ["North", "South"])
        #expect(audience.regions.map(\.weight) == [0.25, 0.75])
        #expect(audience.regions.map(\.link?.name) == ["4g", "edge"])
    }

    @Test(arguments: [
        ("[Audience]\nLink=3gg\n", "audience.conf:2:6: error: there is no link '3gg' in links.conf"),
        ("[Region A]\nLink=5g\n", "audience.conf:2:6: error: there is no link '5g' in links.conf"),
        ("[Audience]\nTimeBudget=0s\n", "audience.conf:2:12: error: TimeBudget"),
    ])
    func linksMustBeListed(_ conf: String, _ words: String) throws {
        let errors = try #require(throws: ClientFileErrors.self) { _ = try Self.read("", conf) }
        #expect("\(errors)".contains(words), "\(errors)")
    }

    @Test(arguments: 0..<UInt64(300))
    func noBytesTrap(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let letters = Array("region,client,share\n\"A, other 0.5\r\u{e9}\u{0}".utf8)
        var table = Array("region,client,share\n".utf8)
        for _ in 0..<Int.random(in: 0...200, using: &generator) {
            table.append(letters.randomElement(using: &generator) ?? 0)
        }
        let text = String(decoding: table, as: UTF8.self)
        if let audience = try? Self.read(text, "[Audience]\nTable=t.csv\nSource=s\nDate=2026-01-01\n") {
            for region in audience.regions where !region.shares.isEmpty {
                let sum = region.shares.values.reduce(region.others, +)
                #expect(abs(sum - 1) < 0.01)
            }
        }
    }
}
