// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire MailPolicy

import MailPolicy

/// One TXT record as SPF, and as text with macros.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let isRecord = SPFRecord.isRecord(bytes)
    if let record = try? SPFRecord(bytes) {
        precondition(isRecord, "what is no record was read as one")
        precondition(record.directives.count <= size / 2, "more directives than text")
    }
    for place in [MacroString.Place.domain, .modifier, .explanation] {
        guard let string = try? MacroString(bytes, in: place) else { continue }
        precondition(string.expanded { [$0] }.count <= 3 * size, "macros of one letter grew")
        _ = string.letters
    }
    if let domain = try? MacroString.domain(bytes) { _ = domain.text }
    return 0
}
