// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Settings Clients

import Settings

@testable import Clients

/// One input as a table; where nothing is wrong with it, the shares of each region add up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let file = SourceFile(name: "table", bytes: bytes)
    let table = AudienceTable(file, clients: ["Android 7.0", "Internet Explorer 6, Windows XP"])
    for diagnostic in table.diagnostics { precondition(!"\(diagnostic)".isEmpty) }
    guard table.diagnostics.isEmpty else { return 0 }
    for parts in table.shares.values {
        let sum = parts.values.reduce(0, +)
        precondition(abs(sum - 1) < 0.01, "shares add up to \(sum)")
    }
    return 0
}
