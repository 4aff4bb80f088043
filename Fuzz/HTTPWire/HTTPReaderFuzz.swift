// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire

import HTTPWire

/// A byte that says the method and the portions, then the server's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let choice = bytes.popFirst() else { return 0 }
    let limits = HTTPLimits(headBytes: 512, fields: 8, bodyBytes: 256)
    let method: HTTPRequest.Method = choice & 1 == 0 ? .get : .head

    var whole = HTTPResponseReader(answering: method, limits: limits)
    _ = whole.receive(bytes)
    whole.ended()
    var cut = HTTPResponseReader(answering: method, limits: limits)
    let portion = Int(choice >> 1) + 1
    while !bytes.isEmpty, !cut.receive(bytes.prefix(portion)) { bytes = bytes.dropFirst(portion) }
    cut.ended()
    precondition(whole.reading == cut.reading, "portions change the reading")
    if case .response(let response) = whole.reading {
        precondition(response.body.count <= 256 && response.head.fields.count <= 8)
        precondition(response.content(limit: 1024).bytes.count <= 1024)
    }
    return 0
}
