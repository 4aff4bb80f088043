// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Model

/// BREACH's precondition (CVE-2013-3587): whether the page at / is compressed within TLS for a foreign referrer.
///
/// Whether it holds a secret beside what the attacker may choose cannot be seen from outside.
struct BreachInquiry: AttackInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.versions
    let attack = NamedAttack.breach

    func foregone(about scene: TLSScene) async -> [Answer]? {
        scene.endpoint.service == .https
            ? nil : attack.answer(.notApplicable, evidence: "the service is not HTTP")
    }

    func answers(about scene: TLSScene) async -> [Answer] {
        let looks = await scene.shared.page { await PageLooks(scene) }
        var trials = Self.trials(looks)[...]
        let settlement = Trials(
            attack: attack,
            deadline: scene.interrogator.deadline,
            agreeing: trials.count,
            patience: 0
        )
        return await settlement.settle { trials.popFirst() ?? .open(Self.emptyPage) }
    }

    private static let emptyPage = Unestablished(
        phase: .reply,
        reason: "the page at / is empty, so it cannot be compressed",
        attempts: 1
    )

    /// Two looks, or one where a coding was offered in one of them alone.
    private static func trials(_ looks: PageLooks) -> [Trial] {
        if case .success(let reply) = looks.foreign, !reply.response.contentCodings.isEmpty,
            !Set(reply.response.contentCodings).isSubset(of: PageLooks.ownCodings)
        {
            return [judge(reply.response)]
        }
        return [looks.plain, looks.foreign].map { look in
            switch look {
            case .success(let reply): judge(reply.response)
            case .failure(let reason): .nothing(reason)
            }
        }
    }

    private static func judge(_ response: HTTPResponse) -> Trial {
        guard response.contentCodings.isEmpty else {
            return .shows(
                .vulnerable,
                variant: "potential",
                evidence: "the page at / comes compressed; whether it holds a secret is not known"
            )
        }
        let head = response.head
        let isEmpty = head.status == 204 || head.status == 304 || head.tokens(of: "content-length") == ["0"]
        return isEmpty ? .open(emptyPage) : .shows(.safe, evidence: "the page at / comes as it is")
    }
}
