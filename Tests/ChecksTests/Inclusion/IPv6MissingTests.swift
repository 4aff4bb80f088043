// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct IPv6MissingTests {
    private static func verdict(_ set: AddressSet) throws -> Verdict {
        try Scene.modern().seeing(set, on: Scene.endpoint).verdict(of: IPv6Missing.self)
    }

    @Test func anIPv6AddressPasses() throws {
        #expect(try Self.verdict(.resolved("192.0.2.1", "2001:db8::1")) == .pass)
        #expect(try Self.verdict(.resolved("2001:db8::1", source: .configured)) == .pass)
    }

    @Test func onlyIPv4Fails() throws {
        #expect(
            try Self.verdict(.resolved("192.0.2.2", "192.0.2.1"))
                == .fail(
                    level: "missing",
                    seen: "192.0.2.1, 192.0.2.2",
                    expected: "an IPv6 address beside them"
                )
        )
    }

    @Test(arguments: [AddressSet.Source.configured, .literal])
    func aNameThatWasNotResolvedIsNotApplicable(_ source: AddressSet.Source) throws {
        #expect(try Self.verdict(.resolved("192.0.2.1", source: source)).state == .notApplicable)
    }

    @Test func anUnresolvedNameIsUnknown() throws {
        let lost = Unestablished(phase: .resolve, reason: "NXDOMAIN")
        let scene = Scene().missing(Question(AddressSet.self), because: lost, on: Scene.endpoint)
        #expect(try scene.verdict(of: IPv6Missing.self) == .unknown(because: lost))
    }
}
