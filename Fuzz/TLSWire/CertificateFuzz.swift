// SPDX-License-Identifier: Apache-2.0
// fuzz-module: TLSWire

import TLSWire

/// One body, read as each of the messages that carry certificates, statuses, requests and tickets.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let body = UnsafeBufferPointer(start: data, count: size)
    if let message = try? CertificateMessage(body: body) {
        precondition(message.certificates.reduce(3) { $0 + 3 + $1.count } == size, "bytes were lost")
    }
    if let message = try? CertificateMessage13(body: body) {
        for entry in message.entries {
            _ = entry.ocspResponse
            _ = entry.signedCertificateTimestamps
        }
    }
    _ = try? CertificateVerify(body: body)
    _ = try? (try? CompressedCertificate(body: body))?.certificate()
    _ = try? CertificateStatus(body: body)
    _ = try? CertificateRequest(body: body, version: 0x0303)
    _ = try? CertificateRequest(body: body, version: 0x0301)
    _ = try? CertificateRequest13(body: body)
    _ = try? NewSessionTicket(body: body)
    _ = (try? NewSessionTicket13(body: body))?.maxEarlyData
    return 0
}
