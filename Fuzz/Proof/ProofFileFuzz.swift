// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model TLSWire DNSWire Facts Crypto Proof
// fuzz-longest: 4096

import Foundation
import Proof

/// Any bytes as a file of proofs: looking up and walking its lines ends, and nothing is proven that no key has signed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Data(UnsafeBufferPointer(start: data, count: size))
    guard let file = ProofFile(bytes: bytes) else { return 0 }
    var prover = LineProver(file)
    var lines = 0
    file.eachFinding { line in
        lines += 1
        guard let line, let proven = try? prover.prove(line) else { return }
        precondition(!prover.fingerprints.isEmpty && proven.record.number == line.finding)
        precondition(proven.leaf < proven.head.records)
    }
    precondition(lines <= size)
    for number in [1, 2, 7] as [Int64] { _ = try? prover.prove(finding: number) }
    return 0
}
