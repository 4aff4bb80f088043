// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Model

/// A visit as the store lists it, with the manifest of what it answered.
package struct KeptVisit: Hashable, Sendable {
    /// Names a manifest within its store; visits of one manifest gave the same answers.
    package typealias Manifest = Int64

    package let subject: Subject
    package let vantage: String
    package let finished: Date
    package let manifest: Manifest

    package init(subject: Subject, vantage: String, finished: Date, manifest: Manifest) {
        self.subject = subject
        self.vantage = vantage
        self.finished = finished
        self.manifest = manifest
    }
}
