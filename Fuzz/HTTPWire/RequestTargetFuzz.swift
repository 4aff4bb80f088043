// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire

import HTTPWire

/// A target of any bytes is read or refused, and no path that is read leads out of its folder.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let target = RequestTarget(UnsafeBufferPointer(start: data, count: size)) else { return 0 }
    precondition(target.parameters.count <= RequestTarget.mostParameters)
    for (position, segment) in target.segments.enumerated() {
        precondition(!segment.isEmpty || position == target.segments.count - 1)
        precondition(segment != "." && segment != "..")
        precondition(segment.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x2F && $0 != 0x5C && $0 != 0x7F })
    }
    for parameter in target.parameters {
        precondition((parameter.name + parameter.value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
    return 0
}
