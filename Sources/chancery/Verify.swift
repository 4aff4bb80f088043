// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Proof
internal import Store

/// `chancery verify`: whether anything was altered since it was signed.
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove that nothing in a store or a report was altered since it was signed.",
        discussion: """
            Each cycle that ends is signed: a Merkle root over its records, and the head of the cycle before. Whoever has \
            one head's name or the fingerprint of the signing key from elsewhere (a printed report, a mail) sees here \
            whether the store is still the one of that day. It proves that nothing was altered since, and not that the \
            machine was honest.

            A report folder is verified by itself, without the store: each file against its signed manifest, each finding \
            against the head of the cycle that found it. With --state, whether the two belong together.

            Exit status: 0 all holds, 1 something was altered, 64 it is neither store nor report, 70 it cannot be read.

            Examples:
              chancery verify
              chancery verify ./state --key 5f2c…
              chancery verify ./state/reports/2026-11 --key signing-key.pem
              chancery verify ./state/reports/2026-11 --finding F-12
            """
    )

    @Argument(
        help: ArgumentHelp("State folder, or the folder of a report.", valueName: "dir"),
        completion: .directory
    )
    var path = "/var/lib/chancery"

    @Option(
        help: ArgumentHelp(
            "A signing key from elsewhere: its fingerprint, or the public key in a PEM file.",
            valueName: "fingerprint|file"
        )
    )
    var key: String?

    @Option(help: ArgumentHelp("One finding of the report alone.", valueName: "F-number"))
    var finding: String?

    @Option(
        help: ArgumentHelp(
            "PEM file with the certificates of time-stamping authorities that you trust.",
            valueName: "file"
        ),
        completion: .file()
    )
    var timestampAuthority: String?

    @Option(
        name: .customLong("state"),
        help: ArgumentHelp("Hold the report against the store of this state folder, too.", valueName: "dir"),
        completion: .directory
    )
    var state: String?

    @OptionGroup var output: FormatOption

    func validate() throws {
        if finding != nil, number == nil {
            throw ValidationError("--finding takes the number of a finding, such as F-12")
        }
        guard let key, !Self.isFingerprint(key) else { return }
        guard FileManager.default.fileExists(atPath: key) else {
            throw ValidationError(
                "--key takes the 64 hexadecimal digits of a fingerprint, as 'chancery key show' prints them, or a file"
            )
        }
    }

    func run() async throws {
        let folder = WrittenReport(URL(filePath: path))
        guard folder.isReport else { return try await verifyStore() }
        if let number {
            try FindingVerification(folder, number, trusted: try trusted()).show(as: output.format)
        } else {
            try await verifyReport(folder)
        }
    }

    private var number: Int64? {
        finding.flatMap { Int64($0.uppercased().hasPrefix("F-") ? $0.dropFirst(2) : $0[...]) }
    }

    private static func isFingerprint(_ text: String) -> Bool {
        text.count == 64 && text.allSatisfy(\.isHexDigit)
    }

    /// The fingerprint that `--key` comes to.
    private func trusted() throws -> String? {
        guard let key else { return nil }
        guard !Self.isFingerprint(key) else { return key.lowercased() }
        guard let pem = try? String(contentsOfFile: key, encoding: .utf8),
            let fingerprint = KeyIntroduction.fingerprint(ofPEM: pem)
        else { throw ValidationError("\(key) holds no public key in PEM") }
        return fingerprint
    }

    private func verifyStore() async throws {
        guard finding == nil, state == nil, timestampAuthority == nil else {
            throw ValidationError("\(path) is no folder of a report")
        }
        let store = try await StateOptions.parse(["--state", path]).readStore()
        let verification = try await StoreVerification(of: store, trusted: try trusted())
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(VerificationDocument(verification)))
        case .text: Terminal.print(text(verification))
        }
        guard verification.faults.isEmpty else { throw ExitCode.findingAboveGate }
    }

    private func verifyReport(_ folder: WrittenReport) async throws {
        let authorities = try timestampAuthority.map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        let verification = ReportVerification(of: folder, trusted: try trusted(), authorities: authorities)
        var agreement: ReportAgreement?
        if let state, let manifest = verification.manifest {
            let store = try await StateOptions.parse(["--state", state]).readStore()
            agreement = try await ReportAgreement(of: folder, manifest, with: store)
        }
        let result = ReportVerificationResult(verification, agreement, isKeyKnown: key != nil)
        switch output.format {
        case .json: Terminal.print(try JSONText.encode(ReportVerificationDocument(result)))
        case .text: Terminal.print(result.text)
        }
        guard result.faults.isEmpty else { throw ExitCode.findingAboveGate }
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
