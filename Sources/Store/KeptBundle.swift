// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A bundle of observations that was taken in, as it was signed.
package struct KeptBundle: Hashable, Sendable {
    package let vantage: String
    package let started: Date
    package let finished: Date
    package let imported: Date
    /// The canonical document.
    package let bytes: Data
    /// Ed25519 over it, 64 bytes.
    package let signature: Data

    package init(
        vantage: String,
        started: Date,
        finished: Date,
        imported: Date,
        bytes: Data,
        signature: Data
    ) {
        self.vantage = vantage
        self.started = started
        self.finished = finished
        self.imported = imported
        self.bytes = bytes
        self.signature = signature
    }
}
