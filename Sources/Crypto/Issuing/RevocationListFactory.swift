// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL
package import Foundation

/// Makes lists of revoked certificates for laboratories and tests, bad ones among them.
package enum RevocationListFactory {
    /// What shall stand in a list.
    package struct Template: Sendable {
        package struct Entry: Sendable {
            /// Big-endian.
            package let serial: [UInt8]
            package let reason: RevocationReason?

            package init(serial: [UInt8], reason: RevocationReason? = nil) {
                self.serial = serial
                self.reason = reason
            }
        }

        /// Of the whole list, its value in DER.
        package struct Extension: Sendable {
            package let identifier: String
            package let isCritical: Bool
            package let value: [UInt8]

            package init(_ identifier: String, isCritical: Bool, value: [UInt8]) {
                self.identifier = identifier
                self.isCritical = isCritical
                self.value = value
            }
        }

        package var thisUpdate: Date
        /// Nil leaves the field away.
        package var nextUpdate: Date?
        /// Each revoked at `thisUpdate`.
        package var entries: [Entry] = []
        package var extensions: [Extension] = []

        package init(thisUpdate: Date, nextUpdate: Date?) {
            self.thisUpdate = thisUpdate
            self.nextUpdate = nextUpdate
        }
    }

    /// In DER, under the subject's name of `issuer` and signed with its key, or another's.
    package static func issue(
        _ template: Template,
        issuer: IssuedCertificate,
        key: PrivateKey? = nil
    ) throws(CryptoError) -> [UInt8] {
        ErrorQueue.clear()
        let made = unsafe OwnedObject(X509_CRL_new()) { unsafe X509_CRL_free($0) }
        guard let list = consume made else { throw CryptoError(.issueList) }
        let authority = try Certificate(der: issuer.der)
        try require(unsafe X509_CRL_set_version(list.pointer, 1))
        try require(
            unsafe X509_CRL_set_issuer_name(list.pointer, X509_get_subject_name(authority.pointer))
        )
        let this = try Time(template.thisUpdate)
        try require(unsafe X509_CRL_set1_lastUpdate(list.pointer, this.pointer))
        if let next = template.nextUpdate {
            let next = try Time(next)
            try require(unsafe X509_CRL_set1_nextUpdate(list.pointer, next.pointer))
        }
        for entry in template.entries { try add(entry, at: this, to: list) }
        for item in template.extensions { try add(item, to: list) }
        let signer = try (key ?? issuer.key).handle()
        try require(unsafe X509_CRL_sign(list.pointer, signer.pointer, EVP_sha256()))
        return unsafe encodeDER(list.pointer) { unsafe i2d_X509_CRL($0, $1) }
    }

    /// A time that is freed at the end of its life.
    @safe
    private struct Time: ~Copyable {
        let pointer: UnsafeMutablePointer<ASN1_TIME>

        init(_ date: Date) throws(CryptoError) {
            guard let seconds = Int(exactly: date.timeIntervalSince1970.rounded()),
                let time = unsafe ASN1_TIME_set(nil, seconds)
            else { throw CryptoError(.issueList) }
            unsafe pointer = time
        }

        deinit { unsafe ASN1_STRING_free(pointer) }
    }

    private static func add(
        _ entry: Template.Entry,
        at time: borrowing Time,
        to list: borrowing OwnedObject
    ) throws(CryptoError) {
        guard let revoked = unsafe X509_REVOKED_new() else { throw CryptoError(.issueList) }
        let number = unsafe BN_bin2bn(entry.serial, Int32(clamping: entry.serial.count), nil)
        let serial = unsafe BN_to_ASN1_INTEGER(number, nil)
        defer {
            unsafe BN_free(number)
            unsafe ASN1_INTEGER_free(serial)
        }
        try require(unsafe X509_REVOKED_set_serialNumber(revoked, serial))
        try require(unsafe X509_REVOKED_set_revocationDate(revoked, time.pointer))
        if let reason = entry.reason {
            let code = unsafe ASN1_ENUMERATED_new()
            defer { unsafe ASN1_ENUMERATED_free(code) }
            try require(unsafe ASN1_ENUMERATED_set(code, reason.number))
            try require(unsafe X509_REVOKED_add1_ext_i2d(revoked, NID_crl_reason, code, 0, 0))
        }
        // The list owns it from here on.
        try require(unsafe X509_CRL_add0_revoked(list.pointer, revoked))
    }

    private static func add(
        _ item: Template.Extension,
        to list: borrowing OwnedObject
    ) throws(CryptoError) {
        let value = unsafe ASN1_OCTET_STRING_new()
        defer { unsafe ASN1_OCTET_STRING_free(value) }
        try require(unsafe ASN1_OCTET_STRING_set(value, item.value, Int32(clamping: item.value.count)))
        let object = unsafe OBJ_txt2obj(item.identifier, 1)
        defer { unsafe ASN1_OBJECT_free(object) }
        let made = unsafe X509_EXTENSION_create_by_OBJ(nil, object, item.isCritical ? 1 : 0, value)
        guard let made = unsafe OwnedObject(made, { unsafe X509_EXTENSION_free($0) }) else {
            throw CryptoError(.issueList)
        }
        try require(unsafe X509_CRL_add_ext(list.pointer, made.pointer, -1))
    }

    private static func require(_ result: Int32) throws(CryptoError) {
        guard result > 0 else { throw CryptoError(.issueList) }
    }
}
