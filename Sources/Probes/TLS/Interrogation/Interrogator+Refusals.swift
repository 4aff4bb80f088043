// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import TLSWire

// MARK: When a refusal is a no

extension Interrogator {
    /// Sends what refusals still need before `stands(_:)` can be asked: further tries of hellos that were
    /// dropped, and control hellos.
    package func confirm(_ refusals: [Refusal]) async {
        let silent = refusals.filter { $0.isSilent && !confirmed.contains($0.came) }
        for refusal in silent where await isDroppedAgain(refusal) {
            confirmed.insert(refusal.came)
        }
        if !confirmed.isEmpty {
            while answers < Self.steadyAnswers, !isUnsteady {
                guard await controlIsAnswered() else { break }
            }
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
        return !refusal.isSilent
            || !isUnsteady && answers >= Self.steadyAnswers && confirmed.contains(refusal.came)
    }

    /// The tries that a provisional refusal still lacks, out of step with the controls, so that a peer that
    /// drops by turns, as one with a dead back end does, is found out.
    private func isDroppedAgain(_ refusal: Refusal) async -> Bool {
        guard let opening = silentlyRefused[refusal.came] else { return false }
        var left = Self.silentTries - Self.provisionalTries
        while left > 0 {
            guard !isUnsteady, !isGone, ContinuousClock.now < deadline else { return false }
            if !left.isMultiple(of: 2) {
                guard await controlIsAnswered() else { return false }
            }
            try? await Task.sleep(for: pause)
            switch await attempt(opening).reaction {
            case .dropped: left -= 1
            case .accepted, .brokenOff, .refused:
                await noteUnsteady()
                return false
            case .unknown: return false
            }
        }
        return true
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
