// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire TLSWire Inflation HTTPWire Facts Crypto Preambles Transport Probes

import TLSWire

@testable import Probes

/// A byte that chooses suite and version, one for the type, then the payload of a record that claims to be encrypted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let choice = bytes.popFirst(), let type = bytes.popFirst() else { return 0 }
    let suites: [UInt16] = [0x002F, 0x0035, 0x003C, 0x009C, 0x009D, 0xC028]
    guard let protection = ClassicProtection(CipherSuite(suites[Int(choice) % suites.count])) else {
        return 0
    }
    let pair = RecordProtection.pair(
        protection,
        version: choice < 128 ? 0x0301 : 0x0303,
        master: [UInt8](repeating: 1, count: 48),
        clientRandom: [UInt8](repeating: 2, count: 32),
        serverRandom: [UInt8](repeating: 3, count: 32)
    )
    let payload = Array(bytes)
    var reader = pair.client
    precondition(reader.open(ContentType(type), payload) == nil, "a record without its MAC is opened")
    // What is sealed is opened as it was.
    guard payload.count <= 1 << 14 else { return 0 }
    var (sender, receiver) = (pair.server, pair.server)
    let record = sender.seal(ContentType(type), payload, random: [UInt8](repeating: 4, count: 16))
    precondition(receiver.open(ContentType(type), Array(record.dropFirst(5))) == payload)
    return 0
}
