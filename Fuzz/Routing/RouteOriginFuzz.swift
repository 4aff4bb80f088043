// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Routing

import Model
import Routing

/// What comes of a file of route origins, handed in by portions.
private func read(_ bytes: UnsafeBufferPointer<UInt8>, portion: Int) -> Result<RouteOriginTable, TableFault> {
    var reader = RouteOriginReader()
    var rest = bytes[...]
    while !rest.isEmpty {
        reader.receive(rest.prefix(portion))
        rest = rest.dropFirst(portion)
    }
    return Result { () throws(TableFault) in try reader.finish() }
}

/// One input as a file, at once and a byte at a time.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    let (whole, slow) = (read(bytes, portion: .max), read(bytes, portion: 1))
    switch (whole, slow) {
    case (.success(let one), .success(let other)):
        precondition(one.count == other.count && one.gathered == other.gathered, "portions change the table")
        precondition(one.count <= size / 9, "payloads came from nowhere")
    case (.failure(let one), .failure(let other)): precondition(one == other, "portions change the fault")
    default: preconditionFailure("portions change the end")
    }
    return 0
}
