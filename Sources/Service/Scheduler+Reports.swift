// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Logging
internal import Pipeline
internal import Store

extension Scheduler {
    /// The reports of the periods that the newest cycle lies in; those that could not be written are tried again after
    /// the next cycle, and what was there before stays.
    func writeReports() async {
        let desk = await desk
        do {
            for name in try await desk.write(at: clock.now()) {
                logger.notice("report written", metadata: ["period": "\(name)"])
            }
        } catch {
            guard !Task.isCancelled else { return }
            let reason = (error as? StoreError)?.description ?? error.localizedDescription
            logger.error("no report was written, those that are there stay: \(reason)")
        }
    }

    /// Hands on the reports of periods that are over, and drops those that were kept long enough.
    func closeReports() async {
        for event in await desk.close(at: clock.now()) {
            switch event {
            case .copied(let name, let folder):
                logger.notice("report copied", metadata: ["period": "\(name)", "folder": "\(folder)"])
            case .notCopied(let name, let folder, let reason):
                logger.error("report \(name) was not copied to \(folder), to be tried again: \(reason)")
            case .removed(let name):
                logger.notice("report past its retention removed", metadata: ["period": "\(name)"])
            case .failed(let reason): logger.error("no report of an ended period was handed on: \(reason)")
            }
        }
    }

    var desk: ReportDesk {
        get async {
            let configuration = await state.configuration
            return ReportDesk(
                store: store,
                place: ReportIssue.Place(
                    reports: environment.reportDirectory,
                    state: environment.stateDirectory
                ),
                configuration: configuration,
                warn: { [logger] in logger.warning("\($0)") }
            )
        }
    }
}
