// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Registers

import Registers

/// Domain objects of RDAP of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard let record = try? RegistrationRecord(bytes) else { return 0 }
    precondition((0...254).contains(record.name.utf8.count))
    precondition(record.statuses.count <= RegistrationRecord.most)
    precondition(record.events.count <= RegistrationRecord.most)
    precondition(record.statuses == Set(record.statuses).sorted())
    return 0
}
