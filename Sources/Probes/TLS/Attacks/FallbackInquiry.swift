// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Whether a downgrade is noticed: TLS_FALLBACK_SCSV in a hello below the best version (RFC 7507 §3).
struct FallbackInquiry: AttackInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.suites
    let attack = NamedAttack.fallbackSCSV

    func foregone(about scene: TLSScene) async -> [Answer]? { nil }

    func answers(about scene: TLSScene) async -> [Answer] {
        let versions = scene.examination.offered.filter { $0 >= .ssl3 }
        guard versions.count > 1 else {
            return attack.answer(.notApplicable, evidence: "one version alone is offered")
        }
        let lower = versions[1]
        let suites = scene.examination.versions[lower]?.suites.seen ?? []
        var proposal = scene.factory.hello(
            lower...lower,
            suites: suites,
            groups: scene.examination.legacyGroups.seen.isEmpty
                ? HelloFactory.legacyGroups : scene.examination.legacyGroups.seen
        )
        let plain = proposal
        proposal.hello.suites.insert(.fallbackSCSV, at: 0)
        let marked = proposal
        // Once is enough: it takes several connections as it is.
        var isDropped = false
        return await Trials(attack: attack, deadline: scene.interrogator.deadline, agreeing: 2, patience: 0)
            .settle {
                let dropped = "dropped at \(lower.title) where marked as a fallback, and answered unmarked"
                if isDropped { return .shows(.safe, evidence: dropped) }
                switch await scene.interrogator.settle(marked, needs: .serverHelloOnly) {
                case .accepted:
                    return .shows(
                        .vulnerable,
                        evidence: "\(lower.title) is agreed to though marked as a fallback"
                    )
                case .refused(let refusal) where refusal.alert == 86:
                    return .shows(.safe, evidence: "alert 86 inappropriate_fallback at \(lower.title)")
                case .refused(let refusal):
                    isDropped = refusal.isSilent ? await drops(refusal, unlike: plain, in: scene) : false
                    if isDropped { return .shows(.safe, evidence: dropped) }
                    return .lost("the fallback is refused otherwise: \(refusal.manner)", phase: .reply)
                case .unknown(let reason):
                    return .nothing(reason)
                }
            }
    }

    /// Whether a server that refuses everything without a word drops the fallback for its mark alone.
    private func drops(_ refusal: Refusal, unlike plain: Proposal, in scene: TLSScene) async -> Bool {
        guard case .accepted = await scene.interrogator.settle(plain, needs: .serverHelloOnly) else {
            return false
        }
        await scene.interrogator.confirm([refusal])
        return await scene.interrogator.stands(refusal)
    }
}
