// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire TLSWire Inflation HTTPWire Facts Crypto Preambles Transport Probes

import Crypto
import HTTPWire
import Transport

@testable import Probes

/// A byte that chooses the machine, one that says how long the portions are, then the server's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let context, let choice = bytes.popFirst(), let manner = bytes.popFirst() else { return 0 }
    let played = Transcript(entries: [.server(Array(bytes))], end: .closed)
    if choice & 1 == 0 {
        guard let machine = try? RenegotiationMachine(context, serverName: nil, wanted: 10) else { return 0 }
        let outcome = replay(machine, played, cut: Int(manner) + 1).outcome
        precondition(!outcome.isEstablished && outcome.renegotiations == 0, "a handshake with nobody")
    } else {
        guard let request = HTTPRequest(target: "/", authority: "server.example"),
            let machine = try? WebRequestMachine(context, serverName: "server.example", first: request)
        else { return 0 }
        if case .answered? = replay(machine, played, cut: Int(manner) + 1).outcome.replies.first {
            preconditionFailure("an answer of nobody")
        }
    }
    return 0
}

private let context = try? TLSClientContext()
