// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing

struct CertificateRevocationListTests {
    private typealias Template = RevocationListFactory.Template

    private static let now = Date(timeIntervalSince1970: 1_795_435_200)
    private let issuer: IssuedCertificate
    private let namesake: IssuedCertificate
    private let stranger: IssuedCertificate
    private let leaf: IssuedCertificate

    init() throws {
        issuer = try Self.authority("Issuing CA")
        namesake = try Self.authority("Issuing CA")
        stranger = try Self.authority("Another CA")
        leaf = try Self.issue("www.test", serial: [0x80, 0x01], issuer: issuer)
    }

    private static func template(_ name: String) -> CertificateTemplate {
        CertificateTemplate(
            commonName: name,
            notBefore: now.addingTimeInterval(-86_400),
            notAfter: now.addingTimeInterval(86_400)
        )
    }

    private static func authority(
        _ name: String,
        usage: String? = nil,
        key: PrivateKey.Kind = .ec(curve: "P-256")
    ) throws -> IssuedCertificate {
        var template = template(name)
        template.isCertificateAuthority = true
        template.keyUsage = usage
        return try CertificateFactory.issue(template, key: .generate(key))
    }

    private static func issue(_ name: String, serial: [UInt8], issuer: IssuedCertificate) throws
        -> IssuedCertificate
    {
        var template = template(name)
        template.serial = serial
        return try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")), issuer: issuer)
    }

    private static var empty: Template {
        Template(thisUpdate: now, nextUpdate: now.addingTimeInterval(7 * 86_400))
    }

    private static func list(_ template: Template, by issuer: IssuedCertificate, key: PrivateKey? = nil)
        throws
        -> CertificateRevocationList
    {
        try CertificateRevocationList(
            der: RevocationListFactory.issue(template, issuer: issuer, key: key)
        )
    }

    @Test func anEntryIsFoundWithItsReasonAndItsDate() throws {
        var template = Self.empty
        template.entries = (0..<300).map { .init(serial: [0x01, UInt8($0 / 256), UInt8($0 % 256)]) }
        template.entries.append(.init(serial: [0x80, 0x01], reason: .keyCompromise))
        let list = try Self.list(template, by: issuer)
        let entry = try #require(try list.entry(for: leaf.der))
        #expect(entry.reason == .keyCompromise)
        #expect(entry.revoked == Self.now)
        #expect(list.thisUpdate == Self.now && list.nextUpdate == Self.now.addingTimeInterval(7 * 86_400))
        #expect(list.entryCount == 301)
        let other = try Self.issue("other.test", serial: [0x80, 0x02], issuer: issuer)
        #expect(try list.entry(for: other.der) == nil)
        #expect(throws: CryptoError.self) { try list.entry(for: [0x30, 0x00]) }
    }

    @Test func withoutEntriesNothingIsListed() throws {
        var template = Self.empty
        template.nextUpdate = nil
        let list = try Self.list(template, by: issuer)
        #expect(try list.entry(for: leaf.der) == nil)
        #expect(list.nextUpdate == nil && list.doubt == nil && list.coverage == .all && list.number == nil)
        #expect(list.distributionPoints == [])
    }

    @Test(arguments: [PrivateKey.Kind.ec(curve: "P-256"), .rsa(bits: 2048)])
    func theIssuersKeyAloneStandsBehindIt(_ kind: PrivateKey.Kind) throws {
        let issuer = try Self.authority("Issuing CA", key: kind)
        let list = try Self.list(Self.empty, by: issuer)
        #expect(try list.isIssued(by: parsed(issuer)) && list.isSigned(by: parsed(issuer)))
        #expect(try list.isIssued(by: parsed(namesake)) && !list.isSigned(by: parsed(namesake)))
        #expect(try !list.isIssued(by: parsed(stranger)) && !list.isSigned(by: parsed(stranger)))
    }

    @Test func whoMayNotSignListsSignedNothing() throws {
        let authority = try Self.authority("Issuing CA", usage: "critical,keyCertSign")
        let list = try Self.list(Self.empty, by: authority)
        #expect(try list.isIssued(by: parsed(authority)) && !list.isSigned(by: parsed(authority)))
    }

    @Test func changedListsDoNotVerify() throws {
        var template = Self.empty
        template.entries = [.init(serial: [0x80, 0x01], reason: .superseded)]
        let original = try RevocationListFactory.issue(template, issuer: issuer)
        var read = 0
        for position in original.indices {
            for bit in [UInt8(0x01), 0x80] {
                var changed = original
                changed[position] ^= bit
                guard let list = try? CertificateRevocationList(der: changed) else { continue }
                read += 1
                #expect(try !list.isSigned(by: parsed(issuer)), "position \(position)")
            }
        }
        #expect(read > 0)
        for length in 0..<original.count {
            let prefix = Array(original.prefix(length))
            #expect(throws: CryptoError.self) { try CertificateRevocationList(der: prefix) }
        }
        #expect(throws: CryptoError.self) { try CertificateRevocationList(der: original + [0]) }
    }

