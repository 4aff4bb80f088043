// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backup
internal import Foundation
internal import Pipeline
internal import Proof

/// `chancery restore`: a backup as the state folder.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a backup back as the state folder, whole or not at all.",
        discussion: """
            First everything is verified: the hashes of the manifest, the database, and the signed heads as 'chancery verify' \
            does; with --key, that they are signed with a key that you know from elsewhere. A folder that holds cycles, keys or \
            reports is left alone, and so is one that a daemon is using. A store of an older schema is upgraded, a newer one \
            refused. Run as root, it gives the files to the owner of the state folder.

            Exit status: 0 done, 1 the store is not as it was signed, 70 anything else was in the way.

            Examples:
              systemctl stop chancery
              chancery restore /backup/chancery-2026-11-28.tar
              systemctl start chancery
              chancery restore ./copy --state ./tried --key 5f2c…
            """
    )

    @Argument(help: ArgumentHelp("What 'chancery backup' wrote.", valueName: "path"), completion: .file())
    var path: String

    @OptionGroup var state: StateOptions

    @Option(
        help: ArgumentHelp(
            "Fingerprint of a signing key from elsewhere, as 'chancery key show' prints it.",
            valueName: "fingerprint"
        )
    )
    var key: String?

    @Flag(help: "Restore a store that is not as it was signed, too.")
    var altered = false

    func validate() throws {
        guard let key else { return }
        guard key.count == 64, key.allSatisfy(\.isHexDigit) else {
            throw ValidationError(
                "--key takes the 64 hexadecimal digits of a fingerprint, as 'chancery key show' prints them"
            )
        }
    }

    func run() async throws {
        let restoration = Restoration(
            of: URL(filePath: path),
            to: state.url,
            trusted: key?.lowercased(),
            takesAltered: altered
        )
        let outcome: Restoration.Outcome
        do {
            outcome = try await restoration.run()
        } catch BackupError.altered(let faults) {
            Terminal.say("chancery: \(BackupError.altered(faults.map(Terminal.harmless)))")
            throw ExitCode.findingAboveGate
        }
        Terminal.print(
            (BackupText.lines(of: outcome.manifest, at: path) + proof(outcome)).joined(separator: "\n")
        )
        if let old = outcome.upgradedFrom {
            Terminal.say("The store had schema version \(old) and was upgraded; the backup has it as it was.")
        }
        if let key = outcome.manifest.key, !key.carried {
            Terminal.say(
                "The key that signs, \(key.fingerprint), was not in the backup: hand it over as before, "
                    + "or no further cycle can be signed."
            )
        }
        guard outcome.verification.faults.isEmpty else { throw ExitCode.findingAboveGate }
    }

    private func proof(_ outcome: Restoration.Outcome) -> [String] {
        let verification = outcome.verification
        let proven =
            "\(Terminal.count(verification.proven, "cycle")) with "
            + "\(Terminal.count(verification.records, "record")) as signed"
        return ["Verified        \(proven)"] + verification.faults.map { "ALTERED  \(Terminal.harmless($0))" }
            + ["Restored to     \(Terminal.harmless(state.directory))"]
    }
}
