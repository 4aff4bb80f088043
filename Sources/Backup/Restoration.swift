// SPDX-License-Identifier: Apache-2.0
package import Foundation
package import Pipeline
internal import Proof
internal import Store
internal import StoreSQLite

/// A backup put back as a state folder: verified first, whole or not at all.
///
/// All is unpacked into `restore.partial` inside the folder, verified there, and then moved, the store last. While that
/// name is there nobody opens the store, and the next restore begins anew; so a crash leaves nothing that is half.
package struct Restoration: Sendable {
    package struct Outcome: Sendable {
        package let manifest: BackupManifest
        /// What `chancery verify` says of the restored store.
        package let verification: StoreVerification
        /// The schema version that the store had before it was upgraded; nil where it was not.
        package let upgradedFrom: Int?
    }

    private let source: URL
    private let place: RestorePlace
    private let trusted: String?
    private let takesAltered: Bool

    /// - Parameters:
    ///   - trusted: fingerprint of a signing key that the reader has from elsewhere; nil for none.
    ///   - takesAltered: whether a store is restored that is not as it was signed.
    package init(of source: URL, to state: URL, trusted: String? = nil, takesAltered: Bool = false) {
        self.source = source
        place = RestorePlace(state: state)
        self.trusted = trusted
        self.takesAltered = takesAltered
    }

    /// Why the store of a state folder is not to be opened; nil where no restore was cut off there.
    package static func obstacle(in state: URL) -> BackupError? {
        let path = state.appending(path: StateLayout.unfinished).path
        return FileManager.default.fileExists(atPath: path) ? .unfinished(state.path) : nil
    }

    /// Throws `BackupError`, and `StoreError` where somebody is writing the store that is there.
    package func run(now: Date = Date()) async throws -> Outcome {
        let reader = try BackupReader(source)
        let supported = SQLiteStore.schemaVersion
        guard reader.manifest.store.schema <= supported else {
            throw BackupError.newerSchema(found: reader.manifest.store.schema, supported: supported)
        }
        let reservation = try await place.reserve(now: now)
        defer { reservation.release() }
        do {
            try place.stage(reader)
            let outcome = try await verify(reader.manifest)
            try place.commit(reader.manifest)
            return outcome
        } catch {
            place.clear()
            throw error
        }
    }

    private func verify(_ manifest: BackupManifest) async throws -> Outcome {
        let path = place.staging.appending(path: StateLayout.store).path
        let broken = try SQLiteStore.faults(ofFileAt: path)
        guard broken.isEmpty else {
            throw BackupError.damaged(source.path, part: StateLayout.store, reason: "is broken: \(broken[0])")
        }
        // Opened for writing, it is brought up to the schema of this version; the backup keeps what was before.
        let store = try SQLiteStore(path: path)
        let verification: StoreVerification
        do {
            verification = try await StoreVerification(of: store, trusted: trusted)
        } catch {
            try? store.close()
            throw error
        }
        try store.close()
        var faults = verification.faults
        if let head = manifest.store.head, verification.newest?.name != head.sha256 {
            faults.append("its newest head is not that of cycle \(head.cycle) which the manifest names")
        }
        if let key = manifest.key, key.carried,
            !KeyCopies.fingerprints(in: place.staging).contains(key.fingerprint)
        {
            faults.append("the signing key \(key.fingerprint) is not in it, though the manifest says so")
        }
        guard faults.isEmpty || takesAltered else { throw BackupError.altered(faults) }
        let old = manifest.store.schema
        return Outcome(
            manifest: manifest,
            verification: verification,
            upgradedFrom: old < SQLiteStore.schemaVersion ? old : nil
        )
    }
}
