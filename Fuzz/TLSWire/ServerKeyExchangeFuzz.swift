// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// Two bytes of cipher suite, two of version, then the body of a ServerKeyExchange.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var reader = ByteReader(UnsafeBufferPointer(start: data, count: size))
    guard let suite = try? reader.uint16("suite"), let version = try? reader.uint16("version") else {
        return 0
    }
    let body = reader.rest()
    guard
        let exchange = try? ServerKeyExchange(body: body, suite: CipherSuite(suite), version: version)
    else { return 0 }
    precondition((exchange.modulusBits ?? 0) <= body.count * 8, "a number longer than the message")
    precondition((exchange.publicValue?.count ?? 0) <= body.count)
    _ = exchange.group
    return 0
}
