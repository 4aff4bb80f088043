// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// A list of configurations for encrypted hellos.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    guard let configs = try? EncryptedHelloConfigs(list: bytes) else { return 0 }
    precondition(!configs.known.isEmpty || configs.obstacle != nil, "nothing is of use")
    for config in configs.known {
        precondition(config.publicKey.count + config.suites.count * 4 <= size, "more than was sent")
        _ = config.obstacle
    }
    return 0
}
