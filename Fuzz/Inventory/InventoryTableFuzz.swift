// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Settings Preambles MailSubmission OpenPGP Alerts Inventory

import Inventory
import Settings

/// Any bytes as a table of hosts: every problem has a place in the file, and what is taken opens no section of its own.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let file = SourceFile(name: "f", bytes: Array(UnsafeBufferPointer(start: data, count: size)))
    let table = InventoryTable(file)
    for problem in table.problems {
        precondition(problem.span.line <= file.lines.count && !problem.description.isEmpty)
        precondition(problem.span.bytes.upperBound <= max(file.line(problem.span.line).count, 0))
    }
    guard table.problems.isEmpty else { return 0 }
    let sections = table.draft.text.split(separator: "\n").filter { $0.hasPrefix("[") }
    precondition(sections.count == table.draft.missions.count + table.draft.endpoints.count)
    return 0
}
