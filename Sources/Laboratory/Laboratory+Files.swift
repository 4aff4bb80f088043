// SPDX-License-Identifier: Apache-2.0
package import Foundation

extension Laboratory {
    /// Names of the files with what is to be believed; the demo's configuration has them.
    package static let rootFile = "laboratory-root.pem"
    package static let anchorFile = "laboratory-root.ds"

    /// Writes the root certificate and, with domains, the key of the root zone into a folder.
    package func writeAnchors(to folder: URL) throws {
        try Data(rootCertificatePEM.utf8).write(to: folder.appending(path: Self.rootFile))
        guard let trustAnchor else { return }
        try Data(trustAnchor.utf8).write(to: folder.appending(path: Self.anchorFile))
    }
}
