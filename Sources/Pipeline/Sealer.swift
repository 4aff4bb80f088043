// SPDX-License-Identifier: Apache-2.0
package import Foundation
internal import Model
package import Proof
package import Store

/// Signs the heads of cycles that have ended, each in its turn, however long ago they did.
package struct Sealer: Sendable {
    private let store: any Store
    private let key: SigningKey

    package init(store: any Store, key: SigningKey) {
        self.store = store
        self.key = key
    }

    /// With the key of a state folder, which is made at the first start, or with the one that systemd hands over as the
    /// credential `chancery.signing-key`.
    ///
    /// - Parameter credentials: the folder of systemd's credentials; nil where there are none.
    package static func open(
        _ store: any Store,
        state: URL,
        credentials: String? = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    ) async throws -> Sealer {
        let known = HeadChain(keys: try await store.signingKeys(), heads: []).fingerprints.last
        return Sealer(store: store, key: try key(of: state, known: known, credentials: credentials))
    }

    /// The key by which systemd's credentials or the folder sign; made where there is none.
    ///
    /// - Parameter known: the fingerprint of the key that the store was signed with last; nil where it never was.
    private static func key(of state: URL, known: String?, credentials: String?) throws -> SigningKey {
        if let credential = credential(in: credentials) { return try SigningKey(path: credential) }
        return try KeyFolder(of: state).key(known: known)
    }

    /// The same for who signs beside the heads: only the key that signed last, and none is made.
    static func present(_ known: String, of state: URL, credentials: String?) throws -> SigningKey {
        let path = state.appending(path: "keys/signing.pem").path
        guard credential(in: credentials) != nil || FileManager.default.fileExists(atPath: path) else {
            throw SigningKeyError.unreadable(path)
        }
        let key = try key(of: state, known: known, credentials: credentials)
        guard key.fingerprint == known else {
            throw SealerError.otherKey(known: known, given: key.fingerprint)
        }
        return key
    }

    private static func credential(in folder: String?) -> String? {
        folder.map { "\($0)/chancery.signing-key" }.flatMap {
            FileManager.default.fileExists(atPath: $0) ? $0 : nil
        }
    }

    /// Introduces the key where no cycle was signed yet; returns the heads that were made, oldest first.
    ///
    /// Throws `SealerError` where the store knows another key than this one: a head by it would prove nothing.
    package func sealEnded(now: Date = Date()) async throws -> [CycleHead] {
        try await ensureIntroduced(at: now)
        var previous = try await store.seals().last
        var heads: [CycleHead] = []
        for cycle in try await store.unsealedCycles() {
            let before = previous.flatMap { CycleHead(bytes: $0.head.bytes) }
            let covered = try await store.records(of: cycle, after: before?.logs ?? [:], through: nil)
            let tree = covered.tree
            let head = CycleHead(
                cycle: cycle,
                ended: covered.ended,
                records: tree.count,
                root: tree.root,
                previous: previous.map { CycleHead.name(of: $0.head.bytes) },
                key: key.fingerprint,
                logs: covered.logs
            )
            let sealed = try key.seal(head)
            try await store.seal(cycle, with: sealed, leaves: covered.records.map(\.leaf))
            previous = CycleSeal(cycle: cycle, head: sealed)
            heads.append(head)
        }
        return heads
    }

    private func ensureIntroduced(at now: Date) async throws {
        let chain = HeadChain(keys: try await store.signingKeys(), heads: [])
        guard let newest = chain.fingerprints.last else {
            guard try await store.signingKeys().isEmpty else { throw SealerError.brokenChain }
            return try await store.introduce(try key.introduced(at: now))
        }
        guard newest == key.fingerprint else {
            throw SealerError.otherKey(known: newest, given: key.fingerprint)
        }
    }
}

/// Why a cycle is not signed.
package enum SealerError: Error, Hashable, Sendable {
    /// The key in hand is not the one that the store was signed with last.
    case otherKey(known: String, given: String)
    case brokenChain
}

extension SealerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .otherKey(let known, let given):
            "the store was signed with the key \(known) and the key here is \(given); put the old one back, or let it "
                + "introduce the new one with 'chancery key rotate'"
        case .brokenChain:
            "the store's signing keys cannot be read; 'chancery verify' says what is wrong with them"
        }
    }
}
