// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Observations
internal import Pipeline
internal import Store

/// Bundles that came from missions, taken in one after another.
struct BundleImports: Sendable {
    let files: [String]
    let estate: Estate
    let state: StateOptions

    /// Throws an exit status where one was refused; the others were taken.
    func run() async throws {
        guard !estate.vantages.isEmpty else {
            Terminal.say("chancery: no [Vantage …] is configured, so nobody's bundles are taken")
            throw ExitCode.badConfiguration
        }
        let store = try await openStore()
        let taker = BundleImport(store: store, estate: estate)
        var refused = 0
        for file in files {
            let name = Terminal.harmless(file)
            do {
                let bytes = try Self.content(of: file, longest: ObservationBundle.longest)
                let signature = try Self.content(of: file + ".sig", longest: 1024)
                let receipt = try await taker.take(bytes, signature: signature, at: Date())
                Terminal.print(Self.words(receipt, name: name))
                for other in receipt.ignored {
                    Terminal.say(
                        "\(name): \(Terminal.harmless(other)) is not in the inventory and is ignored"
                    )
                }
            } catch let refusal as BundleRefusal {
                refused += 1
                Terminal.say("\(name): refused: \(Terminal.harmless(refusal.description))")
            } catch let problem as UnreadableFile {
                refused += 1
                Terminal.say("\(name): refused: \(Terminal.harmless(problem.words))")
            }
        }
        try await store.close()
        if refused > 0 { throw ExitCode.refusedInput }
    }

    private func openStore() async throws -> any Store {
        do {
            return try await state.openStore()
        } catch {
            Terminal.say(
                "Nothing was imported. If the daemon has the store, stop it, import, and start it again:\n"
                    + "  systemctl stop chancery; chancery observe --import …; systemctl start chancery"
            )
            throw error
        }
    }

    private struct UnreadableFile: Error { let words: String }

    private static func content(of path: String, longest: Int) throws(UnreadableFile) -> Data {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw UnreadableFile(words: "\(path) cannot be read; a bundle comes with its signature beside it")
        }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: longest + 1) else {
            throw UnreadableFile(words: "\(path) cannot be read")
        }
        return bytes
    }

    private static func words(_ receipt: BundleImport.Receipt, name: String) -> String {
        let count = Terminal.count(receipt.endpoints.count, "endpoint")
        return "\(name): \(count) seen from \(receipt.vantage) at \(receipt.finished.formatted(.iso8601))"
    }
}
