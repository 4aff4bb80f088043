// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// A page, a script and a map of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    precondition(DirectoryIndex(bytes) == DirectoryIndex(bytes.prefix(DirectoryIndex.reach)))
    if case .address(let address) = SourceMapReference(endOf: bytes) { precondition(!address.isEmpty) }
    precondition(SourceMapFile(bytes) == SourceMapFile(bytes.prefix(SourceMapFile.reach)))
    return 0
}
