// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Crypto

import Crypto
import Foundation

/// An issuer whose key nobody kept.
private let issuer: ParsedCertificate? = {
    var template = CertificateTemplate(commonName: "A", notBefore: Date(), notAfter: Date())
    template.isCertificateAuthority = true
    let issued = try? CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
    return issued.flatMap { try? ParsedCertificate(der: $0.der) }
}()

/// One input as a list of revoked certificates and as an OCSP response.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard let issuer else { return 0 }
    if let list = try? CertificateRevocationList(der: bytes) {
        precondition(list.entryCount * 5 <= size, "entries came from nowhere")
        precondition(!list.isSigned(by: issuer), "a signature was forged")
        _ = list.isIssued(by: issuer)
        _ = try? list.entry(for: issuer.der)
    }
    if let response = try? OCSPStaple(bytes, leaf: issuer, issuer: issuer) {
        precondition(response.isSignatureValid != true, "a signature was forged")
    }
    return 0
}
