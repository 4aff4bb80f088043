// SPDX-License-Identifier: Apache-2.0
// fuzz-module: ConferenceWire

import ConferenceWire

/// What a server of STUN sends.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard case .whole(let length) = STUNMessage.extent(of: bytes) else {
        precondition(STUNMessage(bytes) == nil, "what is not whole is read")
        return 0
    }
    guard let message = STUNMessage(bytes[..<length]) else { return 0 }
    precondition(message.errorCode.map { (300...699).contains($0) } ?? true)
    precondition(message.realm.map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } } ?? true)
    precondition(STUNMessage(message.encoded) == message, "what is written is read otherwise")
    return 0
}
