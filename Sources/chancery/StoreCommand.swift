// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Store
internal import StoreRecords
internal import StoreSQLite

#if PostgreSQL
internal import StorePostgreSQL
#endif

/// `chancery store`: where everything is kept.
struct StoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Carry the store over to another database.",
        subcommands: [StoreCopyCommand.self]
    )
}

struct StoreCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract:
            "Copy a whole store from a state folder to PostgreSQL, or back, and prove that it is the same.",
        discussion: """
            Every row is copied with its number and its bytes, read again and compared; then the signed heads are verified \
            on the copy. Where it is cut off, or is not the same, there is no copy, and nothing is copied over a \
            store that is there. The signing key stays in the state folder.

            Stop the daemon first: what it writes meanwhile is not in the copy. Afterwards set Store= in chancery.conf, or \
            take it out, and start the daemon again.

            Exit status: 0 the copy holds, 1 it was made but records in it were altered before, 70 it was not made.

            Examples:
              chancery store copy /var/lib/chancery postgresql://chancery@db.mfa.example/chancery
              chancery store copy postgresql://chancery@db.mfa.example/chancery /var/lib/chancery
            """
    )

    @Argument(
        help: ArgumentHelp("State folder, or postgresql://…", valueName: "from"),
        completion: .directory
    )
    var source: String

    @Argument(help: ArgumentHelp("State folder, or postgresql://…", valueName: "to"), completion: .directory)
    var target: String

    func validate() throws {
        guard source != target else { throw ValidationError("a store is not copied onto itself") }
    }

    func run() async throws {
        do {
            let tallies = try await RowCopy.run(from: try await openSource(), to: try await openSink())
            for tally in tallies where tally.rows > 0 {
                Terminal.print(
                    "\(tally.table.padding(toLength: 15, withPad: " ", startingAt: 0)) \(tally.rows)"
                )
            }
            try await verify()
        } catch let error as ExitCode {
            throw error
        } catch {
            Terminal.say("chancery: nothing was copied: \(error)")
            throw ExitCode.internalError
        }
    }

    private func openSource() async throws -> any RowSource {
        guard let address = StoreAddress(source) else {
            let path = StorePlace(folder: URL(filePath: source)).file
            guard FileManager.default.fileExists(atPath: path) else {
                throw StoreError.refused(reason: "there is no store in \(source)")
            }
            // As a writer: so nobody else writes meanwhile, and an older schema is brought up to date.
            return try SQLiteStore(path: path)
        }
        #if PostgreSQL
        return try await PostgreSQLSource(address: address.text, passwords: StorePlace.passwords)
        #else
        throw StorePlace.unknown(address)
        #endif
    }

    private func openSink() async throws -> any RowSink {
        guard let address = StoreAddress(target) else {
            let folder = URL(filePath: target)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return try SQLiteSink(path: StorePlace(folder: folder).file)
        }
        #if PostgreSQL
        return try await PostgreSQLSink(address: address.text, passwords: StorePlace.passwords)
        #else
        throw StorePlace.unknown(address)
        #endif
    }

    private func verify() async throws {
        let copy: any Store
        if let address = StoreAddress(target) {
            copy = try await StorePlace.open(address, readOnly: true)
        } else {
            copy = try SQLiteStore(path: StorePlace(folder: URL(filePath: target)).file, readOnly: true)
        }
        let verification = try await StoreVerification(of: copy)
        try await copy.close()
        for fault in verification.faults { Terminal.say("ALTERED  \(Terminal.harmless(fault))") }
        let cycles = Terminal.count(verification.proven, "cycle")
        Terminal.print("The copy is the same; \(cycles) in it as signed.")
        guard verification.faults.isEmpty else { throw ExitCode.findingAboveGate }
    }
}
