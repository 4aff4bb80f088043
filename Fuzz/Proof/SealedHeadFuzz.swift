// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model TLSWire DNSWire Facts Crypto Proof

import Foundation
import Proof

/// Any bytes as heads and as introductions of keys: what is read is the canonical form of itself, and nothing unsigned is believed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Data(UnsafeBufferPointer(start: data, count: size))
    if let head = CycleHead(bytes: bytes) { precondition((try? head.bytes) == bytes) }
    if let key = KeyIntroduction(bytes: bytes) { precondition((try? key.bytes) == bytes) }
    let half = bytes.prefix(size / 2)
    let chain = HeadChain(
        keys: [SealedKey(bytes: bytes, signature: Data(half))],
        heads: [(1, SealedHead(bytes: bytes, signature: Data(half)))]
    )
    precondition(chain.heads.isEmpty && !chain.faults.isEmpty)
    return 0
}
