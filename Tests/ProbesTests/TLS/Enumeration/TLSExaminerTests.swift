// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire
import Testing

@testable import Probes

struct TLSExaminerTests {
    /// Examines a sound server: nothing false, nothing left open.
    private func soundVisit(
        _ policy: ServerPolicy,
        serverName: String? = "server.example",
        sourceLocation: SourceLocation = #_sourceLocation
    ) async -> SimulatedVisit {
        let visit = await SimulatedVisit.examine(policy, serverName: serverName)
        #expect(visit.reason == nil, sourceLocation: sourceLocation)
        #expect(TrueOffer(policy).lies(in: visit.answers) == [], sourceLocation: sourceLocation)
        #expect(visit.readout.open == [], sourceLocation: sourceLocation)
        return visit
    }

    private func suites(_ version: ProtocolVersion, in visit: SimulatedVisit) -> [UInt16]? {
        visit.readout.facts(SuiteOffer.self).first { $0.version == version }?.suites
    }

    // MARK: What is found

    @Test func serverOrderIsListedInTheServersOrder() async {
        let policy = KnownServers.intermediateWithTwoCertificates(.server)
        let visit = await soundVisit(policy)
        #expect(suites(.tls12, in: visit) == policy.suites[.tls12])
        #expect(suites(.tls13, in: visit) == policy.suites[.tls13])
        let groups = visit.readout.facts(GroupOffer.self)
        #expect(groups.map(\.groups) == [KnownServers.groups13, KnownServers.curves])
        #expect(visit.readout.facts(SuiteOrder.self).map(\.order) == [.server, .server])
    }

    @Test func clientOrderIsToldFromServerOrder() async {
        for policy in [KnownServers.intermediate(), KnownServers.intermediateWithTwoCertificates()] {
            let visit = await soundVisit(policy)
            #expect(visit.readout.facts(SuiteOrder.self).map(\.order) == [.client, .client])
            #expect(visit.readout.facts(GroupOrder.self).map(\.order) == [.client, .client])
        }
    }

