// SPDX-License-Identifier: Apache-2.0
package import Crypto
internal import Inventory
internal import Model
internal import NIOCore
internal import NIOPosix
internal import Probes
internal import Resolver
internal import Synchronization
package import Transport

/// Everything that measuring needs, made once from the settings: event loops, the shared budget, the
/// resolver, the trust store.
package final class Instruments: Sendable {
    package let budget: AddressBudget
    package let material: TrustMaterial
    package let vantage: String
    let addresses: AddressProbe
    let means: VantageProbe
    /// Nil where the operator has no files about networks.
    let networks: NetworkProbe?
    /// Nil where the operator has no extract of transparency logs.
    let issuance: IssuanceProbe?
    let domains: DomainProbe
    let artefacts: EvidenceProbe
    let validating: NameResolver
    let plain: NameResolver
    /// Whether the operator said which keys are right.
    let hasOwnAnchor: Bool
    let tls: TLSProbe
    let web: WebProbe
    let exposure: ExposureProbe
    let weight: WeightProbe
    let glimpses: GlimpseProbe
    let timestamps: TimestampFetcher
    /// How old the newest bundle of a mission's vantage may be.
    package let vantageAge: Duration
    let parallelEndpoints: Int
    let endpointDeadline: Duration
    let mailPort: UInt16
    private let revocation: RevocationProbe?
    private let group: MultiThreadedEventLoopGroup
    private let executors: [LoopExecutor]
    private let turn = Atomic(0)

    /// Throws where a trust store, a list of keys or logs, or the resolver's files cannot be read.
    package init(_ settings: MeasuringSettings) throws(InstrumentError) {
        (material, hasOwnAnchor) = try (TrustMaterial(settings), settings.resolver.validates)
        let (resolver, second) = try Self.resolvers(settings.resolver)
        (validating, plain) = hasOwnAnchor ? (resolver, second) : (second, resolver)
        (vantage, vantageAge) = (settings.vantage, settings.vantageAge)
        (parallelEndpoints, mailPort) = (settings.parallelEndpoints, settings.mailPort)
        endpointDeadline = settings.limits.endpointDeadline
        budget = AddressBudget(limits: settings.budget)
        group = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        executors = group.makeIterator().map { LoopExecutor($0) }
        let dialer = Dialer(group: group, budget: budget, sources: settings.sourceAddresses)
        (networks, issuance) = (NetworkProbe(settings.networkFiles), IssuanceProbe(settings.issuanceFile))
        means = VantageProbe(
            routes: RouteFinder(group: group, sources: settings.sourceAddresses),
            plain: plain,
            validating: validating,
            bogusName: settings.bogusName
        )
        addresses = AddressProbe(resolver: resolver, vantage: vantage)
        let resolve: @Sendable (String) async -> Resolution = { await resolver.addresses(of: $0) }
        let fetching = FetchMeans(settings, dialer: dialer, trust: material.publicStore, resolve)
        domains = Self.domainProbe(settings, plain, group, material: material, fetching)
        artefacts = EvidenceProbe(fetching.straight, allowed: settings.evidenceHosts)
        timestamps = TimestampFetcher(fetching)
        revocation = Self.revocationProbe(settings, dialer: dialer, resolve)
        let remains = PageRemains()
        tls = TLSProbe(
            dialer: dialer,
            material: material,
            limits: settings.limits,
            vantage: vantage,
            revocation: revocation,
            remains: remains
        )
        web = try Self.webProbe(settings, dialer: dialer, remains: remains)
        exposure = ExposureProbe(dialer: dialer, limits: settings.limits, pace: settings.exposurePace)
        glimpses = GlimpseProbe(dialer: dialer, tls: tls, limits: settings.limits, resolve: resolve)
        weight = Self.weightProbe(settings, dialer: dialer, addresses)
    }

    private static func revocationProbe(
        _ settings: MeasuringSettings,
        dialer: Dialer,
        _ resolve: @escaping @Sendable (String) async -> Resolution
    ) -> RevocationProbe? {
        settings.revocation.probe(
            dialer: dialer,
            introduction: settings.limits.introduction,
            limits: settings.limits.dialogue,
            resolve: resolve
        )
    }

    private static func weightProbe(
        _ settings: MeasuringSettings,
        dialer: Dialer,
        _ addresses: AddressProbe
    ) -> WeightProbe {
        WeightProbe(dialer: dialer, limits: settings.limits) { await addresses.visit($0).addresses }
    }

    private static func domainProbe(
        _ settings: MeasuringSettings,
        _ plain: NameResolver,
        _ group: MultiThreadedEventLoopGroup,
        material: TrustMaterial,
        _ fetching: FetchMeans
    ) -> DomainProbe {
        DomainProbe(
            plain: plain,
            servers: NameServerClient(group: group, dialer: fetching.dialer, port: settings.nameServerPort),
            files: PolicyFileFetcher(
                dialer: fetching.dialer,
                store: material.publicStore,
                introduction: settings.limits.introduction,
                limits: settings.limits.dialogue,
                port: settings.policyFilePort
            ),
            registries: RegistrationFetcher(fetching),
            marks: MarkCertificateFetcher(fetching.straight),
            vantage: settings.vantage,
            deadline: settings.limits.endpointDeadline
        )
    }

    private static func webProbe(
        _ settings: MeasuringSettings,
        dialer: Dialer,
        remains: PageRemains
    ) throws(InstrumentError) -> WebProbe {
        let keys: ListedSigningKeys
        do throws(ListedSigningKeys.Refusal) {
            keys = try ListedSigningKeys(files: settings.signingKeys)
        } catch {
            throw InstrumentError(what: "the OpenPGP keys", reason: "\(error.path): \(error.reason)")
        }
        return WebProbe(
            dialer: dialer,
            limits: settings.limits,
            plainPort: settings.plainWebPort,
            remains: remains,
            signingKeys: keys
        )
    }

    /// By the settings, and the one that validates where that does not, or the other way round.
    private static func resolvers(_ settings: ResolverSettings) throws(InstrumentError) -> (
        NameResolver, NameResolver
    ) {
        (try resolver(settings), try resolver(counterpart(of: settings)))
    }

    private static func resolver(_ settings: ResolverSettings) throws(InstrumentError) -> NameResolver {
        do {
            return try NameResolver(settings)
        } catch {
            throw InstrumentError(what: "the resolver", reason: "\(error)")
        }
    }

    /// Validates where the other does not, and the other way round.
    private static func counterpart(of settings: ResolverSettings) -> ResolverSettings {
        var other = settings
        other.trustAnchorFile = nil
        other.trustAnchors = settings.validates ? [] : ResolverSettings.rootAnchors
        return other
    }

    /// Where the visits of one endpoint run: on the event loop of its connections, endpoint by endpoint in turn.
    func nextExecutor() -> LoopExecutor {
        executors[turn.add(1, ordering: .relaxed).oldValue % executors.count]
    }

    /// Ends the event loops; no measuring after it.
    package func shutdown() async {
        await revocation?.stop()
        try? await group.shutdownGracefully()
    }
}

/// Why no measuring is possible at all.
package struct InstrumentError: Error, Hashable, Sendable, CustomStringConvertible {
    package let what: String
    package let reason: String

    package var description: String { "cannot use \(what): \(reason)" }
}

extension FetchMeans {
    fileprivate init(
        _ settings: MeasuringSettings,
        dialer: Dialer,
        trust: TrustStore,
        _ resolve: @escaping @Sendable (String) async -> Resolution
    ) {
        self.init(
            dialer: dialer,
            proxy: settings.revocation.proxy,
            trust: trust,
            introduction: settings.limits.introduction,
            limits: settings.limits.dialogue,
            resolve: resolve
        )
    }
}
