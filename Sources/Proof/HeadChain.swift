// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation
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
    /// By fingerprint; those that were introduced as they must be.
    private var publicKeys: [String: PublicKey] = [:]

    /// - Parameters:
    ///   - heads: oldest first, each with the cycle under which it is kept.
    ///   - trusted: the fingerprint of the first key or of any later one; nil where the reader has none and takes the
    ///     chain's own word for it.
    package init(keys: [SealedKey], heads: [(cycle: Cycle.ID, sealed: SealedHead)], trusted: String? = nil) {
        publicKeys = readKeys(keys)
        if let trusted, !fingerprints.contains(trusted) {
            faults.append(.otherKey(first: fingerprints.first ?? "none"))
        }
        var previous: String?
        for (cycle, sealed) in heads {
            read(sealed, of: cycle, after: previous)
            previous = CycleHead.name(of: sealed.bytes)
        }
    }

    /// Whether one of the keys made a signature; false for a fingerprint that is none of theirs.
    package func isMade(_ signature: Data, over bytes: Data, by fingerprint: String) -> Bool {
        publicKeys[fingerprint]?.isMade(Array(signature), over: Array(bytes)) == true
    }

    /// The public key with a fingerprint; nil where none of theirs has it.
    package func pem(of fingerprint: String) -> String? { publicKeys[fingerprint]?.pem }

    /// A head by itself, whatever came before it; throws what does not hold, in words.
    package func head(_ sealed: SealedHead, of cycle: Cycle.ID) throws(UnsoundHead) -> CycleHead {
        guard let head = CycleHead(bytes: sealed.bytes) else { throw UnsoundHead("it cannot be read") }
        guard publicKeys[head.key] != nil else {
            throw UnsoundHead("it names a key that nobody introduced")
        }
        guard isMade(sealed.signature, over: sealed.bytes, by: head.key) else {
            throw UnsoundHead("its signature is not that of its key")
        }
        guard head.cycle == cycle else { throw UnsoundHead("it is the head of cycle \(head.cycle)") }
        return head
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

    private mutating func read(_ sealed: SealedHead, of cycle: Cycle.ID, after previous: String?) {
        let head: CycleHead
        do throws(UnsoundHead) {
            head = try self.head(sealed, of: cycle)
        } catch {
            faults.append(.head(cycle, error.description))
            return
        }
        guard head.previous == previous else {
            faults.append(.head(cycle, "it does not follow the head before it"))
            return
        }
        // The records stand as they were signed, but not at the time that they name.
        if let before = heads.keys.max().flatMap({ heads[$0] }), head.ended < before.ended {
            let instants = [head, before].map { $0.ended.formatted(.iso8601) }
            faults.append(
                .head(
                    cycle,
                    "it ended at \(instants[0]), and cycle \(before.cycle) before it at \(instants[1]): the clock was set back"
                )
            )
        }
        heads[cycle] = head
    }
}

/// Why a head proves nothing, in words.
package struct UnsoundHead: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}
