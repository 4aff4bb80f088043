// SPDX-License-Identifier: Apache-2.0
package import Checks
internal import Model
package import Risk

/// What the steps of a plan do to reach, each with those before it done.
package struct PlanReach {
    /// By TLS alone.
    package enum Effect: String, Hashable, Codable, Sendable, CaseIterable {
        case gained, lost, unchanged
        /// Some are let in, others cut off.
        case mixed
        case notEstablished = "not_established"
    }

    /// Of one endpoint.
    package struct Place: Sendable {
        package let endpoint: String
        package let effect: Effect
        /// Nil where nothing of it could be worked out.
        package let change: ReachChange?
        /// Why some of it is not known; nil where all is.
        package let reason: String?
    }

    /// Of one step.
    package struct StepReach: Sendable {
        package let effect: Effect
        /// In the order of their ids; without those that nothing changes for.
        package let places: [Place]

        init(_ places: [Place]) {
            effect = Effect(of: Set(places.map(\.effect)).subtracting([.unchanged]))
            self.places = places.filter { $0.effect != .unchanged || $0.reason != nil }
        }
    }

    private var bench: TradeBench
    /// Settings as earlier steps leave them, by endpoint.
    private var settings: [String: TradeBench.Settings] = [:]

    private init(_ bench: TradeBench) { self.bench = bench }

    /// One a step; the evidence is judged again only where a step alters settings of TLS.
    ///
    /// - Parameter bench: of that cycle, where one is at hand; nil has one made where it is needed.
    package static func steps(
        of plan: Plan,
        on kept: KeptCycle,
        method: Method,
        audience: Audience,
        bench: TradeBench? = nil
    ) throws(SettingError) -> [StepReach] {
        var reach: PlanReach?
        var steps: [StepReach] = []
        for bundle in plan.steps.map(\.bundle) {
            var places: [Place] = []
            switch bundle.cause {
            case .zone, .site, .page, .host, .process: break
            case .certificate:
                places = bundle.endpoints.map {
                    Place(endpoint: $0, effect: .notEstablished, change: nil, reason: certificate)
                }
            case .tls:
                if reach == nil {
                    let bench =
                        if let bench { bench } else {
                            try TradeBench(kept, method: method, audience: audience)
                        }
                    reach = PlanReach(bench)
                }
                for endpoint in bundle.endpoints {
                    if let place = reach?.place(endpoint, bundle) { places.append(place) }
                }
            }
            steps.append(StepReach(places))
        }
        return steps
    }

    private static let certificate = "it hangs on the key and the root of the certificate to come"

    private mutating func place(_ endpoint: String, _ bundle: FixBundle) -> Place {
        let checks = Set(bundle.findings.filter { $0.subject.endpointID == endpoint }.map(\.check))
        do throws(Unestablished) {
            let seen = try bench.settings(of: endpoint)
            let before = settings[endpoint] ?? seen
            let (changes, open) = try remedies(of: checks, at: endpoint, from: before, since: seen)
            let after = changes.reduce(before) { TradeBench.apply($1, to: $0) ?? $0 }
            settings[endpoint] = after
            let change = ReachChange(
                from: try bench.state(of: endpoint, with: before, since: seen).reach,
                to: try bench.state(of: endpoint, with: after, since: seen).reach
            )
            guard !open.isEmpty else {
                return Place(endpoint: endpoint, effect: Effect(change), change: change, reason: nil)
            }
            return Place(
                endpoint: endpoint,
                effect: changes.isEmpty || change.direction == .same ? .notEstablished : Effect(change),
                change: change,
                reason:
                    "nobody can tell before what the remedy does of \(open.sorted().joined(separator: ", "))"
            )
        } catch {
            return Place(endpoint: endpoint, effect: .notEstablished, change: nil, reason: error.reason)
        }
    }

    /// The changes that mend some checks, and the checks of which none is known.
    private mutating func remedies(
        of checks: Set<String>,
        at endpoint: String,
        from start: TradeBench.Settings,
        since seen: TradeBench.Settings
    ) throws(Unestablished) -> (changes: [SettingsChange], open: Set<String>) {
        var changes = SettingsChange.all.filter { !$0.mends.isDisjoint(with: checks) }
        var open = checks.subtracting(changes.flatMap(\.mends)).subtracting(Self.neutral)
        if open.contains(Self.policy), let list = policyList {
            open.remove(Self.policy)
            changes.append(list)
        }
        if open.remove(ClientsExcluded.identity.id) != nil {
            let settings = changes.reduce(start) { TradeBench.apply($1, to: $0) ?? $0 }
            changes += try bench.free(of: endpoint, from: settings, since: seen)
        }
        return (changes, open)
    }

    private static let policy = "tls.policy-violated"

    /// The list of the policy that is asked for, where it is one that can be followed.
    private var policyList: SettingsChange? {
        switch bench.method.model.checks[Self.policy]?.thresholds["Policy"] {
        case "mozilla-6.0-intermediate": .named("mozilla-intermediate")
        case "mozilla-6.0-modern": .named("mozilla-modern")
        default: nil
        }
    }

    /// Checks whose remedy no client's first handshake meets.
    private static let neutral: Set<String> = [
        "tls.compression", "tls.client-order", "tls.ticket-lifetime", "tls.ticket-key-old", "tls.early-data",
        "tls.clock-skewed", "tls.reused-ephemeral-keys", "attack.client-renegotiation",
        "certificate.staple-unusable",
    ]
}

extension PlanReach.Effect {
    init(_ change: ReachChange) {
        switch change.direction {
        case .up: self = .gained
        case .down: self = .lost
        case .both: self = .mixed
        case .same: self = .unchanged
        }
    }

    /// Of several that are not *unchanged*.
    fileprivate init(of effects: Set<PlanReach.Effect>) {
        let known = effects.subtracting([.notEstablished])
        switch known.count {
        case 0: self = effects.isEmpty ? .unchanged : .notEstablished
        case 1: self = known.first ?? .unchanged
        default: self = .mixed
        }
    }
}
