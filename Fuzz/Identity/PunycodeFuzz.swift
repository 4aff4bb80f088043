// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Identity

import Identity

/// Punycode of any bytes, and a domain of any bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    if let scalars = Punycode.decode(bytes), let again = Punycode.encode(scalars) {
        precondition(Punycode.decode(again.utf8) == scalars, "Punycode does not come back")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    if let label = HostLabel(Array(text.unicodeScalars)) {
        precondition(HostLabel(ascii: label.ascii) == label, "a label does not come back")
    }
    // Names have hundreds of look-alikes, long ones thousands; a few of the inputs will do.
    if bytes.count <= 24, bytes.reduce(0, &+) % 64 == 0, let names = LookAlikes(of: text, words: []) {
        precondition(Set(names.all.map(\.name)).count == names.all.count, "a name comes twice")
    }
    return 0
}
