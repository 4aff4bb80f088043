// SPDX-License-Identifier: Apache-2.0
internal import Logging
internal import Model
internal import Pipeline

extension Scheduler {
    /// Waits two minutes at most for a network, for the unit starts without one: a cycle would see nothing then, and
    /// the next one is an interval away.
    func waitForNetwork() async throws {
        var seconds = 0
        while seconds < 120 {
            let configuration = await state.configuration
            if await NetworkPresence.isThere(for: configuration.estate, configuration.settings) { return }
            if seconds == 0 {
                logger.notice("no network yet; the cycle that is due waits two minutes at most")
                await state.working("waiting for a network")
            }
            try await Task.sleep(for: .seconds(1))
            seconds += 1
        }
        logger.warning("still no network; the cycle begins, and what it cannot reach is unknown")
    }
}
