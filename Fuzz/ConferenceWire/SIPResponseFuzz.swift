// SPDX-License-Identifier: Apache-2.0
// fuzz-module: ConferenceWire

import ConferenceWire

/// A byte that says how long the portions are, then what a server of SIP sends.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let portion = bytes.popFirst() else { return 0 }
    if let response = SIPResponse(Array(bytes)) {
        _ = (response.methods, response.realms)
        precondition((100...699).contains(response.status))
    }
    var (whole, cut) = (SIPResponseReader(), SIPResponseReader())
    _ = whole.receive(Array(bytes))
    while !bytes.isEmpty {
        let piece = bytes.prefix(Int(portion) + 1)
        bytes = bytes.dropFirst(piece.count)
        _ = cut.receive(Array(piece))
    }
    precondition(whole.reading == cut.reading, "portions change the reading")
    return 0
}
