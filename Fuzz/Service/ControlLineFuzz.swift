// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Pipeline Service
// fuzz-longest: 4096

import Foundation
import Service

/// Any bytes as a line of the control socket: what is read of it says the same when it is written again, and is no longer
/// than it may be.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Data(UnsafeBufferPointer(start: data, count: size))
    if let request = ControlRequest(line: bytes) {
        precondition(size < ControlRequest.longestLine)
        guard let line = try? request.line else { preconditionFailure("a request that cannot be written") }
        precondition(
            line.count <= ControlRequest.longestLine && ControlRequest(line: line.dropLast()) == request
        )
    }
    if let answer = ControlAnswer(line: bytes) {
        precondition(size < ControlAnswer.longestLine)
        guard let line = try? answer.line else { return 0 }
        // An instant is written to the second.
        let again = ControlAnswer(line: line.dropLast())
        precondition(line.count >= ControlAnswer.longestLine || again?.kind == answer.kind)
        precondition(line.dropLast().firstIndex(of: 0x0A) == nil)
    }
    return 0
}
