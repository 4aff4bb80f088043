// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Proof
internal import Store
internal import StoreSQLite

/// `chancery verify`: whether anything was altered since it was signed.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove that nothing in a store was altered since its cycles were signed.",
        discussion: """
            Each cycle that ends is signed: a Merkle root over its records, and the head of the cycle before. Whoever has \
            one head's name or the fingerprint of the signing key from elsewhere (a printed report, a mail) sees here \
            whether the store is still the one of that day. It proves that nothing was altered since, and not that the \
            machine was honest.

            Exit status: 0 all holds, 1 something was altered, 70 the store cannot be read.

            Examples:
              chancery verify
              chancery verify ./state --key 5f2c…
              chancery verify --format json
            """
    )

    @Argument(help: ArgumentHelp("State folder.", valueName: "dir"))
    var path = "/var/lib/chancery"

    @Option(
        help: ArgumentHelp(
            "Fingerprint of a signing key, from elsewhere than the store.",
            valueName: "fingerprint"
        )
    )
    var key: String?

    @OptionGroup var output: FormatOption

    func validate() throws {
        guard let key else { return }
        guard key.count == 64, key.allSatisfy(\.isHexDigit) else {
            throw ValidationError(
                "--key takes the 64 hexadecimal digits of a fingerprint, as 'chancery key show' prints them"
            )
        }
    }

    func run() async throws {
        let store = try StateOptions.parse(["--state", path]).readStore()
        let verification = try await StoreVerification(of: store, trusted: key?.lowercased())
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(VerificationDocument(verification)))
        case .text: Terminal.print(text(verification))
        }
        guard verification.faults.isEmpty else { throw ExitCode.findingAboveGate }
    }

    private func text(_ verification: StoreVerification) -> String {
        var lines = verification.faults.map { "ALTERED  \(Terminal.harmless($0))" }
        let cycles = Terminal.count(verification.proven, "cycle")
        lines.append("\(cycles) with \(Terminal.count(verification.records, "record")) as signed")
        if !verification.unsealed.isEmpty {
            lines.append(
                "not signed, so nothing is known of: cycle "
                    + verification.unsealed.map(String.init).joined(separator: ", ")
            )
        }
        if let (head, name) = verification.newest {
            lines.append("newest head: cycle \(head.cycle), ended \(head.ended.formatted(.iso8601))")
            lines.append("  \(name)")
        }
        lines.append(verification.fingerprints.isEmpty ? "no signing key" : "signing keys, oldest first:")
        lines += verification.fingerprints.map { "  \($0)" }
        if key == nil, !verification.fingerprints.isEmpty {
            lines.append("Compare them with what was printed or mailed then; --key does it for a key.")
        }
        return lines.joined(separator: "\n")
    }
}

/// What `verify --format json` prints.
struct VerificationDocument: Encodable {
    struct Head: Encodable {
        let cycle: Cycle.ID
        let ended: Date
        let sha256: String
        let root: String
    }

    var schema = "chancery.verification/1"
    let holds: Bool
    let faults: [String]
    let cycles: Int
    let records: Int
    let unsealedCycles: [Cycle.ID]
    let newestHead: Head?
    let signingKeys: [String]
}

extension VerificationDocument {
    init(_ verification: StoreVerification) {
        self.init(
            holds: verification.faults.isEmpty,
            faults: verification.faults,
            cycles: verification.proven,
            records: verification.records,
            unsealedCycles: verification.unsealed,
            newestHead: verification.newest.map { head, name in
                Head(cycle: head.cycle, ended: head.ended, sha256: name, root: head.root)
            },
            signingKeys: verification.fingerprints
        )
    }
}
