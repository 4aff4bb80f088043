// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire
internal import Transport

/// What one look for an attack showed.
enum Trial: Sendable {
    case shows(AttackExposure.State, variant: String? = nil, evidence: String)
    /// It showed nothing, for this reason.
    case nothing(Unestablished)
    /// It would show nothing however often it were repeated.
    case open(Unestablished)

    /// The peer ended the connection, or did not answer, before anything could be seen.
    static func lost(_ reason: String, phase: Unestablished.Phase = .handshake) -> Trial {
        .nothing(Unestablished(phase: phase, reason: reason, attempts: 1))
    }
}

/// Looks for an attack several times: one look may meet a busy peer, or one of several back ends.
struct Trials: Sendable {
    let attack: NamedAttack
    /// After which nothing is tried again.
    let deadline: ContinuousClock.Instant
    /// How many looks must agree.
    var agreeing = 3
    /// Looks that may show nothing.
    var patience = 3
    /// After the first look that shows nothing, doubled after each further one.
    private static let pause = Duration.milliseconds(300)

    /// A fact where all looks agree; what contradicts itself is unknown, in whatever direction.
    func settle(_ look: () async -> Trial) async -> [Answer] {
        var shown: [(AttackExposure, isApplicable: Bool)] = []
        var failures = 0
        while shown.count < agreeing {
            switch await look() {
            case .nothing(let reason):
                failures += 1
                guard failures <= patience, !reason.isDeliberate, ContinuousClock.now < deadline else {
                    return [.unestablished(attack.question, reason.after(failures + shown.count))]
                }
                try? await Task.sleep(for: Self.pause * (1 << (failures - 1)))
            case .open(let reason): return [.unestablished(attack.question, reason)]
            case .shows(let state, let variant, let evidence):
                let exposure = AttackExposure(attack, state, variant: variant, evidence: evidence)
                shown.append((exposure, state != .notApplicable))
                guard let first = shown.first?.0, first.state == state, first.variant == variant else {
                    return [contradiction(shown.map(\.0))]
                }
                if state == .notApplicable { return attack.answer(exposure) }
            }
        }
        guard let first = shown.first?.0 else { return [] }
        return attack.answer(first)
    }

    private func contradiction(_ shown: [AttackExposure]) -> Answer {
        let vulnerable = shown.filter { $0.state == .vulnerable }.count
        return .unestablished(
            attack.question,
            Unestablished(
                phase: .reply,
                reason: vulnerable < shown.count
                    ? "its answers contradict each other: vulnerable in \(vulnerable) of \(shown.count) looks"
                    : "its answers contradict each other: different variants in \(shown.count) looks",
                attempts: shown.count
            )
        )
    }
}

extension NamedAttack {
    var question: Question { Question(AttackExposure.self, rawValue) }

    /// The one answer that an exposure is.
    func answer(_ exposure: AttackExposure) -> [Answer] { [.fact(FactRecord(exposure))] }

    func answer(_ state: AttackExposure.State, variant: String? = nil, evidence: String) -> [Answer] {
        answer(AttackExposure(self, state, variant: variant, evidence: evidence))
    }

    func unknown(_ reason: String, phase: Unestablished.Phase = .reply) -> [Answer] {
        [.unestablished(question, Unestablished(phase: phase, reason: reason))]
    }
}

extension Unestablished {
    fileprivate func after(_ attempts: Int) -> Unestablished {
        Unestablished(phase: phase, reason: reason, attempts: attempts)
    }
}

extension Alert {
    /// `alert 20 bad_record_mac`.
    var words: String { "alert \(description.id) \(description.name ?? "unassigned")" }
}

extension Transport.StreamEnd {
    /// The peer took part as far as it went, or a limit of ours cut it off.
    var words: String {
        switch self {
        case .closed: "a close"
        case .reset: "a reset"
        case .timedOut: "silence"
        case .byteLimit: "more bytes than are read"
        }
    }
}
