// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import TLSWire
import Testing

@testable import Probes

struct InterrogatorTests {
    /// The greatest chance, whatever the rate of loss, that one hello is dropped k times by chance while n
    /// other answers come through: p^k (1 - p)^n is largest at p = k / (k + n).
    private func worstCase(tries: Double, answers: Double) -> Double {
        let rate = tries / (tries + answers)
        return pow(rate, tries) * pow(1 - rate, answers)
    }

    @Test func chanceOfAWrongNoIsBelowOneInAMillionAVisit() {
        let answers = Double(Interrogator.steadyAnswers)
        #expect(worstCase(tries: Double(Interrogator.silentTries), answers: answers) < 2e-8)
        // Every answered hello is one that might have been lost instead; more answers make it less likely.
        #expect(visitsWorstCase(answers: answers) < 1e-6)
        #expect(visitsWorstCase(answers: 2 * answers) < 1e-6)
    }

    /// Of all hellos, and of what is begun anew after an accident.
    private func visitsWorstCase(answers: Double) -> Double {
        let first = worstCase(tries: Double(Interrogator.silentTries), answers: answers)
        let anew = worstCase(tries: Double(Interrogator.silentTriesAnew), answers: answers)
        return answers * (first + Double(Interrogator.mostRestarts) * anew)
    }

    @Test(arguments: [ServerPolicy.Refusal.close, .reset, .alert(80)])
    func serverThatRefusesWithoutAWordIsAClearNo(refusal: ServerPolicy.Refusal) async {
        var policy = KnownServers.legacy
        policy.refusal = refusal
        let visit = await SimulatedVisit.examine(policy)
        #expect(TrueOffer(policy).lies(in: visit.answers) == [])
        #expect(visit.readout.open == [])
        let absent = visit.readout.facts(VersionOffer.self).filter { !$0.isOffered }.map(\.version)
        #expect(absent == [.ssl2, .ssl3, .tls13])
        var single = KnownServers.singleSuite
        single.refusal = refusal
        #expect(await SimulatedVisit.examine(single).readout.open == [])
    }

    /// Dovecot without a file of parameters is one; OpenSSL then has an internal error, of which nothing is sent.
    @Test(arguments: [PreferenceOrder.client, .server], [ServerPolicy.Refusal.close, .alert(40)])
    func suitesThatTheServerTripsOverHideNoOthers(order: PreferenceOrder, refusal: ServerPolicy.Refusal) async
    {
        for known in [KnownServers.legacy, KnownServers.intermediateWithTwoCertificates()] {
            var policy = known
            policy.order = order
            policy.refusal = refusal
            policy.intolerance.missingPrime = true
            policy.suites[.tls12] = [0x009E, 0x0033] + (known.suites[.tls12] ?? [])
            let visit = await SimulatedVisit.examine(policy)
            #expect(TrueOffer(policy).lies(in: visit.answers) == [])
            #expect(visit.readout.gaps == [])
        }
    }

    /// The one look at the parts of what was dropped may be the one connection that is lost.
    @Test(arguments: [PreferenceOrder.client, .server])
    func whicheverConnectionIsLostNoSuiteIsHidden(order: PreferenceOrder) async {
        var policy = KnownServers.intermediateWithTwoCertificates(order)
        policy.refusal = .close
        policy.intolerance.missingPrime = true
        policy.suites[.tls12]?.insert(0x009E, at: 1)
        for lost in 1...120 {
            let visit = await SimulatedVisit.examine(policy, fault: .these([lost], .reset))
            let lies = TrueOffer(policy).lies(in: visit.answers)
            #expect(lies == [], "without connection \(lost)")
        }
    }

    /// What each refusal has in common with the others is asked once for all.
    @Test func refusalsWithoutAWordCostFewConnections() async {
        var policy = KnownServers.intermediate(.server)
        let inWords = await SimulatedVisit.examine(policy).connections
        policy.refusal = .close
        let silent = await SimulatedVisit.examine(policy).connections
        #expect(silent - inWords <= 67, "\(silent) instead of \(inWords)")
    }

    @Test func oneDropOfAnAnswerableHelloMakesEveryDropDoubtful() async {
        var policy = KnownServers.legacy
        policy.refusal = .close
        let visit = await SimulatedVisit.examine(policy, fault: .every(8, .reset))
        #expect(TrueOffer(policy).lies(in: visit.answers) == [])
        #expect(visit.readout.facts(VersionOffer.self).allSatisfy { $0.isOffered })
        #expect(visit.readout.facts(SuiteOffer.self).allSatisfy { !$0.isComplete })
    }

    /// Three drops of one hello, with an answered control hello before the third, pass for a refusal at first.
    @Test(arguments: 2..<34)
    func dropsThatPassedForARefusalAreFoundOut(first: Int) async {
        for policy in [KnownServers.intermediate(), KnownServers.legacy] {
            let numbers: Set<Int> = [first, first + 1, first + 3]
            let visit = await SimulatedVisit.examine(policy, fault: .these(numbers, .close))
            #expect(TrueOffer(policy).lies(in: visit.answers) == [])
        }
    }

    @Test(arguments: Loss.allCases.filter { $0 != .cut })
    func addressThatGoesAwayIsLeftAlone(loss: Loss) async {
        let visit = await SimulatedVisit.examine(KnownServers.legacy, fault: .deadAfter(20, loss))
        // Both were answered while there was still somebody there.
        #expect(visit.readout.facts(VersionOffer.self).map(\.version).suffix(2) == [.tls12, .tls13])
        #expect(visit.readout.facts(SuiteOffer.self).allSatisfy { !$0.isComplete })
        // What is under way at once is tried again, each by itself; more of it where the machine is busy.
        #expect(visit.connections < 20 + 45, "\(visit.connections)")
        #expect(TrueOffer(KnownServers.legacy).lies(in: visit.answers) == [])
    }

