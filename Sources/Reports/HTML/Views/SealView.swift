// SPDX-License-Identifier: Apache-2.0
import Model

/// What the report says of its own proof; says plainly where there is none.
struct SealView {
    struct Signed {
        let cycle: String
        let ended: String
        let records: String
        let head: String
        let key: String
        let coversFiles: Bool
        let command: String
        let fingerprintCommand: String
        let folderCommand: String
        let findingCommand: String
    }

    /// Nil where the cycle was not signed.
    let signed: Signed?
    let isSigned: Bool

    init(_ document: ReportDocument) {
        let clock = Clock(zone: document.estate.ministry.timeZone)
        signed = document.seal.map { seal in
            Signed(
                cycle: "\(seal.cycle)",
                ended: clock.instant(seal.ended),
                records: Words.count(seal.records, .record),
                head: seal.head,
                key: seal.key,
                coversFiles: seal.coversFiles,
                command: seal.command,
                fingerprintCommand: seal.fingerprintCommand,
                folderCommand: "chancery verify . --key \(seal.key)",
                findingCommand: "chancery verify . --finding F-1"
            )
        }
        isSigned = signed != nil
    }
}
