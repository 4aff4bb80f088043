// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model Registers

import Registers

private func read(_ bytes: [UInt8], portion: Int) -> Result<CertificateExtract, ExtractFault> {
    var reader = CertificateExtractReader()
    var rest = bytes[...]
    while !rest.isEmpty {
        reader.receive(rest.prefix(portion))
        rest = rest.dropFirst(portion)
    }
    return Result { () throws(ExtractFault) in try reader.finish() }
}

/// Extracts of any bytes: however they are cut, they say the same, and what is found lies in the domain.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let lines = bytes.count { $0 == 0x0A } + 1
    switch (read(bytes, portion: .max), read(bytes, portion: 3)) {
    case (.success(let whole), .success(let cut)):
        precondition(whole.count == cut.count && whole.count <= lines)
        for domain in ["mfa.example", "example", "b"] {
            let found = whole.certificates(of: domain)
            precondition(found == cut.certificates(of: domain))
            for name in found.flatMap(\.names) {
                precondition(name == domain || name.hasSuffix(".\(domain)"))
            }
        }
    case (.failure(let whole), .failure(let cut)):
        precondition(whole == cut && (1...lines).contains(whole.line) && whole.column >= 1)
    default: preconditionFailure("portions change the end")
    }
    return 0
}
