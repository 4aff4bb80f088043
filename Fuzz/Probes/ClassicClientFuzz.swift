// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire TLSWire Inflation HTTPWire Facts Crypto Preambles Transport Probes

import TLSWire
import Transport

@testable import Probes

/// A byte that chooses the hello, one that says how long the portions are, then the server's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let choice = bytes.popFirst(), let manner = bytes.popFirst() else { return 0 }
    let whole = play(choice, Array(bytes), portion: .max)
    let cut = play(choice, Array(bytes), portion: Int(manner) + 1)
    precondition(whole.state == cut.state && whole.events == cut.events, "portions change the outcome")
    // Nobody but a server with the keys gets that far.
    precondition(whole.state != .established && whole.events.isEmpty)
    return 0
}

private func play(_ choice: UInt8, _ bytes: [UInt8], portion: Int) -> ClassicMachine.Outcome {
    let newest: ProtocolVersion = [.tls10, .tls11, .tls12][Int(choice) % 3]
    let hello = ClientHello(
        versions: newest...newest,
        suites: CipherSuite.usable(in: newest),
        random: [UInt8](repeating: choice, count: 32)
    )
    let client = ClassicClient(hello: hello, random: [UInt8](repeating: choice | 1, count: 512))
    let played = Transcript(entries: [.server(bytes)], end: .closed)
    return replay(ClassicMachine(client) { $0.protect(.applicationData, [1]) }, played, cut: portion).outcome
}
