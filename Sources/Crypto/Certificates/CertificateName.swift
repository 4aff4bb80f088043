// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// Whether a certificate is for a host (RFC 9525).
package enum CertificateName {
    /// Compares with the subject alternative names alone; the common name never counts.
    ///
    /// A wildcard stands for the whole leftmost label only. A literal IP address, bare or in brackets,
    /// is compared with the addresses, a trailing dot of a name is left away.
    package static func matches(_ certificate: ParsedCertificate, host: String) -> Bool {
        let pointer = unsafe certificate.certificate.pointer
        defer { ErrorQueue.clear() }
        let literal = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        if let address = unsafe OwnedObject(
            OpaquePointer(a2i_IPADDRESS(literal)),
            { unsafe ASN1_OCTET_STRING_free(UnsafeMutablePointer($0)) }
        ) {
            let octets = bytes(of: unsafe UnsafePointer<ASN1_STRING>(address.pointer))
            return unsafe X509_check_ip(pointer, octets, octets.count, 0) == 1
        }
        let name = Array((host.hasSuffix(".") ? host.dropLast() : host[...]).utf8)
        // OpenSSL takes an empty name as "up to the NUL", and a leading dot as "any name below".
        guard let first = name.first, first != UInt8(ascii: "."), !name.contains(0) else { return false }
        let flags = UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT) | UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS)
        return unsafe name.withUnsafeBytes { buffer in
            let text = unsafe buffer.bindMemory(to: CChar.self).baseAddress
            return unsafe X509_check_host(pointer, text, buffer.count, flags, nil) == 1
        }
    }
}
