// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Routing

import Model
import Routing

/// What comes of a table of networks, handed in by portions.
private func read(_ bytes: UnsafeBufferPointer<UInt8>, portion: Int) -> Result<NetworkTable, TableFault> {
    var reader = NetworkTableReader()
    var rest = bytes[...]
    while !rest.isEmpty {
        reader.receive(rest.prefix(portion))
        rest = rest.dropFirst(portion)
    }
    return Result { () throws(TableFault) in try reader.finish() }
}

/// One input as a file, at once and a byte at a time, and as a prefix.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    let (whole, slow) = (read(bytes, portion: .max), read(bytes, portion: 1))
    switch (whole, slow) {
    case (.success(let one), .success(let other)):
        precondition(one.count == other.count, "portions change it")
    case (.failure(let one), .failure(let other)): precondition(one == other, "portions change the fault")
    default: preconditionFailure("portions change the end")
    }
    if let prefix = IPPrefix(String(decoding: bytes, as: UTF8.self)) {
        precondition(IPPrefix(prefix.description) == prefix, "a prefix is not what it says")
    }
    return 0
}
