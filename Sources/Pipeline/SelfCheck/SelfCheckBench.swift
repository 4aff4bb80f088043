// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Facts
package import Foundation
package import Laboratory
package import Model
internal import NIOCore
internal import Probes
internal import Resolver
internal import Store
internal import Transport

/// Measures servers of the laboratory, good and bad, by the probes and checks of every cycle, to see whether both do what they
/// should here and now.
///
/// The servers listen on loopback addresses at a port that is free, and are asked within a budget of their own: no budget of
/// the estate is spent, no resolver is asked, nothing of them is kept but what came of it.
package struct SelfCheckBench: Sendable {
    /// For one server, whatever `EndpointDeadline=` is.
    fileprivate static let patience = Duration.seconds(20)

    /// Open to one server at once.
    fileprivate static let connections = 8
    /// For event loops, two of each kind of resolver, and both ends of all connections to two servers, with room for all else.
    private static let descriptors = 100 + 8 * System.coreCount

    private let settings: MeasuringSettings
    private let method: Method
    private let specimens: [Specimen]
    private let open: @Sendable ([Specimen], Date) async throws(LaboratoryError) -> Laboratory
    private let tell: @Sendable (SelfCheck) async -> Void

    /// - Parameters:
    ///   - settings: of the cycle; what is of the estate alone is left out.
    ///   - specimens: what is served, each with what is to be found.
    ///   - open: starts their servers, counting dates from an instant.
    ///   - tell: called with each outcome, after it was kept.
    package init(
        _ settings: MeasuringSettings,
        method: Method,
        specimens: [Specimen] = Specimen.selfCheck,
        open: @Sendable @escaping ([Specimen], Date) async throws(LaboratoryError) -> Laboratory = {
            (specimens, now) async throws(LaboratoryError) in
            try await Laboratory.start(specimens, port: 0, now: now)
        },
        tell: @Sendable @escaping (SelfCheck) async -> Void = { _ in }
    ) {
        self.settings = settings
        self.method = method
        self.specimens = specimens
        self.open = open
        self.tell = tell
    }

    /// Checks once, and keeps what came of it with the cycle.
    ///
    /// Throws `StoreError`, and `CancellationError` where it is stopped.
    func run(in cycle: Cycle, of store: any Store, at now: Date) async throws {
        let check = try await run(at: now)
        try await store.note(ServiceEvent(at: now, kind: .selfCheck, cycle: cycle.id, lines: check.lines))
        await tell(check)
    }

    /// Checks once; no server is left running.
    package func run(at now: Date) async throws(CancellationError) -> SelfCheck {
        let began = ContinuousClock.now
        // Event loops that find no room for themselves end the process.
        if let left = DescriptorRoom.left, left < Self.descriptors {
            return SelfCheck(
                reason: "it needs \(Self.descriptors) descriptors, and \(left) are left; raise LimitNOFILE="
            )
        }
        let laboratory: Laboratory
        do {
            laboratory = try await open(specimens, now)
        } catch {
            return SelfCheck(reason: "\(error)")
        }
        do {
            let check = try await measure(laboratory, at: now, since: began)
            await laboratory.stop()
            return check
        } catch {
            await laboratory.stop()
            guard !Task.isCancelled, !(error is CancellationError) else { throw CancellationError() }
            return SelfCheck(reason: "\(error)")
        }
    }

    private func measure(
        _ laboratory: Laboratory,
        at now: Date,
        since began: ContinuousClock.Instant
    ) async throws -> SelfCheck {
        let instruments = try Instruments(settings.forSelfCheck(trusting: laboratory.rootCertificate))
        let endpoints = laboratory.endpoints.map(Endpoint.init)
        let visits = SelfCheckVisits()
        do {
            try await Survey(instruments: instruments, today: CalendarDay(now)).run(
                endpoints,
                deliver: { await visits.add($0) },
                finished: { _ in }
            )
        } catch {
            await instruments.shutdown()
            throw error
        }
        await instruments.shutdown()
        try Task.checkCancellation()
        let measured = await visits.all
        let estate = Estate(ministry: Ministry(name: "Laboratory"), endpoints: endpoints)
        let comparison = SelfCheckComparison(
            failing: Dictionary(specimens.map { ($0.host, $0.failing) }) { first, _ in first },
            findings: method.judge.findings(
                on: RecordedEvidence(estate: estate, measurements: measured),
                at: now
            )
        )
        let taken = (ContinuousClock.now - began).components
        return SelfCheck(
            differences: comparison.differences,
            reason: comparison.reason,
            planted: comparison.planted,
            verdicts: comparison.verdicts,
            connections: measured.reduce(0) { $0 + $1.cost.connections },
            milliseconds: Int(taken.seconds) * 1000 + Int(taken.attoseconds / 1_000_000_000_000_000)
        )
    }
}

/// Visits, taken in from several tasks.
private actor SelfCheckVisits {
    private(set) var all: [Visit] = []

    func add(_ visit: Visit) { all.append(visit) }
}

extension MeasuringSettings {
    /// The same without a pace, without files and hosts of the estate or of third parties, and with one more anchor.
    ///
    /// - Parameter anchor: in DER.
    fileprivate func forSelfCheck(trusting anchor: [UInt8]) -> MeasuringSettings {
        var own = self
        own.budget = BudgetLimits(
            connectionsPerAddress: SelfCheckBench.connections,
            connectionsPerSecond: 0
        )
        own.limits.endpointDeadline = min(limits.endpointDeadline, SelfCheckBench.patience)
        own.resolver = ResolverSettings()
        own.sourceAddresses = []
        own.additionalAnchors = [anchor]
        own.privateTrustStores = []
        (own.weakKeyList, own.transparencyLogList, own.bogusName) = (nil, nil, nil)
        own.signingKeys = []
        (own.networkFiles, own.issuanceFile) = (NetworkFiles(), IssuanceFile())
        own.revocation = RevocationSettings()
        own.evidenceHosts = []
        return own
    }
}

extension Endpoint {
    /// As a site that may be asked for suites one by one.
    fileprivate init(_ server: Laboratory.Endpoint) {
        self.init(
            id: server.host,
            host: server.host,
            port: server.port,
            service: .https,
            role: .other,
            mission: nil,
            criticality: Role.other.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: [IPAddress(server.address)].compactMap { $0 }
        )
    }
}
