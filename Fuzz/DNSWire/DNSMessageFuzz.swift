// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model DNSWire

import DNSWire

/// A whole message, and the same bytes as RDATA of every type.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    if let message = try? DNSMessage(bytes), let again = try? message.encoded() {
        // What was cut may say more records than it has, and unknown bits of the header are not kept.
        let copy = try? DNSMessage(again)
        precondition(copy?.answers.count == message.answers.count, "a message does not come back")
        precondition(copy?.questions == message.questions, "a question does not come back")
    }
    for (type, _) in RecordType.known {
        let record = RecordData(type: type, rdata: bytes)
        if case .malformed = record { continue }
        if case .binding(let binding) = record { _ = (binding.fault, binding.protocols, binding.hints) }
        guard let again = try? record.encoded() else { continue }
        precondition(RecordData(type: type, rdata: again) == record, "RDATA of \(type) does not come back")
    }
    var whole = MessageReader(message: bytes)
    if let name = try? whole.name("name"), let text = DNSName("\(name)") {
        precondition(text == name, "a name does not come back from its text")
    }
    var bare = MessageReader(rdata: bytes)
    _ = try? bare.name("name")
    return 0
}
