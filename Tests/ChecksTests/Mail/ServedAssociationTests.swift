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
        keepsSHA512: Bool = true,
        names: [String] = ["*.mfa.example", "mfa.example"],
        trust: ChainTrust.Outcome? = .trusted
    ) throws -> Verdict {
        let host = port == 25 ? "mx1.mfa.example" : "mfa.example"
        var scene = try DomainScene.sound().with("_25._tcp.mx1.mfa.example", .tlsa)
            .serving(host, port: port, spki: "aa")
        if port == 25 { scene.endpoints.removeFirst() }
        let chain = Self.parts.map { part in
            CertificateSummary.leaf(
                names: names,
                spki: SHA256.hex(part.key),
                sha256: SHA256.hex(part.certificate)
            )
        }
        let subject = Subject(scope: .address, name: "\(host):\(port)@192.0.2.25")
        scene = try scene.seeing(
            CertificateChain(aspect: CertificateChain.served, certificates: chain),
            on: subject
        )
        if let trust { scene = try scene.seeing(Self.trust(trust), on: subject) }
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

    private static func trust(_ outcome: ChainTrust.Outcome) -> ChainTrust {
        ChainTrust(
            aspect: CertificateChain.served,
            outcome: outcome,
            code: outcome == .trusted ? 0 : 19,
            text: outcome.rawValue,
            path: [],
            anchor: nil,
            storeSHA256: "ee"
        )
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
        // The digest that is known does not count beside the stronger one.
        #expect(try verdict([record, other], keepsSHA512: false).state == .notTested)
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

    /// RFC 7671 §9: within a usage and selector, what is of a weaker digest is ignored.
    @Test func onlyTheStrongestDigestCounts() throws {
        let strong = DomainScene.association(3, 1, [UInt8](repeating: 0xEE, count: 64), matching: 2)
        let weak = DomainScene.association(3, 1, value(0, selector: 1, matching: 1))
        #expect(try verdict([strong, weak]).level == "digest")
        let ofCertificate = DomainScene.association(3, 0, value(0, selector: 0, matching: 1))
        #expect(try verdict([strong, ofCertificate]) == .pass)
        let whole = DomainScene.association(3, 1, value(0, selector: 1, matching: 0), matching: 0)
        #expect(try verdict([strong, whole]) == .pass)
        let fitting = DomainScene.association(3, 1, value(0, selector: 1, matching: 2), matching: 2)
        let old = DomainScene.association(3, 1, [UInt8](repeating: 0xEE, count: 32))
        #expect(try verdict([fitting, old]) == .pass)
    }

    /// RFC 7671 §5.1 and §5.2: DANE-EE alone binds no name.
    ///
    /// A mail server may be named as the domain, too (RFC 7672 §3.2.2).
    @Test func allButTheLeafAloneBindTheName() throws {
        let leaf = DomainScene.association(3, 1, value(0, selector: 1, matching: 1))
        let anchor = DomainScene.association(2, 1, value(1, selector: 1, matching: 1))
        let others = ["mx2.mfa.example", "*.mx1.mfa.example", "*.example"]
        #expect(try verdict([leaf], names: others) == .pass)
        #expect(try verdict([anchor], names: others).level == "name")
        #expect(try verdict([anchor, leaf], names: others) == .pass)
        for name in ["mx1.mfa.example", "MX1.MFA.example", "*.mfa.example", "mfa.example"] {
            #expect(try verdict([anchor], names: [name]) == .pass)
        }
        #expect(try verdict([anchor], port: 443, names: ["www.mfa.example"]).level == "name")
    }

    /// RFC 7671 §5.3 and §5.4: PKIX-TA and PKIX-EE narrow what the public authorities may do.
    @Test(arguments: UInt8(0)...1)
    func usagesOfPKIXWantATrustedChain(_ usage: UInt8) throws {
        let data = value(usage == 1 ? 0 : 1, selector: 1, matching: 1)
        let record = DomainScene.association(usage, 1, data)
        #expect(try verdict([record], port: 443) == .pass)
        #expect(try verdict([record], port: 443, trust: .unknownRoot).level == "untrusted")
        #expect(try verdict([record], port: 443, trust: .issuerMissing).state == .notTested)
        #expect(try verdict([record], port: 443, trust: nil).state == .notTested)
        #expect(try verdict([record], port: 443, names: ["a.example"], trust: .unknownRoot).level == "name")
        let leaf = DomainScene.association(3, 1, value(0, selector: 1, matching: 1))
        #expect(try verdict([leaf], port: 443, trust: .unknownRoot) == .pass)
    }
}
