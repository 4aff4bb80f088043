// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire TLSWire Inflation HTTPWire Facts Crypto Preambles Transport Probes

import Crypto
import Transport

@testable import Probes

/// A byte that chooses the protocol, one that says how long the portions are, then what the service says.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let context, let choice = bytes.popFirst(), let manner = bytes.popFirst() else { return 0 }
    let speech = [InjectionDialect.Speech.smtp, .imap, .pop3][Int(choice) % 3]
    for portion in [Int.max, Int(manner) + 1] {
        guard let machine = try? InjectionMachine(context, serverName: nil, dialect: InjectionDialect(speech))
        else { return 0 }
        let played = Transcript(entries: [.server(Array(bytes))], end: .closed)
        let outcome = replay(machine, played, cut: portion).outcome
        precondition(outcome != .injected && outcome != .notInjected, "an answer within TLS without TLS")
    }
    return 0
}

private let context = try? TLSClientContext()
