// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire MailPolicy

import DNSWire
import MailPolicy

/// A policy file, and the record that announces one.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    if let policy = try? MTASTSPolicy(bytes) {
        precondition(policy.mode == .none || !policy.hosts.isEmpty, "a policy for no host")
        precondition((0...MTASTSPolicy.longestAge).contains(policy.maximumAge), "an age out of range")
        for pattern in policy.hosts {
            let host = pattern.isWildcard ? pattern.name.prepending("mx") : pattern.name
            if let host { precondition(policy.covers(host), "a pattern that matches nothing") }
        }
    }
    if MTASTSRecord.isRecord(bytes), let record = try? MTASTSRecord(bytes) {
        precondition((1...32).contains(record.id.utf8.count), "an identifier out of range")
    }
    return 0
}
