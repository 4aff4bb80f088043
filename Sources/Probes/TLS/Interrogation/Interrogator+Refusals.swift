// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

// MARK: When a refusal is a no

extension Interrogator {
    /// Sends what refusals still need before `stands(_:)` can be asked: further tries of hellos that were
    /// dropped, and control hellos.
    ///
    /// `unions` spare tries where one hello stands for several.
    package func confirm(_ refusals: [Refusal], jointly unions: [RefusalUnion] = []) async {
        let silent = refusals.filter { $0.isSilent && !confirmed.contains($0.came) }
        while !silent.isEmpty, await !isSettled(silent, unions), restarts < Self.mostRestarts {
            guard !isGone, ContinuousClock.now < deadline else { break }
            restarts += 1
        }
        guard let newest = refusals.map(\.came).max(), newest > lastAccepted, let control, !isGone else {
            return
        }
        _ = await settle(control)
    }

    /// Whether a refusal lies between two answered hellos, and is no accident.
    package func stands(_ refusal: Refusal) -> Bool {
        guard let firstAccepted, firstAccepted < refusal.asked, refusal.came < lastAccepted else {
            return false
        }
        return !refusal.isSilent || answers >= Self.steadyAnswers && confirmed.contains(refusal.came)
    }

    /// Whether a refusal is in words, or all its tries were dropped.
    func isConfirmed(_ refusal: Refusal) -> Bool { !refusal.isSilent || confirmed.contains(refusal.came) }

    /// Whether the peer lost what it answers at other times, and is there still.
    var isWorthMore: Bool { isUnsteady && !isGone && ContinuousClock.now < deadline }

    /// False where an accident came between.
    private func isSettled(_ silent: [Refusal], _ unions: [RefusalUnion]) async -> Bool {
        let before = accidents
        await repeatDrops(of: ballots(on: silent, unions))
        guard accidents == before else { return false }
        while !confirmed.isEmpty, answers < Self.steadyAnswers {
            guard await controlIsAnswered() else { break }
        }
        return accidents == before
    }

    private func ballots(on silent: [Refusal], _ unions: [RefusalUnion]) -> [RefusalUnion] {
        let open = Set(silent)
        let joint = unions.filter { union in
            union.isJoint && open.isSuperset(of: union.members)
                && separated.isDisjoint(with: union.members.map(\.came))
                && union.rounds.count == Self.rounds && union.rounds.joined().allSatisfy(isTolerable)
        }
        let covered = Set(joint.flatMap(\.members))
        return joint
            + silent.filter { !covered.contains($0) }.compactMap { refusal in
                silentlyRefused[refusal.came].map {
                    RefusalUnion(of: [refusal], whole: $0, parts: $0.parts)
                }
            }
    }

    /// How often what was dropped is tried again.
    static let rounds = silentTries - provisionalTries

    /// The tries that provisional refusals still lack, round by round, each after a control and in an order of its
    /// own, so that a peer that drops by turns, as one with a dead back end does, is found out.
    private func repeatDrops(of ballots: [RefusalUnion]) async {
        var left = ballots
        let before = accidents
        for round in 0..<(isUnsteady ? Self.silentTriesAnew : Self.rounds) {
            guard !left.isEmpty, accidents == before, !isGone, ContinuousClock.now < deadline,
                await controlIsAnswered()
            else { return }
            try? await Task.sleep(for: pause)
            for ballot in left.shuffled() {
                for opening in ballot.rounds[round % ballot.rounds.count] {
                    switch await attempt(opening).reaction {
                    case .dropped: break
                    // What it trips over in the whole may be missing in a part.
                    case .refused where ballot.isDivided: break
                    case .accepted, .brokenOff, .refused: return await withdraw(ballot)
                    case .unknown: left.removeAll { $0.members == ballot.members }
                    }
                }
            }
        }
        guard accidents == before else { return }
        confirmed.formUnion(left.flatMap(\.members).map(\.came))
    }

    /// It is answered after all: either that was lost before, or several have less in common than it seemed.
    private func withdraw(_ ballot: RefusalUnion) async {
        for member in ballot.members {
            if ballot.isJoint {
                separated.insert(member.came)
            } else {
                silentlyRefused[member.came] = nil
            }
        }
        await noteUnsteady()
    }

    /// One control hello; a peer that drops it is unsteady.
    func controlIsAnswered() async -> Bool {
        guard let control, ContinuousClock.now < deadline else { return false }
        let attempt = await attempt(control)
        switch attempt.reaction {
        case .accepted, .brokenOff:
            noteAccepted(attempt)
            return true
        case .dropped:
            await noteUnsteady()
            return false
        case .refused, .unknown:
            return false
        }
    }
}