    private static let doubts:
        [(String, [UInt8], Bool, CertificateRevocationList.Doubt?, CertificateRevocationList.Coverage)] = [
            ("2.5.29.27", [0x02, 0x01, 0x05], true, .delta, .all),
            ("2.5.29.28", [0x30, 0x03, 0x84, 0x01, 0xFF], true, .indirect, .all),
            ("2.5.29.28", [0x30, 0x03, 0x85, 0x01, 0xFF], true, .attributeCertificates, .all),
            ("2.5.29.28", [0x30, 0x04, 0x83, 0x02, 0x05, 0x60], true, .someReasons, .all),
            ("2.5.29.28", [0x30, 0x06, 0xA0, 0x04, 0xA1, 0x02, 0x30, 0x00], true, .relativeName, .all),
            ("2.5.29.28", [0x30, 0x03, 0x81, 0x01, 0xFF], true, nil, .users),
            ("2.5.29.28", [0x30, 0x03, 0x82, 0x01, 0xFF], true, nil, .authorities),
            ("2.5.29.28", [0x30, 0x03, 0x84, 0x01, 0x00], true, nil, .all),
            ("1.3.6.1.4.1.99999.7", [0x05, 0x00], true, .criticalExtension("1.3.6.1.4.1.99999.7"), .all),
            ("1.3.6.1.4.1.99999.7", [0x05, 0x00], false, nil, .all),
        ]

    @Test(arguments: doubts)
    func whatTheListIsAboutIsRead(
        identifier: String,
        value: [UInt8],
        isCritical: Bool,
        doubt: CertificateRevocationList.Doubt?,
        coverage: CertificateRevocationList.Coverage
    ) throws {
        var template = Self.empty
        template.extensions = [
            .init("2.5.29.20", isCritical: false, value: [0x02, 0x02, 0x12, 0x34]),
            .init(identifier, isCritical: isCritical, value: value),
        ]
        let list = try Self.list(template, by: issuer)
        #expect(list.number == "1234")
        #expect(list.doubt == doubt)
        #expect(list.coverage == coverage)
    }

    @Test func theDistributionPointsNamesAreRead() throws {
        let url = Array("http://a.test/1.crl".utf8)
        let name = [0x86, UInt8(url.count)] + url
        let full = [0xA0, UInt8(name.count)] + name
        let point = [0xA0, UInt8(full.count)] + full
        var template = Self.empty
        let value = [0x30, UInt8(point.count)] + point
        template.extensions = [.init("2.5.29.28", isCritical: true, value: value)]
        #expect(try Self.list(template, by: issuer).distributionPoints == ["http://a.test/1.crl"])
    }

    @Test func malformedExtensionsMakeItUnreadable() throws {
        for value: [UInt8] in [[0x30], [0x02, 0x01, 0x05], [0x30, 0x02, 0xA0, 0x05]] {
            var template = Self.empty
            template.extensions = [.init("2.5.29.28", isCritical: true, value: value)]
            let der = try RevocationListFactory.issue(template, issuer: issuer)
            #expect(throws: CryptoError.self) { try CertificateRevocationList(der: der) }
        }
    }

    @Test func aLongListIsReadOnceAndSearchedQuickly() throws {
        var template = Self.empty
        template.entries = (0..<60_000).map { number in
            .init(serial: [0x11, UInt8(number >> 16), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)])
        }
        template.entries.append(.init(serial: [0x80, 0x01]))
        let list = try Self.list(template, by: issuer)
        #expect(try list.isSigned(by: parsed(issuer)))
        let began = ContinuousClock.now
        for _ in 0..<2_000 { _ = try list.entry(for: leaf.der) }
        #expect(began.duration(to: .now) < .seconds(20))
        #expect(list.footprint < list.entryCount * 64)
    }

    @Test func aRequestAsksAboutOneCertificateWithoutNonce() throws {
        let request = try OCSPRequest.make(for: parsed(leaf), issuer: parsed(issuer))
        #expect(request == (try OCSPRequest.make(for: parsed(leaf), issuer: parsed(issuer))))
        // RFC 6960 §4.1.1: only the CertID of SHA-1 is in it.
        #expect(request.count < 90)
    }
}
