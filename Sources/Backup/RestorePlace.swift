// SPDX-License-Identifier: Apache-2.0
import Foundation
internal import Glibc
internal import Store
internal import StoreSQLite

/// The state folder that a backup is restored to.
struct RestorePlace: Sendable {
    let state: URL
    var staging: URL { state.appending(path: StateLayout.unfinished) }
    private var moving: URL { staging.appending(path: "moving.json") }
    private var store: URL { state.appending(path: StateLayout.store) }
    private var files: FileManager { .default }

    /// Makes the folder where it is missing, keeps every writer out, and clears what a restore that was cut off left.
    ///
    /// Throws `BackupError.living` where the folder holds anything of use, and `StoreError.locked` where somebody writes.
    func reserve(now: Date) async throws -> StoreReservation {
        do {
            try files.createDirectory(
                at: state,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o750]
            )
        } catch {
            throw BackupError.cannotWrite(state.path, reason: Durable.reason(error))
        }
        let reservation = try StoreReservation(ofStoreAt: store.path, now: now)
        do {
            try clearUnfinished()
            if let content = try await content() { throw BackupError.living(state.path, holds: content) }
            return reservation
        } catch {
            reservation.release()
            throw error
        }
    }

    /// What is there that must not be lost, in words; nil for nothing, as after an installation.
    private func content() async throws -> String? {
        let names: [String]
        do {
            names = try files.contentsOfDirectory(atPath: state.path).sorted()
        } catch {
            throw BackupError.cannotRead(state.path, reason: Durable.reason(error))
        }
        if let other = names.first(where: { !StateLayout.fleeting.contains($0) && $0 != StateLayout.store }) {
            return other
        }
        guard names.contains(StateLayout.store) else { return nil }
        do {
            let open = try SQLiteStore(path: store.path, readOnly: true)
            defer { try? open.close() }
            let cycles = try await open.statistics().cycles
            return cycles == 0 ? nil : "a store of \(cycles) cycle\(cycles == 1 ? "" : "s")"
        } catch {
            return "a store that cannot be read (\(error))"
        }
    }

    /// Unpacks a backup beside what is there.
    func stage(_ reader: BackupReader) throws {
        let manifest = reader.manifest
        do {
            try Durable.folder(staging)
            Durable.settle(state)
            for (folder, mode) in Self.folders(of: manifest) {
                try Durable.folder(staging.appending(path: folder), mode: mode)
            }
            for file in manifest.files {
                let target = try Durable.create(staging.appending(path: file.path), mode: file.mode)
                try reader.extract(file, to: target)
                try Durable.close(target)
            }
            try reader.finish()
            for link in manifest.links {
                let path = staging.appending(path: link.path).path
                try files.createSymbolicLink(atPath: path, withDestinationPath: link.target)
            }
        } catch let error as BackupError {
            throw error
        } catch {
            throw BackupError.cannotWrite(state.path, reason: Durable.reason(error))
        }
    }

    /// Outermost first, each open to whom a file in it is.
    private static func folders(of manifest: BackupManifest) -> [(String, Int)] {
        var modes: [String: Int] = [:]
        for file in manifest.files {
            for folder in BackupManifest.folders(of: file.path) {
                modes[folder, default: 0o700] |= file.mode & 0o755 | (file.mode & 0o444) >> 2
            }
        }
        for link in manifest.links {
            for folder in BackupManifest.folders(of: link.path) { modes[folder, default: 0o700] |= 0o700 }
        }
        return modes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Moves what was unpacked and verified to its place, the store last.
    func commit(_ manifest: BackupManifest) throws {
        do {
            try giveToOwner()
            // By it a later restore knows what this one may have moved.
            try Durable.write(try manifest.bytes, to: moving)
            Durable.settle(staging)
            // An old log must never meet the new store.
            for name in ["", "-wal", "-shm", "-journal"] {
                let old = URL(filePath: store.path + name)
                if files.fileExists(atPath: old.path) { try files.removeItem(at: old) }
            }
            let roots = manifest.roots.filter { $0 != StateLayout.store } + [StateLayout.store]
            for root in roots {
                try files.moveItem(at: staging.appending(path: root), to: state.appending(path: root))
            }
            Durable.settle(state)
            try files.removeItem(at: staging)
            Durable.settle(state)
        } catch {
            throw BackupError.cannotWrite(state.path, reason: Durable.reason(error))
        }
    }

    /// What root unpacks belongs to whom the state folder belongs to.
    private func giveToOwner() throws {
        guard geteuid() == 0 else { return }
        let owner = try files.attributesOfItem(atPath: state.path).filter {
            $0.key == .ownerAccountID || $0.key == .groupOwnerAccountID
        }
        let paths = files.enumerator(atPath: staging.path)?.compactMap { $0 as? String } ?? []
        for path in paths {
            let url = staging.appending(path: path)
            let type = try files.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
            guard type != .typeSymbolicLink else { continue }
            try files.setAttributes(owner, ofItemAtPath: url.path)
        }
        try? files.setAttributes(owner, ofItemAtPath: store.path + ".lock")
    }

    /// Takes away what a restore that was cut off unpacked and moved: the folder held nothing of use when it began.
    private func clearUnfinished() throws {
        guard files.fileExists(atPath: staging.path) else { return }
        do {
            if let bytes = try? Data(contentsOf: moving), let manifest = BackupManifest(bytes: bytes) {
                for root in manifest.roots {
                    let (moved, left) = (state.appending(path: root), staging.appending(path: root))
                    guard files.fileExists(atPath: moved.path), !files.fileExists(atPath: left.path) else {
                        continue
                    }
                    try files.removeItem(at: moved)
                }
            }
            try files.removeItem(at: staging)
        } catch {
            throw BackupError.cannotWrite(state.path, reason: Durable.reason(error))
        }
    }

    /// The same after a failure, as far as it goes.
    func clear() { try? clearUnfinished() }
}
