// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Risk
internal import Store

/// `chancery report --diff A B`: what became of everything between two cycles.
///
/// Writes no report and keeps nothing.
struct ReportDifference {
    let words: [String]
    let format: OutputFormat
    let loaded: LoadedConfiguration
    let store: any Store

    func run() async throws {
        let cycles = try await store.cycles(limit: .max)
        guard !cycles.isEmpty else {
            Terminal.say("chancery: no cycle was closed yet; run 'chancery assess'")
            throw ExitCode.insufficientEvidence
        }
        var ends: [Cycle] = []
        for word in words { ends.append(try cycle(word, among: cycles)) }
        guard ends.count == 2 else { throw ValidationError("--diff takes two cycles, periods or dates") }
        if ends[1].id < ends[0].id {
            Terminal.say("chancery: cycle \(ends[1].id) is the older one, so it stands first")
            ends.swapAt(0, 1)
        }
        if ends[0].id == ends[1].id {
            Terminal.say("chancery: both are cycle \(ends[0].id), so there is nothing to compare")
        }
        let assembly = DifferenceAssembly(store: store, method: loaded.method)
        guard let difference = try await assembly.difference(from: ends[0], to: ends[1]) else {
            Terminal.say("chancery: a cycle has no posture; 'chancery verify' looks for what is damaged")
            throw ExitCode.internalError
        }
        switch format {
        case .json: Terminal.print(try JSONText.encode(DifferenceDocument(difference)))
        case .text:
            let titles = Dictionary(loaded.method.model.categories.map { ($0.id, $0.title) }) { first, _ in
                first
            }
            Terminal.print(DifferenceText(difference: difference, titles: titles).text)
        }
    }

    private func cycle(_ word: String, among cycles: [Cycle]) throws -> Cycle {
        let zone = loaded.timeZone
        guard let meant = CycleWord(word, timeZone: zone) else {
            throw ValidationError(
                "'\(Terminal.harmless(word))' is no cycle (12), no period (2026-W47, 2026-11, 2026-Q4), no day "
                    + "(2026-11-23) and no instant (2026-11-23T12:00:00Z)"
            )
        }
        do throws(CycleWordError) {
            return try meant.cycle(among: cycles, timeZone: zone)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
