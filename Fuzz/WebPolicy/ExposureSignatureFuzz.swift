// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// The beginning of a file of any bytes, held against each signature.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: size)
    for signature in ExposureSignature.allCases {
        let isMatch = signature.matches(bytes)
        precondition(isMatch == signature.matches(bytes.prefix(signature.reach)))
        precondition(!isMatch || size > 0)
        precondition(ExposureSignature(rawValue: signature.rawValue) == signature)
    }
    return 0
}
