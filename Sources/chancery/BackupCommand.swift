// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backup
internal import Foundation
internal import Pipeline
internal import StoreSQLite

/// `chancery backup`: store, keys and reports in one archive or folder.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy store, signing keys and reports into one archive or folder.",
        discussion: """
            It reads beside a running daemon: the store is copied as it is at one moment. What is written has a manifest of \
            hashes, is for its owner alone, and stands under its name only when it is whole; what is there already is never \
            overwritten. The copy holds the private key that signs: keep it as you keep the key.

            A name that ends in .tar makes one file, which tar(1) unpacks; any other name makes a folder. A key that systemd \
            hands over as a credential is not in it, and standard error says so; nor is the configuration.

            Examples:
              chancery backup /backup/chancery-$(date +%F).tar
              chancery backup --state ./state --without-reports ./copy
            """
    )

    @Argument(
        help: ArgumentHelp("A new file, NAME.tar, or a new folder.", valueName: "path"),
        completion: .file()
    )
    var path: String

    @OptionGroup var state: StateOptions

    @Flag(help: "Leave the written reports out.")
    var withoutReports = false

    func run() async throws {
        let store = try state.readFile()
        let backup = StateBackup(
            of: state.url,
            store,
            withReports: !withoutReports,
            tool: Chancery.version
        )
        let form: StateBackup.Form = path.hasSuffix(".tar") ? .archive : .folder
        let manifest = try await backup.write(to: URL(filePath: path), as: form)
        try store.close()
        Terminal.print(BackupText.lines(of: manifest, at: path).joined(separator: "\n"))
        if let key = manifest.key, !key.carried {
            Terminal.say(
                "The key that signs, \(key.fingerprint), is not in the backup: it does not lie in the state folder but comes "
                    + "as a credential of systemd, or was put away. Keep a copy of it, too."
            )
        }
        Terminal.say("The configuration (/etc/chancery) is not in it; keep that beside it.")
    }
}

/// What `backup` and `restore` say of a backup.
enum BackupText {
    static func lines(of manifest: BackupManifest, at path: String) -> [String] {
        let key =
            switch manifest.key {
            case let key? where key.carried: key.fingerprint
            case let key?: "\(key.fingerprint), not in it"
            case nil: "none yet"
            }
        var lines = [
            "Backup          \(Terminal.harmless(path)), made \(manifest.made.formatted(.iso8601))",
            "Store           \(Terminal.count(manifest.store.cycles, "cycle")), schema \(manifest.store.schema)",
        ]
        if let head = manifest.store.head {
            lines.append("Newest head     cycle \(head.cycle)\n                \(head.sha256)")
        }
        lines.append("Signing key     \(key)")
        lines.append("Files           \(manifest.files.count), \(manifest.size) bytes")
        return lines
    }
}
