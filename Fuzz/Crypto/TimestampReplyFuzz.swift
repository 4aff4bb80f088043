// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Crypto

import Crypto
import Foundation

/// An imprint that no authority has seen.
private let imprint = SHA256.digest(Array("what nobody stamped".utf8))

/// One input as the reply of a time-stamping authority and as a query: none is a time stamp of what nobody stamped.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    if let reply = try? TimestampReply(bytes) {
        precondition(reply.der == bytes && reply.imprint.count <= size)
        switch reply.standing(over: imprint, trusting: nil) {
        case .broken: break
        case .trusted, .unknownAuthority: preconditionFailure("a time stamp was forged")
        }
        // Its own imprint, so that the signature is looked at.
        _ = reply.standing(over: reply.imprint, trusting: nil)
    }
    if let query = try? TimestampQuery(der: bytes) { precondition(query.imprint.count <= size) }
    return 0
}
