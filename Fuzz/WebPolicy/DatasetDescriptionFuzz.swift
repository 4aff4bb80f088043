// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// JSON-LD of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard let description = DatasetDescription(bytes) else { return 0 }
    precondition(description.changes.count <= 64)
    precondition(description.datasets > 0 || !description.isLicensed && description.changes.isEmpty)
    precondition(description.changes.allSatisfy { DatasetDescription.day($0) == $0 })
    return 0
}
