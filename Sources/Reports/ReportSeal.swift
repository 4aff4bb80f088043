// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// The signed head that a report rests on, as it is printed.
package struct ReportSeal: Hashable, Sendable {
    package let cycle: Cycle.ID
    /// When the cycle ended.
    package let ended: Date
    /// SHA-256 of the head's bytes, lower-case hex: whoever keeps it can tell later whether anything up to it was altered.
    package let head: String
    /// How many records it covers.
    package let records: Int
    /// Fingerprint of the key that signed it.
    package let key: String
    /// Whether the files of the report are signed, too; false where no key was at hand when it was written.
    package let coversFiles: Bool
    /// Verifies that signature with OpenSSL alone.
    package let command: String
    /// Prints the fingerprint of the key that lies in the folder.
    package let fingerprintCommand: String

    package init(
        cycle: Cycle.ID,
        ended: Date,
        head: String,
        records: Int,
        key: String,
        coversFiles: Bool,
        command: String,
        fingerprintCommand: String
    ) {
        self.cycle = cycle
        self.ended = ended
        self.head = head
        self.records = records
        self.key = key
        self.coversFiles = coversFiles
        self.command = command
        self.fingerprintCommand = fingerprintCommand
    }
}
