// SPDX-License-Identifier: Apache-2.0
import Checks
import Crypto
import DNSWire
import Facts
import Model
import Testing

/// Every usage, selector and matching type of RFC 6698 §2.1, against a chain of leaf, intermediate and root.
struct ServedAssociationTests {
    /// What a certificate and its key are, for want of real ones: the digests are of these bytes.
    private static let parts: [(certificate: [UInt8], key: [UInt8])] = (0..<3).map {
        (Array("certificate \($0)".utf8), Array("key \($0)".utf8))
    }

    private func value(_ position: Int, selector: UInt8, matching: UInt8) -> [UInt8] {
        let part = Self.parts[position]
        let whole = selector == 0 ? part.certificate : part.key
        return matching == 0 ? whole : matching == 1 ? SHA256.digest(whole) : SHA512.digest(whole)
    }

    private func verdict(
        _ records: [RecordData],
        port: UInt16 = 25,
        keepsSHA512: Bool = true
    ) throws -> Verdict {
        let host = port == 25 ? "mx1.mfa.example" : "mfa.example"
        var scene = try DomainScene.sound().with("_25._tcp.mx1.mfa.example", .tlsa)
            .serving(host, port: port, spki: "aa")
        if port == 25 { scene.endpoints.removeFirst() }
        let chain = Self.parts.map { part in
            CertificateSummary.leaf(spki: SHA256.hex(part.key), sha256: SHA256.hex(part.certificate))
        }
        let subject = Subject(scope: .address, name: "\(host):\(port)@192.0.2.25")
        scene = try scene.seeing(
            CertificateChain(aspect: CertificateChain.served, certificates: chain),
            on: subject
        )
        if keepsSHA512 {
            let digests = Self.parts.map { part in
                AssociationDigests.Digests(
                    certificate: SHA512.hex(part.certificate),
                    subjectPublicKeyInfo: SHA512.hex(part.key)
                )
            }
            scene = try scene.seeing(
                AssociationDigests(aspect: CertificateChain.served, certificates: digests),
                on: subject
            )
        }
        let set = DNSRecords(
            name: try DomainScene.name("_\(port)._tcp.\(host)"),
            type: .tlsa,
            outcome: .found,
            records: try records.map { try $0.encoded() },
            security: .secure
        )
        return try scene.seeing(set).verdict(of: DANEBroken.self)
    }

    private static let parameters = (0...3).flatMap { (usage: UInt8) in
        (0...1).flatMap { (selector: UInt8) in
            (0...2).map { (matching: UInt8) in [usage, selector, matching] }
        }
    }

    @Test(arguments: parameters)
    func whatIsServedFits(_ parameters: [UInt8]) throws {
        let (usage, selector, matching) = (parameters[0], parameters[1], parameters[2])
        for position in [1, 3].contains(usage) ? [0] : [1, 2] {
            let data = value(position, selector: selector, matching: matching)
            let record = DomainScene.association(usage, selector, data, matching: matching)
            #expect(try verdict([record], port: 443) == .pass)
            let mail = try verdict([record])
            #expect(usage > 1 ? mail == .pass : mail.level == "unusable")
        }
    }

    /// The leaf is no authority, an authority no leaf; what need not be sent is not tested.
    @Test(arguments: parameters)
    func whatStandsElsewhereInTheChainDoesNot(_ parameters: [UInt8]) throws {
        let (usage, selector, matching) = (parameters[0], parameters[1], parameters[2])
        let data = value([1, 3].contains(usage) ? 1 : 0, selector: selector, matching: matching)
        let found = try verdict(
            [DomainScene.association(usage, selector, data, matching: matching)],
            port: 443
        )
        let mayBeAbsent = usage == 0 || (usage == 2 && matching == 0)
        #expect(mayBeAbsent ? found.state == .notTested : found.level == "mismatch")
    }

    @Test func theOtherSelectorDoesNotFit() throws {
        for matching in UInt8(0)...2 {
            let key = value(0, selector: 1, matching: matching)
            let found = try verdict([DomainScene.association(3, 0, key, matching: matching)])
            #expect(found.level == "mismatch")
        }
    }

    @Test func factsFromBeforeTheDigestsWereKeptSayNothingOfSHA512() throws {
        let data = value(0, selector: 1, matching: 2)
        let record = DomainScene.association(3, 1, data, matching: 2)
        #expect(try verdict([record], keepsSHA512: false).state == .notTested)
        let other = DomainScene.association(3, 1, value(0, selector: 1, matching: 1))
        #expect(try verdict([record, other], keepsSHA512: false) == .pass)
    }

    @Test func oneThatCannotBeComparedKeepsAnotherFromBeingAMismatch() throws {
        let other = DomainScene.association(3, 1, [UInt8](repeating: 0xEE, count: 32))
        let absent = DomainScene.association(2, 0, Array("an anchor".utf8), matching: 0)
        #expect(try verdict([other, absent]).state == .notTested)
        #expect(try verdict([other]).level == "mismatch")
    }

    @Test func anEmptyValueOrAnUnknownMatchingTypeDoesNotCount() throws {
        for record in [
            DomainScene.association(3, 1, [], matching: 0),
            DomainScene.association(3, 1, [1], matching: 3),
            DomainScene.association(3, 2, [UInt8](repeating: 1, count: 32)),
            DomainScene.association(3, 1, [UInt8](repeating: 1, count: 32), matching: 2),
        ] {
            #expect(try verdict([record]).level == "unusable")
        }
    }
}
