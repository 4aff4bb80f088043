// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire MailPolicy

import MailPolicy

/// Files of mark certificates of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard let file = try? MarkFile(bytes) else { return 0 }
    precondition((1...8).contains(file.certificates.count))
    precondition(file.certificates.allSatisfy { !$0.isEmpty && $0.count <= size })
    return 0
}
