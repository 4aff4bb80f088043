// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Model
import Testing

struct NetworksConcentratedTests {
    private typealias Network = AddressNetwork.Network

    private static let settings = ["Concentrated": "0.6", "Least": "4"]
    private static let host = Network(number: 64496, organisation: "Host", country: "NL")
    private static let cloud = Network(number: 64497, organisation: "Cloud", country: "US")
    private static let nameless = Network(number: 64498, organisation: nil, country: nil)

    /// An endpoint for each; one without networks is not in the table.
    private func verdict(_ networks: [Network]..., unknown: Int = 0) throws -> Verdict {
        let count = networks.count + unknown
        var scene = Scene(endpoints: (0..<count).map { .listed("e\($0)") })
        for place in 0..<count {
            let subject = Subject.endpoint("e\(place)")
            let address = try #require(IPAddress("192.0.2.\(place + 1)"))
            scene = try scene.seeing(
                AddressSet(addresses: [address], source: .resolved, isSecure: nil),
                on: subject
            )
            if place < networks.count {
                let fact = AddressNetwork(address: address, prefix: "192.0.2.0/24", networks: networks[place])
                scene = try scene.seeing(fact, on: subject)
            } else {
                let question = Question(AddressNetwork.self, "\(address)")
                let gap = Unestablished(phase: .vantage, reason: "prefixes.csv: it is too old")
                scene = scene.missing(question, because: gap, on: subject)
            }
        }
        return try scene.verdict(of: NetworksConcentrated.self, Self.settings)
    }

    @Test func equalSharesPass() throws {
        #expect(try verdict([Self.host], [Self.host], [Self.cloud], [Self.cloud]) == .pass)
    }

    @Test func mostWithOneFails() throws {
        #expect(
            try verdict([Self.host], [Self.host], [Self.host], [Self.nameless])
                == .fail(
                    level: "concentrated",
                    seen: "endpoints: 75 % with Host (NL), 25 % with AS64498; index 0.63",
                    expected: "an index below 0.6"
                )
        )
    }

    @Test func allWithOneFailsWorse() throws {
        let other = Network(number: 64499, organisation: "Host", country: "NL")
        let verdict = try verdict([Self.host], [Self.host], [other], [Self.host, other])
        #expect(verdict.level == "single")
    }

    @Test func anAddressOfTwoNetworksCountsInHalves() throws {
        let both = [Self.host, Self.cloud]
        #expect(try verdict(both, both, both, [Self.host]) == .pass)
    }

    @Test func fewAreNotJudged() throws {
        #expect(try verdict([Self.host], [Self.host], [Self.host]).state == .notApplicable)
    }

    @Test func whatIsNotKnownCanTurnTheVerdict() throws {
        #expect(try verdict([Self.host], [Self.host], [Self.cloud], unknown: 2).state == .unknown)
        let many = try verdict(
            [Self.host],
            [Self.cloud],
            [Self.nameless],
            [Self.host],
            [Self.cloud],
            [Self.nameless],
            unknown: 1
        )
        #expect(many == .pass, "it cannot be concentrated, whoever has the seventh")
        let most = try verdict(
            [Self.host],
            [Self.host],
            [Self.host],
            [Self.host],
            [Self.host],
            [Self.host],
            [Self.host],
            unknown: 1
        )
        #expect(most.level == "concentrated", "it is, whoever has the eighth")
    }

    @Test func withoutAFileItIsNotTested() throws {
        let scene = try Scene.reachable()
        #expect(try scene.verdict(of: NetworksConcentrated.self, Self.settings).state == .notTested)
    }

    @Test func nameServersAreAKindOfTheirOwn() throws {
        var scene = try DomainScene.sound().with("mfa.example", .mx)
        for (_, text) in DomainScene.servers {
            let address = try #require(IPAddress(text))
            scene = try scene.seeing(AddressNetwork(address: address, prefix: nil, networks: [Self.host]))
        }
        let check = try NetworksConcentrated(
            CheckSettings(["Concentrated": "0.6", "Least": "2"])
        )
        let verdict = check.verdict(on: scene.evidence, about: .ministry, at: Scene.now)
        #expect(
            verdict
                == .fail(
                    level: "single",
                    seen: "name servers: 100 % with Host (NL); index 1.0",
                    expected: "an index below 0.6"
                )
        )
    }
}
