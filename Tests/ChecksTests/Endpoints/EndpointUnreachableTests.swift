// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct EndpointUnreachableTests {
    @Test func everyAddressAnsweringPasses() throws {
        let scene = try Scene.reachable().seeing(Reachability(suitesPerHello: 64), on: Scene.other)
        #expect(try scene.verdict(of: EndpointUnreachable.self) == .pass)
    }

    @Test func oneSilentAddressIsUnknownAndNamed() throws {
        let scene = try Scene.reachable()
            .missing(Question(Reachability.self), because: Scene.refused, on: Scene.other)
        #expect(
            try scene.verdict(of: EndpointUnreachable.self)
                == .unknown(
                    because: Unestablished(
                        phase: .connect,
                        reason: "1 of 2 addresses did not answer (192.0.2.2): connection refused",
                        attempts: 3
                    )
                )
        )
    }

    @Test func anAddressLeftOutOnPurposeIsNotTestedUnlessAnotherIsSilent() throws {
        let scene = try Scene.reachable()
            .missing(Question(Reachability.self), because: Scene.notAllowed, on: Scene.other)
        #expect(try scene.verdict(of: EndpointUnreachable.self).state == .notTested)
        let silent = scene.missing(Question(Reachability.self), on: Scene.address)
        #expect(try silent.verdict(of: EndpointUnreachable.self).state == .unknown)
    }

    @Test func whoSaysThatThereIsNoTLSAnswered() throws {
        let scene = try Scene.reachable()
            .missing(Question(Reachability.self), because: Scene.plainText, on: Scene.other)
        #expect(try scene.verdict(of: EndpointUnreachable.self) == .pass)
        let silent = scene.missing(Question(Reachability.self), because: Scene.refused, on: Scene.address)
        #expect(try silent.verdict(of: EndpointUnreachable.self).state == .unknown)
    }

    @Test func aNameWithoutAddressIsUnknown() throws {
        let scene = try Scene().seeing(AddressSet.resolved(), on: Scene.endpoint)
        guard case .unknown(let reason) = try scene.verdict(of: EndpointUnreachable.self) else {
            Issue.record("a name without an address is no \(try scene.verdict(of: EndpointUnreachable.self))")
            return
        }
        #expect(reason.phase == .resolve)
    }

    @Test func anEndpointThatNobodyVisitedIsUnknown() throws {
        #expect(try Scene().verdict(of: EndpointUnreachable.self).state == .unknown)
    }
}
