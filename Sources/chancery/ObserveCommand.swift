// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline

/// `chancery observe`: what endpoints look like from a mission, as signed bundles that the ministry takes in.
struct ObserveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "observe",
        abstract: "Look at endpoints from a mission, and take in what missions saw.",
        discussion: """
            At a mission, without a store: --make-key once, then --export as often as wanted. Each endpoint is looked at \
            lightly: its name, one handshake an address, its page. The bundle and its signature beside it, FILE.sig, go to \
            the ministry by any way. There [Vantage NAME] has the public key, and --import verifies and keeps them.

            The signature is a bare one of Ed25519, which OpenSSL verifies, too:
              openssl pkeyutl -verify -pubin -inkey paris.key.pub -rawin \\
                -in paris.json -sigfile paris.json.sig

            Exit status 65: a bundle was refused; the others were taken.

            Examples:
              chancery observe --make-key paris.key
              chancery observe --export paris.json --vantage paris --key paris.key --config ./endpoints
              chancery observe --export paris.json --vantage paris --key paris.key www.mfa.example
              chancery observe --import paris.json rome.json
            """
    )

    @Argument(help: "What to look at instead of the listed endpoints, as for 'chancery scan'.")
    var targets: [String] = []

    @Option(
        help: ArgumentHelp("Look from here, and write the bundle to this file.", valueName: "file"),
        completion: .file()
    )
    var export: String?

    @Option(
        help: ArgumentHelp("The name of this vantage in the ministry's configuration.", valueName: "name")
    )
    var vantage: String?

    @Option(
        help: ArgumentHelp("The private key that signs the bundle.", valueName: "file"),
        completion: .file()
    )
    var key: String?

    @Option(
        name: .customLong("import"),
        parsing: .upToNextOption,
        help: ArgumentHelp("Verify bundles, each with its .sig beside it, and keep them.", valueName: "file"),
        completion: .file()
    )
    var imports: [String] = []

    @Option(
        help: ArgumentHelp(
            "Make a private key in this new file, and its public key in FILE.pub.",
            valueName: "file"
        ),
        completion: .file()
    )
    var makeKey: String?

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "Configuration folder; default: /etc/chancery, or none where targets are named.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var directory: String?

    @Option(
        help: ArgumentHelp("Whom the measured may write to: a mail address or a URL.", valueName: "contact")
    )
    var contact: String?

    @OptionGroup var state: StateOptions

    func validate() throws {
        let tasks = [export != nil, !imports.isEmpty, makeKey != nil].count { $0 }
        guard tasks == 1 else { throw ValidationError("name one of --export, --import and --make-key") }
        guard export == nil || (vantage != nil && key != nil) else {
            throw ValidationError("--export needs --vantage and --key")
        }
        guard export != nil || (targets.isEmpty && vantage == nil && key == nil) else {
            throw ValidationError("targets, --vantage and --key belong to --export")
        }
        if let vantage, !VantageKey.isName(vantage) {
            throw ValidationError("--vantage takes at most 64 letters, digits, dots, hyphens or underscores")
        }
        do {
            for target in targets where try ScanTarget(target).isDomain {
                throw ValidationError("--export looks at endpoints, not at domains")
            }
        } catch let error as ScanTargetError {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        if let makeKey { return try VantageKey.make(at: makeKey) }
        if let export, let vantage, let key {
            let signer = try VantageKey(path: key)
            return try await BundleExport(
                targets: targets,
                directory: directory,
                contact: contact,
                vantage: vantage,
                signer: signer
            ).run(to: export)
        }
        let loaded = try ConfigurationOptions.parse(["--config", directory ?? "/etc/chancery"]).load(
            warns: false
        )
        try await BundleImports(files: imports, estate: loaded.estate, state: state).run()
    }
}

extension ExitCode {
    /// EX_DATAERR of sysexits(3).
    static let refusedInput = ExitCode(65)
}
