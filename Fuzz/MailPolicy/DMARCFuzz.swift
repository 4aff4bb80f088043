// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire MailPolicy

import DNSWire
import MailPolicy

/// One TXT record as DMARC and as the other lists of tags, and as the record of every domain on the way up.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    if let list = try? TagList(bytes) {
        precondition(Set(list.tags.map(\.name)).count == list.tags.count, "a tag stands twice")
    }
    if DMARCRecord.isRecord(bytes), let record = try? DMARCRecord(bytes) {
        precondition(
            record.isApplied || record.policy(for: .own) == nil,
            "what is not applied asks for something"
        )
    }
    if let name = DNSName("www.paris.mfa.example") {
        let walk = DMARCTreeWalk(from: name) { _ in .found([bytes]) }
        precondition(name.isWithin(walk.organization), "the organization lies elsewhere")
    }
    if DKIMKeyRecord.isRecord(bytes) { _ = try? DKIMKeyRecord(bytes) }
    if BIMIRecord.isRecord(bytes) { _ = try? BIMIRecord(bytes) }
    if TLSReportingRecord.isRecord(bytes), let record = try? TLSReportingRecord(bytes) {
        precondition(!record.destinations.isEmpty, "reports that go nowhere")
    }
    _ = ReportURI(String(decoding: bytes, as: UTF8.self))
    return 0
}
