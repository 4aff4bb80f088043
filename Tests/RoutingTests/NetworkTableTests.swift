// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Routing

struct NetworkTableTests {
    private func read(_ text: String, portion: Int = .max) throws -> NetworkTable {
        var reader = NetworkTableReader()
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            reader.receive(rest.prefix(portion))
            rest = rest.dropFirst(portion)
        }
        return try reader.finish()
    }

    private func found(_ text: String, in table: NetworkTable) throws -> (
        prefix: IPPrefix, networks: [NetworkTable.Network]
    ) {
        let address = try #require(IPAddress(text))
        return try #require(table.networks(of: address))
    }

    private static let text = #"""
        prefix,as,organisation,country
        192.0.2.0/24,AS64496,"Example Hosting, ""NL""",nl
        192.0.2.128/25,64497,Other,
        192.0.2.128/25,64498
        2001:db8::/32, AS64496 , Example Hosting ,NL
        """#

    @Test(arguments: [1, 5, .max])
    func theLongestPrefixCounts(_ portion: Int) throws {
        let table = try read(Self.text, portion: portion)
        #expect(table.count == 4)
        let low = try found("192.0.2.1", in: table)
        #expect(low.prefix.description == "192.0.2.0/24")
        #expect(
            low.networks == [.init(number: 64496, organisation: #"Example Hosting, "NL""#, country: "NL")]
        )
        let high = try found("192.0.2.129", in: table)
        #expect(high.networks.map(\.number) == [64497, 64498])
        #expect(
            high.networks.map(\.organisation) == ["Other", nil]
                && high.networks.allSatisfy { $0.country == nil }
        )
        let new = try found("2001:db8::1", in: table)
        #expect(new.networks.first?.organisation == "Example Hosting")
        let other = try #require(IPAddress("203.0.113.1"))
        #expect(table.networks(of: other) == nil)
    }

    @Test(
        arguments: [
            ("", "it holds no prefixes"), ("prefix,as\n", "it holds no prefixes"),
            ("192.0.2.0/24", "line 1 is no prefix with the number of a network"),
            ("192.0.2.0/24,x", "line 1 is no prefix with the number of a network"),
            ("192.0.2.0/24,1\n192.0.2.1/24,1", "line 2 is no prefix with the number of a network"),
            (String(repeating: ",", count: 4_097), "line 1 is longer than 4096 bytes"),
        ]
    )
    func aBadFileIsRefused(_ text: String, _ reason: String) {
        let fault = #expect(throws: TableFault.self) { try read(text) }
        #expect(fault?.description == reason)
    }
}
