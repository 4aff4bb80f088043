// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire

import DNSWire

/// A byte that says over which way, then what a server sends: one datagram, or a stream in portions.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    var bytes = UnsafeBufferPointer(start: data, count: size)[...]
    guard let first = bytes.popFirst(), let name = DNSName("mfa.example") else { return 0 }
    var question = ServerQuestion(name, .soa)
    question.isOverTCP = first & 1 == 1
    var dialogue = ServerDialogue(question, id: 0x1234)
    var step = dialogue.start()
    let portion = Int(first >> 1) + 1
    while !bytes.isEmpty {
        if case .finish = step { return 0 }
        if case .sendStream = step, !question.isOverTCP { question.isOverTCP = true }
        let next = Array(bytes.prefix(question.isOverTCP ? portion : bytes.count))
        bytes = bytes.dropFirst(next.count)
        let after = question.isOverTCP ? dialogue.receiveStream(next) : dialogue.receiveDatagram(next)
        if after != .wait { step = after }
    }
    var turns = 0
    while case .sendDatagram = dialogue.attemptTimedOut() {
        turns += 1
        precondition(turns < 8, "it asks without end")
    }
    return 0
}
