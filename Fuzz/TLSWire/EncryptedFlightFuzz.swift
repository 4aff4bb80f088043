// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// Handshake bytes as a server encrypts them, in one record and a byte a record.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    var raw = EncryptedFlightReader()
    raw.receive(bytes)
    var whole = EncryptedFlightReader()
    whole.receive(bytes + [22])
    guard size < 2048, !bytes.isEmpty else { return 0 }
    var cut = EncryptedFlightReader()
    for byte in bytes { cut.receive([byte, 22]) }
    precondition(cut.flight == whole.flight, "the cut matters")
    precondition(cut.provenMessages == whole.provenMessages, "the transcript depends on the cut")
    _ = whole.flight.answered
    return 0
}
