// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// A byte that says how long the portions are, then what a server sends: records, alerts, SSLv2 or anything.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let first = bytes.popFirst() else { return 0 }
    let portion = Int(first) + 1
    var limits = WireStream.Limits()
    limits.bytes = 4096
    limits.records = 32
    limits.messageBytes = 2048

    var whole = WireStream(limits: limits)
    whole.append(bytes)
    let expected = events(of: &whole)

    var cut = WireStream(limits: limits)
    var seen: [WireEvent] = []
    while !bytes.isEmpty {
        cut.append(bytes.prefix(portion))
        bytes = bytes.dropFirst(portion)
        seen += events(of: &cut)
    }
    precondition(seen == expected, "portions change what is recognised")
    precondition(cut.bytesReceived <= limits.bytes, "more was kept than allowed")
    return 0
}

private func events(of stream: inout WireStream) -> [WireEvent] {
    var events: [WireEvent] = []
    while let event = stream.next() { events.append(event) }
    return events
}
