// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// The keys of all servers, by holder and kind.
struct KeyRing: Sendable {
    private struct Slot: Hashable {
        let holder: String
        let kind: PrivateKey.Kind
    }

    private let keys: [Slot: PrivateKey]

    /// Makes the keys at the same time: RSA takes a while.
    init(for blueprints: [Blueprint]) async throws {
        let slots = blueprints.filter { $0.conduct == nil }.flatMap { blueprint in
            blueprint.keys.map { Slot(holder: blueprint.keyHolder, kind: $0) }
        }
        keys = try await withThrowingTaskGroup(of: (Slot, PrivateKey).self) { group in
            for slot in Set(slots) {
                group.addTask { @concurrent in (slot, try PrivateKey.generate(slot.kind)) }
            }
            var keys: [Slot: PrivateKey] = [:]
            for try await (slot, key) in group { keys[slot] = key }
            return keys
        }
    }

    /// The key of that kind that the holder has, or one for this once.
    func key(_ kind: PrivateKey.Kind, of holder: String) throws(CryptoError) -> PrivateKey {
        if let key = keys[Slot(holder: holder, kind: kind)] { return key }
        return try PrivateKey.generate(kind)
    }
}
