// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire WebPolicy

import WebPolicy

/// What hosts say of accounts, of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let file = TrustTxt(bytes)
    precondition(file.entries.count <= TrustTxt.most)
    precondition(file.entries.allSatisfy { TrustTxt.names.contains($0.name) && !$0.value.isEmpty })
    if let descriptor = WebFingerDescriptor(bytes) {
        precondition(descriptor.aliases.count <= 64 && descriptor.profiles.count <= 64)
    }
    if let identifier = DecentralizedIdentifier(bytes) {
        precondition(DecentralizedIdentifier(Array(identifier.text.utf8)) == identifier)
        precondition(DecentralizedIdentifier(record: Array("did=\(identifier.text)".utf8)) == identifier)
    }
    _ = DecentralizedIdentifier(record: bytes)
    _ = ProfileAddress(String(decoding: bytes, as: UTF8.self))
    return 0
}
