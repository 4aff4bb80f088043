// SPDX-License-Identifier: Apache-2.0
internal import Inventory
internal import Logging
internal import Model
internal import Pipeline

extension Scheduler {
    /// Its outcome stands in the journal and holds no cycle back; nil where `SelfCheck=no`.
    func selfCheck(_ settings: MeasuringSettings, _ configuration: LoadedConfiguration) -> SelfCheckBench? {
        guard configuration.settings.selfCheck else { return nil }
        let tell: @Sendable (SelfCheck) async -> Void = { [logger, state] check in
            await state.gotOn()
            let metadata: Logger.Metadata = ["state": "\(check.state.rawValue)"]
            switch check.state {
            case .held: logger.info("self-check \(check.words)", metadata: metadata)
            case .notEstablished: logger.warning("\(SelfCheckAdvice(check).text)", metadata: metadata)
            case .notHeld: logger.error("\(SelfCheckAdvice(check).text)", metadata: metadata)
            }
        }
        return SelfCheckBench(settings, method: configuration.method, tell: tell)
    }
}
