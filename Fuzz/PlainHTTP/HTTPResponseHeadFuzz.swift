// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model PlainHTTP

import PlainHTTP

/// A response; once a head is there, what follows it changes nothing.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let isHopeless = HTTPResponseHead.isHopeless(bytes)
    guard let head = HTTPResponseHead(bytes) else { return 0 }
    precondition((100...999).contains(head.status))
    precondition(!isHopeless || bytes.count >= HTTPResponseHead.longest, "a head that could be none")
    precondition(
        HTTPResponseHead(bytes + Array("x: y\r\n\r\n".utf8)) == head,
        "what follows the head changes it"
    )
    for field in head.fields {
        precondition(field.name == field.name.lowercased())
        precondition(head.tokens(of: field.name).allSatisfy { !$0.isEmpty && !$0.contains(",") })
    }
    return 0
}
