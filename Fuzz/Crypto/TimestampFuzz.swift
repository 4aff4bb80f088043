// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Crypto

import Crypto
import Foundation

/// A log whose private key nobody kept.
private let key =
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEsp9iJm9iAnC8DRzAdMGoklxBtzARvYx+F4AFDL1pGQowRwglPVh7ZIPc7Pv2r7o6TaMTfWq1v6+uAq/YkWNOKA=="
private let logs = try? TransparencyLogList(
    json: Array(#"{"operators":[{"name":"A","logs":[{"key":"\#(key)"}]}]}"#.utf8)
)
private let logID = logs?.logs.values.first.map { SHA256.digest($0.key) } ?? []

/// What the timestamps are for.
private let certificate: ParsedCertificate? = {
    let template = CertificateTemplate(commonName: "A", notBefore: Date(), notAfter: Date())
    let issued = try? CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")))
    return issued.flatMap { try? ParsedCertificate(der: $0.der) }
}()

/// One input as a list of timestamps, as the rest of a timestamp of a known log, as a list of weak keys and as
/// a modulus.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let timestamps = SignedCertificateTimestamp.list(bytes)
    precondition(timestamps.count * 43 <= size, "timestamps came from nowhere")
    if let timestamp = SignedCertificateTimestamp([0] + logID + bytes), let logs, let certificate {
        let isValid = logs.verifies(timestamp, of: certificate, issuer: certificate, as: .certificate)
        precondition(isValid == false, "a signature was forged")
        _ = logs.verifies(timestamp, of: certificate, issuer: certificate, as: .precertificate)
    }
    if let list = try? WeakKeyList(bytes) {
        precondition(list.count > 0 && list.count * 20 <= size, "keys came from nowhere")
        _ = list.contains(modulus: bytes)
    }
    _ = ROCAFingerprint.matches(modulus: bytes)
    return 0
}
