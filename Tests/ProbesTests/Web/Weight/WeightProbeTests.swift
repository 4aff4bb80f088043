// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import NIOPosix
import Testing
import Transport

@testable import Probes

struct WeightProbeTests {
    private func endpoint(_ requests: Int?, service: Service = .https, tier: ProbeTier = .active) -> Endpoint
    {
        let plain = Endpoint.sample(host: "server.example", port: 443, service: service)
        return Endpoint(
            id: plain.id,
            host: plain.host,
            port: plain.port,
            service: service,
            role: plain.role,
            mission: nil,
            criticality: plain.criticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: tier, pageRequests: requests),
            addresses: []
        )
    }

    @Test func onlyWhoSaysSoIsAsked() {
        #expect(WeightProbe.mayAsk(endpoint(40), tier: .active))
        #expect(!WeightProbe.mayAsk(endpoint(nil), tier: .active))
        #expect(!WeightProbe.mayAsk(endpoint(40), tier: .passive))
        #expect(!WeightProbe.mayAsk(endpoint(40, service: .smtp), tier: .active))
    }

    /// No peer is dialled: what comes back is what was handed in, or the reason why no page was seen.
    @Test(arguments: [nil, 40] as [Int?])
    func withoutTheSwitchOrAPageNothingIsAsked(_ requests: Int?) async throws {
        let probe = WeightProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        ) { _ in [] }
        let endpoint = endpoint(requests)
        let address = try #require(IPAddress("192.0.2.1"))
        let refused = Unestablished(phase: .connect, reason: "connection refused", attempts: 3)
        func visit(_ subject: Subject, _ answers: [Answer]) -> Visit {
            Visit(
                subject: subject,
                vantage: "here",
                started: Date(),
                finished: Date(),
                cost: Cost(),
                transcriptSHA256: nil,
                answers: answers
            )
        }
        let unseen = visit(
            .address(address, of: endpoint.id),
            [.unestablished(Question(Reachability.self), refused)]
        )
        let whole = await probe.complete(
            visit(.endpoint(endpoint.id), []),
            of: endpoint,
            at: [address],
            tier: .active,
            among: [endpoint],
            after: [unseen],
            since: .now
        )
        #expect(whole.cost == Cost())
        #expect(whole.answers.gap(PageWeight.self)?.reason == (requests == nil ? nil : "connection refused"))
    }
}