    /// Or an endpoint that nobody touched would seem to have changed from one cycle to the next.
    @Test func whetherADropIsACloseOrAResetChangesNoReason() async {
        let closed = await SimulatedVisit.examine(KnownServers.legacy, fault: .deadAfter(0, .close))
        let reset = await SimulatedVisit.examine(KnownServers.legacy, fault: .deadAfter(0, .reset))
        #expect(closed.reason != nil)
        #expect(closed.reason == reset.reason)
    }

    @Test(arguments: Loss.allCases)
    func deadAddressIsNeverReached(loss: Loss) async {
        let visit = await SimulatedVisit.examine(KnownServers.intermediate(), fault: .deadAfter(0, loss))
        #expect(visit.examination == nil)
        #expect(visit.reason?.isDeliberate == false)
        #expect(visit.connections <= 16)
    }

    @Test func refusalBeforeTheEndNeedsAControlAfterIt() async {
        let server = SimulatedServer(KnownServers.singleSuite)
        let interrogator = Interrogator(peer: server, pause: .zero, deadline: .now + .seconds(60))
        let factory = HelloFactory(serverName: nil, applicationProtocols: [])
        let good = factory.hello(.tls12 ... .tls12, suites: [0xC02F], groups: [0x0017])
        let bad = factory.hello(.tls12 ... .tls12, suites: [0x002F], groups: [0x0017])
        guard case .refused(let early) = await interrogator.settle(bad, needs: .serverHelloOnly) else {
            Issue.record("not refused")
            return
        }
        #expect(await !interrogator.stands(early))
        _ = await interrogator.settle(good, needs: .serverHelloOnly)
        guard case .refused(let late) = await interrogator.settle(bad, needs: .serverHelloOnly) else {
            Issue.record("not refused")
            return
        }
        #expect(await !interrogator.stands(late))
        await interrogator.confirm([late])
        #expect(await interrogator.stands(late))
    }

    /// What overlaps with a refusal says nothing about the time after it.
    @Test func answerToAHelloThatWasAlreadyOnItsWayIsNoControl() async {
        let server = HeldServer(KnownServers.singleSuite)
        let interrogator = Interrogator(peer: server, pause: .zero, deadline: .now + .seconds(60))
        let factory = HelloFactory(serverName: nil, applicationProtocols: [])
        let good = factory.hello(.tls12 ... .tls12, suites: [0xC02F], groups: [0x0017])
        let bad = factory.hello(.tls12 ... .tls12, suites: [0x002F], groups: [0x0017])
        _ = await interrogator.settle(good, needs: .serverHelloOnly)
        await server.hold()
        async let early = interrogator.settle(good, needs: .serverHelloOnly)
        await server.waitUntilHolding(1)
        async let refused = interrogator.settle(bad, needs: .serverHelloOnly)
        await server.waitUntilHolding(2)
        await server.release()
        guard case .refused(let refusal) = await refused, case .accepted = await early else {
            Issue.record("not settled as expected")
            return
        }
        #expect(await !interrogator.stands(refusal))
        await interrogator.confirm([refusal])
        #expect(await interrogator.stands(refusal))
    }

    /// After the first loss that was one, nothing goes out side by side.
    @Test func addressThatLosesConnectionsIsAskedOneAtATime() async {
        let healthy = HeldServer(KnownServers.legacy)
        _ = await SimulatedVisit.examine(KnownServers.legacy, peer: healthy)
        #expect(await healthy.mostAtOnce > 1)
        let lossy = HeldServer(KnownServers.legacy, fault: .every(7, .close))
        _ = await SimulatedVisit.examine(KnownServers.legacy, peer: lossy)
        #expect(await lossy.slowDowns > 0)
        #expect(await lossy.mostAtOnceSlow == 1)
    }

    @Test func noHelloIsSentAfterTheDeadline() async {
        let server = SimulatedServer(KnownServers.singleSuite)
        let interrogator = Interrogator(peer: server, pause: .zero, deadline: .now)
        let factory = HelloFactory(serverName: nil, applicationProtocols: [])
        let hello = factory.hello(.tls12 ... .tls12, suites: [0xC02F], groups: [0x0017])
        guard case .unknown(let reason) = await interrogator.settle(hello, needs: .serverHelloOnly) else {
            Issue.record("answered after the deadline")
            return
        }
        #expect(reason.reason.contains("deadline"))
        #expect(await server.connections == 0)
    }

    @Test func dropOfALongerHelloThanAnyAnsweredIsNoRefusal() async {
        var policy = KnownServers.singleSuite
        policy.intolerance.bytes = 600
        let server = SimulatedServer(policy)
        let interrogator = Interrogator(peer: server, pause: .zero, deadline: .now + .seconds(60))
        let factory = HelloFactory(serverName: nil, applicationProtocols: [])
        let short = factory.hello(.tls12 ... .tls12, suites: [0xC02F], groups: [0x0017])
        let long = factory.hello(
            .tls12 ... .tls12,
            suites: HelloFactory.suites(for: .tls12),
            groups: HelloFactory.legacyGroups
        )
        _ = await interrogator.settle(short, needs: .serverHelloOnly)
        guard case .unknown = await interrogator.settle(long, needs: .serverHelloOnly) else {
            Issue.record("a drop for its length passed for a refusal")
            return
        }
    }
}
