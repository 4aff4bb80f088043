// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// Records of a ClientHello: what can be read must be written back as the same message.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let hello = try? ClientHello(records: UnsafeBufferPointer(start: data, count: size)) else {
        return 0
    }
    guard let message = try? hello.message(), let again = try? ClientHello(message: message).message() else {
        fatalError("a hello that was read cannot be written")
    }
    precondition(message == again, "a hello changes when it is read and written")
    return 0
}
