// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire TLSWire Inflation HTTPWire Facts Crypto Preambles Transport Probes

import Facts
import TLSWire
import Transport

@testable import Probes

/// A byte that chooses what is sent behind the server's flight and how the connection ends, one that says how long the
/// portions are, then the server's bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let choice = bytes.popFirst(), let manner = bytes.popFirst() else { return 0 }
    guard let whole = play(choice, Array(bytes), portion: .max),
        let cut = play(choice, Array(bytes), portion: Int(manner) + 1)
    else { return 0 }
    precondition(whole.response == cut.response, "portions change the response")
    precondition(whole.heartbeats.first == cut.heartbeats.first, "portions change the heartbeat")
    for heartbeat in [Heartbeat.oneByteMore, .filling] {
        guard case .shows(.vulnerable, _, _) = heartbeat.verdict(on: whole) else { continue }
        precondition((whole.heartbeats.first?.count ?? 0) > 3 + heartbeat.payload.count, "nothing leaked")
    }
    return 0
}

private func play(_ choice: UInt8, _ bytes: [UInt8], portion: Int) -> IntrusionMachine.Outcome? {
    var hello = ClientHello(
        versions: .tls10 ... .tls12,
        suites: CipherSuite.usable(in: .tls12),
        random: [UInt8](repeating: choice, count: 32)
    )
    hello.heartbeatMode = 1
    let machine = try? IntrusionMachine(hello) { flight in
        let version = flight.serverHello.version
        guard choice & 1 == 0 else { return PlainRecord.bytes(.changeCipherSpec, version: version, [1]) }
        let vectors = BleichenbacherVector.allCases
        return vectors[Int(choice >> 4) % vectors.count].intrusion(
            on: flight,
            clientVersion: 0x0303,
            random: [UInt8](repeating: 7, count: 4096),
            isComplete: choice & 2 == 0
        ) ?? Heartbeat.oneByteMore.record(version: version)
    }
    guard let machine else { return nil }
    let ends: [Transport.StreamEnd] = [.closed, .reset, .timedOut]
    let played = Transcript(entries: [.server(bytes)], end: ends[Int(choice >> 2) % ends.count])
    return replay(machine, played, cut: portion).outcome
}
