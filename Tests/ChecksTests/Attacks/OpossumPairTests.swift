// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct OpossumPairTests {
    /// A mailbox service in both ways: the host and key of each, and what the upgrade came to.
    private static func scene(
        hosts: (String, String) = ("mail", "mail"),
        keys: (String, String) = ("k", "l"),
        offer: StartTLSOffer.State?
    ) throws -> Scene {
        let listed = [
            Endpoint.listed("in", service: .pop3s, host: hosts.0),
            Endpoint.listed("up", service: .pop3, host: hosts.1),
        ]
        func address(_ id: String) -> Subject { Subject(scope: .address, name: "\(id)@192.0.2.1") }
        let seen = try Scene(endpoints: listed)
            .chain(.leaf(key: ("RSA", 2048, nil, nil), spki: keys.0), on: address("in"))
            .chain(.leaf(key: ("RSA", 2048, nil, nil), spki: keys.1), on: address("up"))
        guard let offer else { return seen.missing(Question(StartTLSOffer.self), on: address("up")) }
        return try seen.seeing(StartTLSOffer(offer), on: address("up"))
    }

    private static let pair = Verdict.fail(
        level: "pair",
        seen: "in beside up",
        expected: "one way to TLS for each protocol"
    )

    @Test func bothWaysUnderOneNameFail() throws {
        #expect(try Self.scene(offer: .offered).verdict(of: OpossumPair.self) == Self.pair)
    }

    @Test func bothWaysWithOneKeyFail() throws {
        let scene = try Self.scene(hosts: ("mail", "old"), keys: ("k", "k"), offer: .offered)
        #expect(try scene.verdict(of: OpossumPair.self) == Self.pair)
    }

    @Test func neitherNameNorKeyInCommonPasses() throws {
        let scene = try Self.scene(hosts: ("mail", "old"), offer: .offered)
        #expect(try scene.verdict(of: OpossumPair.self) == .pass)
    }

    @Test(arguments: [StartTLSOffer.State.absent, .refused]) func noUpgradePasses(
        _ state: StartTLSOffer.State
    )
        throws
    {
        #expect(try Self.scene(offer: state).verdict(of: OpossumPair.self) == .pass)
    }

    @Test func anUnseenUpgradeIsUnknown() throws {
        #expect(
            try Self.scene(offer: nil).verdict(of: OpossumPair.self) == .unknown(because: Scene.silence)
        )
    }

    /// Under different names, whether a key is shared shows only where both were seen.
    @Test func anUnseenKeyIsUnknown() throws {
        let listed = [
            Endpoint.listed("in", service: .pop3s, host: "mail"),
            Endpoint.listed("up", service: .pop3, host: "old"),
        ]
        let address = Subject(scope: .address, name: "up@192.0.2.1")
        let scene = try Scene(endpoints: listed)
            .chain(.leaf(key: ("RSA", 2048, nil, nil), spki: "k"), on: address)
            .seeing(StartTLSOffer(.offered), on: address)
        #expect(try scene.verdict(of: OpossumPair.self).state == .unknown)
    }

    @Test func oneWayAloneIsNotApplicable() throws {
        let scene = Scene(endpoints: [.listed("in", service: .pop3s), .listed("web")])
        #expect(try scene.verdict(of: OpossumPair.self).state == .notApplicable)
    }
}
