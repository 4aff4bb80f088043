// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model TLSWire DNSWire Facts Crypto Proof

import Foundation
import Proof

/// Any bytes as the manifest of a report: what is read is the canonical form of itself and leads nowhere out of its folder.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Data(UnsafeBufferPointer(start: data, count: size))
    guard let manifest = ReportManifest(bytes: bytes) else { return 0 }
    precondition((try? manifest.bytes) == bytes)
    precondition(
        manifest.files.allSatisfy { !$0.path.hasPrefix("/") && !$0.path.split(separator: "/").contains("..") }
    )
    let keys = HeadChain(keys: manifest.keys.map(\.key), heads: [])
    precondition(keys.fingerprints.count <= manifest.keys.count)
    if let head = manifest.head { _ = try? keys.head(head.head, of: manifest.cycle) }
    return 0
}
