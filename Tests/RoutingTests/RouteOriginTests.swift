// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Routing

/// Files of route origins as relying parties write them, and what RFC 6811 makes of them.
struct RouteOriginTests {
    private static let client = """
        {
        \t"metadata": {
        \t\t"buildmachine": "rpki",
        \t\t"buildtime": "2026-11-26T10:00:00Z",
        \t\t"roas": 3, "tas": 5
        \t},
        \t"roas": [
        \t\t{ "asn": 64496, "prefix": "192.0.2.0/24", "maxLength": 24, "ta": "ripe", "expires": 1795000000 },
        \t\t{ "asn": 0, "prefix": "198.51.100.0/24", "maxLength": 32, "ta": "ri\\"pe", "expires": 1795000000 },
        \t\t{ "asn": 64497, "prefix": "2001:db8::/32", "maxLength": 48, "ta": "ripe", "expires": 1795000000 }
        \t],
        \t"bgpsec_keys": []
        }
        """
    private static let routinator = """
        {"metadata":{"generated":1795687200,"generatedTime":"2026-11-26T10:00:00Z"},"roas":[
        {"asn":"AS64496","prefix":"192.0.2.0/24","maxLength":24,"ta":"ripe"},
        {"asn":"AS0","prefix":"198.51.100.0/24","maxLength":32,"ta":"ripe"},
        {"asn":"AS64497","prefix":"2001:db8::/32","maxLength":48,"ta":"ripe"}]}
        """
    private static let csv = """
        ASN,IP Prefix,Max Length,Trust Anchor,Expires
        AS64496,192.0.2.0/24,24,ripe,1795000000\r
        AS0,198.51.100.0/24,32,ripe,1795000000

        # a comment
        64497,2001:db8::/32,48,ripe
        """

    private func read(_ text: String, portion: Int = .max) throws -> RouteOriginTable {
        var reader = RouteOriginReader()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.receive(rest.prefix(portion))
            rest = rest.dropFirst(portion)
        }
        return try reader.finish()
    }

    @Test(arguments: [client, routinator, csv], [1, 7, .max])
    func everyFormIsRead(_ text: String, _ portion: Int) throws {
        let table = try read(text, portion: portion)
        #expect(table.count == 3)
        let prefix = try #require(IPPrefix("2001:db8::/32"))
        #expect(table.words(covering: prefix) == ["2001:db8::/32-48 AS64497"])
        let isDated = !text.hasPrefix("ASN")
        #expect((table.gathered != nil) == isDated)
    }

    @Test func theTimeIsThatOfTheFile() throws {
        #expect(try read(Self.client).gathered == Date(timeIntervalSince1970: 1_795_687_200))
        #expect(try read(Self.routinator).gathered == Date(timeIntervalSince1970: 1_795_687_200))
    }

    @Test(
        arguments: [
            ("192.0.2.0/24", 64496, .valid), ("192.0.2.0/24", 64497, .invalid),
            ("192.0.2.0/25", 64496, .invalid),
            ("192.0.0.0/16", 64496, .notFound), ("203.0.113.0/24", 64496, .notFound),
            ("198.51.100.0/24", 0, .invalid), ("198.51.100.0/24", 64496, .invalid),
            ("2001:db8:1::/48", 64497, .valid), ("2001:db8:1::/49", 64497, .invalid),
        ] as [(String, UInt32, RouteOriginTable.State)]
    )
    func routesAreJudgedByRFC6811(_ prefix: String, _ origin: UInt32, _ state: RouteOriginTable.State) throws
    {
        let table = try read(Self.client)
        let route = try #require(IPPrefix(prefix))
        #expect(table.state(of: route, from: origin) == state)
    }

    /// One of several payloads is enough (RFC 6811 §2).
    @Test func oneMatchMakesARouteValid() throws {
        let table = try read("AS1,192.0.0.0/16,24,x\nAS2,192.0.2.0/24,24,x\n")
        let prefix = try #require(IPPrefix("192.0.2.0/24"))
        #expect(table.state(of: prefix, from: 1) == .valid && table.state(of: prefix, from: 2) == .valid)
        #expect(table.words(covering: prefix) == ["192.0.2.0/24-24 AS2", "192.0.0.0/16-24 AS1"])
    }

    /// Without the entry that is missing, a route would look invalid or uncovered.
    @Test(
        arguments: [
            ("", "it holds no route origins"), ("{}", "it holds no route origins"),
            (#"{"roas":[]}"#, "it holds no route origins"),
            (#"{"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":24}"#, "it is cut off"),
            (#"{"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":24}]} x"#, "something follows its end"),
            (
                #"{"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":24},{"asn":2}]}"#,
                "entry 2 is no route origin"
            ),
            (#"{"roas":[{"asn":1,"prefix":"192.0.2.0/24","maxLength":23}]}"#, "entry 1 is no route origin"),
            (#"{"roas":[{"asn":-1,"prefix":"192.0.2.0/24","maxLength":24}]}"#, "entry 1 is no route origin"),
            (
                #"{"roas":[{"asn":4294967296,"prefix":"192.0.2.0/24","maxLength":24}]}"#,
                "entry 1 is no route origin"
            ),
            (#"{"roas" 1}"#, "it is no JSON"), (#"{"a":[}"#, "it is no JSON"), (#"{"a":{]"#, "it is no JSON"),
            (String(repeating: #"{"a":"#, count: 17), "it is nested too deep"),
            (#"{"a":""# + String(repeating: "x", count: 1_025), "a value is longer than 1024 bytes"),
            ("AS1,192.0.2.0/24", "line 1 has fewer than three columns"),
            ("ASN,Prefix,Length\nAS1,192.0.2.0/24,24\nASN,x,y", "line 3 is no route origin"),
            (String(repeating: "x", count: 4_097), "line 1 is longer than 4096 bytes"),
        ]
    )
    func aFileThatIsNotWholeIsRefused(_ text: String, _ reason: String) {
        let fault = #expect(throws: TableFault.self) { try read(text) }
        #expect(fault?.description == reason)
    }

    /// As many as the internet has, read in a moment: the bound is generous, for the build is not optimised.
    @Test func sixHundredThousandAreRead() throws {
        var reader = RouteOriginReader()
        for block in 0..<60 {
            var text = ""
            for number in 0..<10_000 {
                let count = block * 10_000 + number
                text +=
                    "AS\(64_496 + count % 9),\(1 + (count >> 16)).\((count >> 8) & 255).\(count & 255).0/24,24,x\n"
            }
            reader.receive(Array(text.utf8))
        }
        let table = try reader.finish()
        #expect(table.count == 600_000)
        let route = try #require(IPPrefix("5.1.2.0/24"))
        #expect(table.state(of: route, from: 1) == .invalid)
    }
}