    @Test func onlyTLS13LeavesNoLegacyGroupsOrSchemes() async {
        let visit = await soundVisit(KnownServers.onlyTLS13)
        let legacy = visit.readout.facts(GroupOffer.self).first { $0.era == .legacy }
        #expect(legacy == GroupOffer(era: .legacy, groups: [], isComplete: true))
        #expect(
            visit.readout.facts(SignatureSchemeOffer.self)
                == [SignatureSchemeOffer(version: .tls12, schemes: [], isComplete: true)]
        )
        #expect(visit.readout.facts(CompressionOffer.self) == [CompressionOffer(method: 0)])
    }

    @Test func legacyServerIsEnumeratedToTheLastExportSuite() async {
        let visit = await soundVisit(KnownServers.legacy)
        #expect(suites(.tls10, in: visit) == KnownServers.legacy.suites[.tls10])
        #expect(suites(.tls12, in: visit) == KnownServers.legacy.suites[.tls12])
        #expect(Set(visit.readout.facts(FiniteFieldGroup.self).map(\.bits)) == [512, 1024])
        #expect(visit.readout.facts(CompressionOffer.self) == [CompressionOffer(method: 1)])
    }

    @Test(arguments: [64, 100, 128, 200])
    func serverThatDropsLongSuiteListsLosesNone(limit: Int) async throws {
        var policy = KnownServers.legacy
        policy.intolerance.suites = limit
        let visit = await soundVisit(policy)
        #expect(suites(.tls12, in: visit) == policy.suites[.tls12])
        let reachability = try #require(visit.readout.facts(Reachability.self).first)
        #expect((1...limit).contains(reachability.suitesPerHello))
    }

    @Test func olderAndOddServersAreEnumeratedExactly() async {
        var fallingBack = KnownServers.legacy
        fallingBack.fallsBackForSuite = true
        var named = KnownServers.intermediate()
        named.intolerance.missingName = true
        var withoutTLS13 = KnownServers.legacy
        withoutTLS13.intolerance.tls13 = true
        var strict = KnownServers.intermediate()
        strict.intolerance.foreignFiniteFields = true
        var shared = KnownServers.onlyTLS13
        shared.intolerance.emptyShare = true
        var imap = KnownServers.intermediate()
        imap.applicationProtocols = ["imap"]
        imap.insistsOnProtocol = true
        let policies = [
            KnownServers.onlySSL3, KnownServers.anonymous, KnownServers.singleSuite,
            KnownServers.withoutGroups,
            fallingBack, named, withoutTLS13, strict, shared, imap,
        ]
        for policy in policies { _ = await soundVisit(policy) }
    }

    @Test func curveOfTheCertificateHidesNoGroup() async {
        let client = await soundVisit(KnownServers.ecdsa(.client))
        #expect(
            client.readout.facts(GroupOffer.self).map { Set($0.groups) }.last == [0x17, 0x18, 0x19, 0x1D]
        )
        // One suite and one scheme give too few answers to show the groups by the way.
        var single = KnownServers.ecdsa(.client)
        single.suites = [.tls12: [0xC02B]]
        single.schemes = [0x0403]
        #expect(await soundVisit(single).readout.facts(GroupOffer.self).last?.groups.count == 4)
        // P-521 stands behind the certificate's own curve, which every client must offer: nobody gets it.
        let server = await soundVisit(KnownServers.ecdsa(.server))
        #expect(server.readout.facts(GroupOffer.self).map(\.groups).last == [0x1D, 0x18, 0x17])
    }

    @Test func serverThatInsistsOnANameIsReportedWithItsAlert() async {
        var policy = KnownServers.intermediate()
        policy.intolerance.missingName = true
        let visit = await SimulatedVisit.examine(policy, serverName: nil)
        #expect(visit.answers.isEmpty)
        #expect(visit.reason?.reason == "every hello was refused: alert 112 unrecognized_name")
    }

    // MARK: What it costs

    @Test func intermediateCostsFortyFiveConnectionsAtMost() async {
        let policies: [ServerPolicy] = [PreferenceOrder.client, .server].flatMap {
            [KnownServers.intermediate($0), KnownServers.intermediateWithTwoCertificates($0)]
        }
        let costs = await policies.asyncMap { await soundVisit($0).connections }
        #expect(costs.allSatisfy { $0 <= 45 }, "\(costs)")
    }

    /// The terms stand in the order of the type's comment.
    @Test func connectionsAreThoseOfTheFormula() async {
        let intermediate = await soundVisit(KnownServers.intermediate(.server))
        let suites13 = 3 + 1
        let suites12 = 6 + 1
        let absent = 3
        let ssl2 = 1
        // A server that follows its own order shows its first group with every suite.
        let groups13 = (10 - 1) + 1
        // The suites have shown one group and one scheme; both lists shrink together until the shorter ends.
        let together = (5 - 1) + 1
        let groups = 1
        let schemes = (7 - 5) + 1
        // The suites' answers have shown h2; the hello for compression shows the rest, and comes last.
        let protocolsAndCompression = 1
        // Whose order the suites follow shows by the way, and three of the suites show keys of either exchange.
        let order = 0
        let finiteFields = 1
        let keys = 0
        let control = 0
        #expect(
            intermediate.connections
                == suites13 + suites12 + absent + ssl2 + groups13 + together + groups + schemes
                + protocolsAndCompression + order + finiteFields + keys + control
        )
    }

    /// An answer to each pair of version and suite, and little more: everything that OpenSSL 1.0.2 can be built with.
    @Test(arguments: [PreferenceOrder.server, .client])
    func everythingOnCostsHardlyMoreThanItsSuites(order: PreferenceOrder) async {
        let policy = KnownServers.everythingOn(order)
        let visit = await soundVisit(policy)
        let pairs = policy.suites.values.map(\.count).reduce(0, +) + (policy.ssl2?.count ?? 0)
        #expect(pairs == 301)
        #expect(visit.connections <= 340, "\(visit.connections)")
    }
}

extension Array {
    func asyncMap<Result>(_ transform: (Element) async -> Result) async -> [Result] {
        var results: [Result] = []
        for element in self { results.append(await transform(element)) }
        return results
    }
}
