// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Proof
import TestSupport
import Testing

struct HeadChainTests {
    /// Heads by one key, and from cycle 4 on by the key after it.
    private struct Chain {
        var keys: [SealedKey]
        var heads: [(cycle: Cycle.ID, sealed: SealedHead)]
        let fingerprints: [String]

        init(cycles: Int = 6) throws {
            let (first, second) = (try SigningKey.generate(), try SigningKey.generate())
            let day = Date(timeIntervalSince1970: 1_790_000_000)
            keys = [try first.introduced(at: day), try second.introduced(at: day, by: first)]
            fingerprints = [first.fingerprint, second.fingerprint]
            heads = []
            for cycle in 1...cycles {
                let key = cycle < 4 ? first : second
                let head = CycleHead(
                    cycle: Int64(cycle),
                    ended: day.addingTimeInterval(Double(cycle) * 3600),
                    records: cycle,
                    root: MerkleTree.leafHash([UInt8(cycle)]),
                    previous: heads.last.map { CycleHead.name(of: $0.sealed.bytes) },
                    key: key.fingerprint,
                    logs: ["report": Int64(cycle)]
                )
                heads.append((Int64(cycle), try key.seal(head)))
            }
        }

        func read(trusted: String? = nil) -> HeadChain {
            HeadChain(keys: keys, heads: heads, trusted: trusted)
        }
    }

    @Test func aChainThatNobodyTouchedHasNoFault() throws {
        let chain = try Chain()
        let read = chain.read()
        #expect(read.faults.isEmpty)
        #expect(read.heads.keys.sorted() == Array(1...6))
        #expect(read.fingerprints == chain.fingerprints)
        for fingerprint in chain.fingerprints { #expect(chain.read(trusted: fingerprint).faults.isEmpty) }
    }

    @Test func anotherKeyThanTheReadersIsAFault() throws {
        let chain = try Chain()
        let mine = try SigningKey.generate().fingerprint
        #expect(chain.read(trusted: mine).faults == [.otherKey(first: chain.fingerprints[0])])
    }

    /// Every bit matters: of what is signed, of the signatures, of keys and of heads.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func oneChangedBitIsFound(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var chain = try Chain()
        func flipped(_ data: Data) -> Data {
            var bytes = Array(data)
            bytes[Int.random(in: bytes.indices, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
            return Data(bytes)
        }
        let isOfSignature = Bool.random(using: &random)
        if Int.random(in: 0..<4, using: &random) == 0 {
            let place = Int.random(in: chain.keys.indices, using: &random)
            let (bytes, signature) = (chain.keys[place].bytes, chain.keys[place].signature)
            chain.keys[place] = SealedKey(
                bytes: isOfSignature ? bytes : flipped(bytes),
                signature: isOfSignature ? flipped(signature) : signature
            )
        } else {
            let place = Int.random(in: chain.heads.indices, using: &random)
            let sealed = chain.heads[place].sealed
            chain.heads[place].sealed = SealedHead(
                bytes: isOfSignature ? sealed.bytes : flipped(sealed.bytes),
                signature: isOfSignature ? flipped(sealed.signature) : sealed.signature
            )
        }
        #expect(!chain.read().faults.isEmpty)
    }

    @Test func aHeadThatIsTakenAwayOrPutElsewhereIsMissed() throws {
        for place in 0..<5 {
            var chain = try Chain()
            chain.heads.remove(at: place)
            #expect(!chain.read().faults.isEmpty, "without head \(place + 1)")
        }
        var swapped = try Chain()
        swapped.heads.swapAt(1, 2)
        #expect(!swapped.read().faults.isEmpty)
        var renamed = try Chain()
        renamed.heads[2].cycle = 9
        #expect(renamed.read().faults.first == .head(9, "it is the head of cycle 3"))
    }

    @Test func aKeyThatIntroducesItselfLaterIsNotBelieved() throws {
        var chain = try Chain()
        let stranger = try SigningKey.generate()
        chain.keys.append(try stranger.introduced(at: Date(timeIntervalSince1970: 1_790_000_000)))
        #expect(chain.read().faults == [.key(3, "it does not follow the key before it")])
    }
}
