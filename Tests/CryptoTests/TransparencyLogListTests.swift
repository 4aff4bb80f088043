// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing

/// Timestamps of a log made for the purpose, in each of the two forms that a log signs.
struct TransparencyLogListTests {
    private let log: PrivateKey
    private let list: TransparencyLogList
    private let issuer: IssuedCertificate
    private let key: PrivateKey
    private let template: CertificateTemplate

    init() throws {
        log = try .generate(.ec(curve: "P-256"))
        list = try TransparencyLogList(json: Self.json(keys: [log.publicKey()]))
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        var authority = CertificateTemplate(
            commonName: "Authority",
            notBefore: start,
            notAfter: start.addingTimeInterval(86_400)
        )
        authority.isCertificateAuthority = true
        issuer = try CertificateFactory.issue(authority, key: .generate(.rsa(bits: 2048)))
        key = try .generate(.ec(curve: "P-256"))
        var leaf = authority
        leaf.isCertificateAuthority = false
        leaf.commonName = "www.test.example"
        leaf.dnsNames = ["www.test.example"]
        leaf.serial = Array(0x41...0x50)
        template = leaf
    }

    private static func json(keys: [[UInt8]], member: String = "logs") -> [UInt8] {
        let logs = keys.map {
            #"{"description":"Log","key":"\#(Data($0).base64EncodedString())","mmd":86400}"#
        }
        let text =
            #"{"version":"3.1","operators":[{"name":"Operator","email":[],"\#(member)":["#
            + logs.joined(separator: ",") + "]}]}"
        return Array(text.utf8)
    }

    private func vector(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) } + bytes
    }

    /// The timestamp that the log gives for an entry: its type and content (RFC 6962 §3.2).
    private func timestamp(of entry: [UInt8], by log: PrivateKey? = nil) throws -> [UInt8] {
        let log = log ?? self.log
        let time: [UInt8] = [0, 0, 1, 0x8B, 0xCF, 0xE5, 0x68, 0]
        let signature = try log.sign([0, 0] + time + entry + [0, 0])
        return try [0] + SHA256.digest(log.publicKey()) + time + [0, 0, 4, 3] + vector(signature, 2)
    }

    /// TBSCertificate: the first element of the outer SEQUENCE.
    private func body(of certificate: [UInt8]) throws -> [UInt8] {
        let content = certificate.dropFirst(4)
        try #require(certificate[1] == 0x82 && certificate[4] == 0x30 && certificate[5] == 0x82)
        let length = Int(certificate[6]) << 8 | Int(certificate[7])
        return Array(content.prefix(4 + length))
    }

    @Test func aTimestampOfTheFinalCertificateVerifies() throws {
        let leaf = try ParsedCertificate(
            der: CertificateFactory.issue(template, key: key, issuer: issuer).der
        )
        let bytes = try timestamp(of: [0, 0] + vector(leaf.der, 3))
        let promise = try #require(SignedCertificateTimestamp(bytes))
        let authority = try parsed(issuer)
        #expect(list.verifies(promise, of: leaf, issuer: nil, as: .certificate) == true)
        #expect(list.verifies(promise, of: authority, issuer: nil, as: .certificate) == false)
        // Nothing was embedded, so there was no precertificate.
        #expect(list.verifies(promise, of: leaf, issuer: authority, as: .precertificate) == nil)
    }

    @Test func anEmbeddedTimestampVerifiesOverThePrecertificate() throws {
        let bare = try CertificateFactory.issue(template, key: key, issuer: issuer).der
        let authority = try parsed(issuer)
        let keyHash = SHA256.digest(authority.details.key.subjectPublicKeyInfo)
        let bytes = try timestamp(of: [0, 1] + keyHash + vector(try body(of: bare), 3))
        var stamped = template
        stamped.timestamps = [bytes]
        let leaf = try ParsedCertificate(der: CertificateFactory.issue(stamped, key: key, issuer: issuer).der)
        let embedded = try #require(leaf.details.timestamps.first)
        #expect(list.verifies(embedded, of: leaf, issuer: authority, as: .precertificate) == true)
        #expect(list.verifies(embedded, of: leaf, issuer: leaf, as: .precertificate) == false)
        #expect(list.verifies(embedded, of: leaf, issuer: nil, as: .precertificate) == nil)
    }

    @Test func anUnknownLogIsNotVerified() throws {
        let leaf = try ParsedCertificate(
            der: CertificateFactory.issue(template, key: key, issuer: issuer).der
        )
        let bytes = try timestamp(of: [0, 0] + vector(leaf.der, 3), by: key)
        let promise = try #require(SignedCertificateTimestamp(bytes))
        #expect(list.verifies(promise, of: leaf, issuer: nil, as: .certificate) == nil)
    }

    @Test func everyChangedByteIsNoticed() throws {
        let leaf = try ParsedCertificate(
            der: CertificateFactory.issue(template, key: key, issuer: issuer).der
        )
        let bytes = try timestamp(of: [0, 0] + vector(leaf.der, 3))
        for position in bytes.indices {
            var changed = bytes
            changed[position] ^= 0x01
            let promise = try #require(SignedCertificateTimestamp(changed))
            #expect(list.verifies(promise, of: leaf, issuer: nil, as: .certificate) != true, "\(position)")
        }
        for count in 41..<bytes.count {
            let promise = try #require(SignedCertificateTimestamp(bytes.prefix(count)))
            #expect(list.verifies(promise, of: leaf, issuer: nil, as: .certificate) == false)
        }
    }

    @Test func logsAreListedByTheirKeys() throws {
        let id = try SHA256.hex(log.publicKey())
        #expect(list.logs.keys.sorted() == [id])
        #expect(list.logs[id]?.operatorName == "Operator")
        let tiled = try TransparencyLogList(json: Self.json(keys: [log.publicKey()], member: "tiled_logs"))
        #expect(tiled.logs.keys.sorted() == [id])
    }

    @Test(arguments: [
        "", "[]", "{}", #"{"operators":[]}"#, #"{"operators":[{"name":"A","logs":[{"key":"?"}]}]}"#,
    ])
    func whatIsNoListIsRefused(_ text: String) {
        #expect(throws: TransparencyLogList.ListError.self) {
            try TransparencyLogList(json: Array(text.utf8))
        }
    }
}
