// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
package import Model

/// The heads of all ended cycles and the keys that signed them, read and held against each other.
package struct HeadChain: Sendable {
    /// Something that does not hold, and where.
    package enum Fault: Hashable, Sendable {
        /// The introduction at a place, counted from 1, is unreadable or not signed as it must be.
        case key(Int, String)
        case head(Cycle.ID, String)
        /// The chain does not begin with the key that the reader trusts.
        case otherKey(first: String)
    }

    /// By cycle, oldest first.
    package private(set) var heads: [Cycle.ID: CycleHead] = [:]
    package private(set) var faults: [Fault] = []
    /// Fingerprints in the order of their introduction.
    package private(set) var fingerprints: [String] = []
    /// The key that signs now: its fingerprint, and the public key in PEM; nil where there is none.
    package private(set) var newest: (fingerprint: String, pem: String)?

    /// - Parameters:
    ///   - heads: oldest first, each with the cycle under which it is kept.
    ///   - trusted: the fingerprint of the first key or of any later one; nil where the reader has none and takes the
    ///     chain's own word for it.
    package init(keys: [SealedKey], heads: [(cycle: Cycle.ID, sealed: SealedHead)], trusted: String? = nil) {
        let known = readKeys(keys)
        if let trusted, !fingerprints.contains(trusted) {
            faults.append(.otherKey(first: fingerprints.first ?? "none"))
        }
        var previous: String?
        for (cycle, sealed) in heads {
            read(sealed, of: cycle, after: previous, keys: known)
            previous = CycleHead.name(of: sealed.bytes)
        }
    }

    private mutating func readKeys(_ keys: [SealedKey]) -> [String: PublicKey] {
        var known: [String: PublicKey] = [:]
        var before: (fingerprint: String, key: PublicKey)?
        for (index, sealed) in keys.enumerated() {
            guard let introduction = KeyIntroduction(bytes: sealed.bytes), let key = introduction.publicKey
            else {
                faults.append(.key(index + 1, "it is no introduction of an Ed25519 key"))
                continue
            }
            let fingerprint = KeyIntroduction.fingerprint(of: key.der)
            if introduction.successorOf != before?.fingerprint {
                faults.append(.key(index + 1, "it does not follow the key before it"))
            } else if (before?.key ?? key).isMade(Array(sealed.signature), over: Array(sealed.bytes)) != true
            {
                let signer = before == nil ? "itself" : "the key before it"
                faults.append(.key(index + 1, "it is not signed by \(signer)"))
            } else {
                known[fingerprint] = key
                fingerprints.append(fingerprint)
                newest = (fingerprint, key.pem)
            }
            before = (fingerprint, key)
        }
        return known
    }

    private mutating func read(
        _ sealed: SealedHead,
        of cycle: Cycle.ID,
        after previous: String?,
        keys: [String: PublicKey]
    ) {
        guard let head = CycleHead(bytes: sealed.bytes) else {
            faults.append(.head(cycle, "it cannot be read"))
            return
        }
        guard let key = keys[head.key] else {
            faults.append(.head(cycle, "it names a key that nobody introduced"))
            return
        }
        guard key.isMade(Array(sealed.signature), over: Array(sealed.bytes)) == true else {
            faults.append(.head(cycle, "its signature is not that of its key"))
            return
        }
        guard head.cycle == cycle else {
            faults.append(.head(cycle, "it is the head of cycle \(head.cycle)"))
            return
        }
        guard head.previous == previous else {
            faults.append(.head(cycle, "it does not follow the head before it"))
            return
        }
        heads[cycle] = head
    }
}
