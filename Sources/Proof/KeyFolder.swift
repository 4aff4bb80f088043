// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Where the signing key lies: a folder for its owner alone, with the keys that came before it.
package struct KeyFolder: Sendable {
    private let url: URL

    /// - Parameter state: the state folder.
    package init(of state: URL) { url = state.appending(path: "keys") }

    private var current: String { url.appending(path: "signing.pem").path }
    /// There between the introduction of a new key and the old one's being put away.
    private var next: String { url.appending(path: "signing-next.pem").path }

    /// The key that signs; made where there is none yet.
    ///
    /// - Parameter known: fingerprint of the key that the store was signed with last; nil where it never was. Where the
    ///   change to it was cut off, it is finished.
    package func key(known: String?) throws -> SigningKey {
        let key = try SigningKey.openOrMake(at: current)
        guard let known, known != key.fingerprint, FileManager.default.fileExists(atPath: next) else {
            return key
        }
        let successor = try SigningKey(path: next)
        guard successor.fingerprint == known else { return key }
        try putAway(key)
        return successor
    }

    /// Makes the key that follows another; it signs once `introduce` has returned.
    package func rotate(
        from key: SigningKey,
        at now: Date,
        introduce: (SealedKey) async throws -> Void
    ) async throws -> SigningKey {
        // One that was never introduced signs nothing, and goes.
        try? FileManager.default.removeItem(atPath: next)
        let successor = try SigningKey.generate()
        try successor.write(to: next)
        try await introduce(try successor.introduced(at: now, by: key))
        try putAway(key)
        return successor
    }

    private func putAway(_ key: SigningKey) throws {
        let old = url.appending(path: "signing-\(key.fingerprint.prefix(16)).pem").path
        do {
            try FileManager.default.moveItem(atPath: current, toPath: old)
            try FileManager.default.moveItem(atPath: next, toPath: current)
        } catch {
            throw SigningKeyError.cannotWrite(current, reason: error.localizedDescription)
        }
    }
}
