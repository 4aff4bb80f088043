// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// A record of SSLv2, of a client or of a server.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let record = UnsafeBufferPointer(start: data, count: size)
    if let hello = try? SSLv2ClientHello(record: record) {
        guard let written = try? hello.record() else { fatalError("a hello that was read cannot be written") }
        precondition(written.elementsEqual(record), "a hello changes when it is read and written")
    }
    if let hello = try? SSLv2ServerHello(message: record.dropFirst(2)) {
        let count = 11 + hello.certificate.count + 3 * hello.cipherSpecs.count + hello.connectionID.count
        precondition(count == size - 2, "bytes were lost")
    }
    return 0
}
