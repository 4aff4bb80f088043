// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import Testing

@testable import Probes

/// What served chains become, against chains whose making is known.
struct CertificateFactsTests {
    private static let now = Date(timeIntervalSince1970: 1_795_435_200)
    private let root: IssuedCertificate
    private let intermediate: IssuedCertificate
    private let stranger: IssuedCertificate
    private let leaf: IssuedCertificate

    init() throws {
        root = try Self.issue("Root")
        intermediate = try Self.issue("Intermediate", issuer: root)
        stranger = try Self.issue("Stranger")
        leaf = try Self.issue("www.test.example", issuer: intermediate)
    }

    private static func issue(
        _ name: String,
        issuer: IssuedCertificate? = nil,
        key: PrivateKey.Kind = .ec(curve: "P-256")
    ) throws -> IssuedCertificate {
        var template = CertificateTemplate(
            commonName: name,
            notBefore: now.addingTimeInterval(-10 * 86_400),
            notAfter: now.addingTimeInterval(30 * 86_400)
        )
        template.isCertificateAuthority = !name.contains(".")
        if name.contains(".") { template.dnsNames = [name] }
        template.issuerURL = "http://ca.example/\(issuer == nil ? "none" : "issuer").cer"
        return try CertificateFactory.issue(template, key: .generate(key), issuer: issuer)
    }

    private func facts(trusting anchor: IssuedCertificate?, privately: IssuedCertificate? = nil) throws
        -> CertificateFacts
    {
        func store(_ anchor: IssuedCertificate) throws -> TrustStore {
            try TrustStore(pem: Array(anchor.pem.utf8))
        }
        return CertificateFacts(
            serverName: "www.test.example",
            material: TrustMaterial(
                publicStore: try store(anchor ?? stranger),
                privateStores: try privately.map { [.init(name: "intranet", store: try store($0))] } ?? []
            ),
            clock: { Self.now }
        )
    }

    private func served(_ chain: [IssuedCertificate], staple: [UInt8]? = nil) -> ServedCertificates {
        ServedCertificates(chain: chain.map(\.der), staple: staple, timestamps: [])
    }

    private func one<F: Fact>(_ kind: F.Type, _ answers: [Answer], aspect: String? = nil) throws -> F {
        let records = answers.compactMap { answer -> FactRecord? in
            guard case .fact(let record) = answer, record.question.kind == F.kind,
                aspect == nil || record.question.aspect == aspect
            else { return nil }
            return record
        }
        return try #require(records.first).decode(F.self)
    }

    private func order(_ chain: [IssuedCertificate], trusting anchor: IssuedCertificate? = nil) throws
        -> ChainOrder
    {
        try one(ChainOrder.self, facts(trusting: anchor ?? root).answers(served(chain)))
    }

    @Test func straightChainIsOrderedAndLacksNothing() throws {
        let order = try order([leaf, intermediate])
        #expect(order.isOrdered && order.extra.isEmpty && order.duplicates.isEmpty && order.anchors.isEmpty)
        #expect(order.missingIssuer == nil)
    }

    @Test func disorderStraysDoublesAndAnchorsAreTold() throws {
        #expect(try !order([leaf, root, intermediate]).isOrdered)
        #expect(try order([leaf, root, intermediate]).anchors == [1])
        #expect(try order([leaf, intermediate, root]).anchors == [2])
        let stray = try order([leaf, stranger, intermediate])
        #expect(stray.extra == [1] && stray.isOrdered)
        let double = try order([leaf, intermediate, intermediate])
        #expect(double.duplicates == [2] && double.extra.isEmpty && double.isOrdered)
        #expect(try order([leaf, leaf, intermediate]).duplicates == [1])
    }

    /// An old client's root signs the intermediate's key too: both paths are of use.
    @Test func crossSignedIntermediatesAreBothOfUse() throws {
        var template = CertificateTemplate(
            commonName: "Intermediate",
            notBefore: Self.now,
            notAfter: Self.now.addingTimeInterval(86_400)
        )
        template.isCertificateAuthority = true
        let crossed = try CertificateFactory.issue(template, key: intermediate.key, issuer: stranger)
        let order = try order([leaf, intermediate, crossed])
        #expect(order.extra.isEmpty && order.isOrdered)
    }

    @Test func missingIssuerIsNamedWithWhereItCanBeFetched() throws {
        let order = try order([leaf])
        #expect(order.missingIssuer == "CN=Intermediate")
        #expect(order.missingIssuerURLs == ["http://ca.example/issuer.cer"])
    }

    @Test func everyNamedStoreHasItsVerdict() throws {
        let answers = try facts(trusting: stranger, privately: root).answers(served([leaf, intermediate]))
        #expect(try one(ChainTrust.self, answers, aspect: "default").outcome == .issuerMissing)
        let named = try one(ChainTrust.self, answers, aspect: "default@intranet")
        #expect(named.outcome == .trusted && named.store == "intranet" && named.chain == "default")
        #expect(named.anchor == "CN=Root")
        #expect(try one(ChainOrder.self, answers).missingIssuer == nil)
    }

    @Test func furtherChainsHaveTheirAspectInEveryAnswer() throws {
        let answers = try facts(trusting: root).answers(served([leaf, intermediate]), aspect: "ecdsa")
        #expect(answers.allSatisfy { $0.question.aspect.hasPrefix("ecdsa") })
        let reasons = CertificateFacts.unestablished(
            Unestablished(phase: .handshake, reason: "timed out"),
            aspect: "ecdsa"
        )
        #expect(Set(reasons.map(\.question)) == Set(answers.map(\.question)))
        let ordinary = try facts(trusting: root).answers(served([leaf, intermediate]))
        #expect(
            Set(CertificateFacts.unestablished(Unestablished(phase: .reply, reason: "")).map(\.question))
                == Set(ordinary.map(\.question))
        )
    }

    @Test func unreadableCertificatesLeaveEveryQuestionOpenOnce() throws {
        let chain = ServedCertificates(chain: [[0x30, 0x01, 0x02]], staple: nil, timestamps: [])
        let answers = try facts(trusting: root).answers(chain)
        #expect(Set(answers.map(\.question)).count == answers.count)
        #expect(answers.contains { $0.question == Question(ChainOrder.self, "default") })
    }

    @Test func theLeafsKeyNamesTheChain() throws {
        let reader = CertificateReader()
        for (kind, aspect) in [
            (PrivateKey.Kind.rsa(bits: 2048), "rsa"), (.ec(curve: "P-256"), "ecdsa"), (.ed25519, "eddsa"),
        ] {
            let leaf = try Self.issue("www.test.example", issuer: intermediate, key: kind)
            #expect(served([leaf]).keyAspect(reader) == aspect)
        }
        #expect(ServedCertificates(chain: [], staple: nil, timestamps: []).keyAspect(reader) == nil)
    }

    // MARK: Staples

    private func staple(
        _ status: Crypto.OCSPStaple.Status = .good,
        days: ClosedRange<Double> = -1...6,
        signer: IssuedCertificate? = nil,
        chain: [IssuedCertificate]? = nil
    ) throws -> RevocationStatus {
        var template = OCSPResponseFactory.Template(
            thisUpdate: Self.now.addingTimeInterval(days.lowerBound * 86_400),
            nextUpdate: Self.now.addingTimeInterval(days.upperBound * 86_400)
        )
        template.status = status
        let response = try OCSPResponseFactory.respond(
            template,
            for: [leaf.der],
            issuer: intermediate.der,
            signer: signer ?? intermediate
        )
        let answers = try facts(trusting: root)
            .answers(served(chain ?? [leaf, intermediate], staple: response))
        return try one(RevocationStatus.self, answers)
    }

    @Test func staplesAreReadAndVerified() throws {
        let good = try staple()
        #expect(good.status == .good && good.isSigned == true && good.currency == .current)
        #expect(good.validityHours == 168)
        let revoked = try staple(.revoked)
        #expect(revoked.status == .revoked && revoked.revoked == Self.now.addingTimeInterval(-86_400))
        #expect(try staple(.unknown).status == .unknown)
        #expect(try staple(signer: stranger).isSigned == false)
        #expect(try staple(days: -9 ... -2).currency == .stale)
        #expect(try staple(days: 1...8).currency == .early)
    }

    @Test func renewedStapleIsTheSameFact() throws {
        let early = try staple(days: -1...6)
        let late = try staple(days: -3...4)
        #expect(early == late)
    }

    @Test func otherStaplesSayWhatIsWrong() throws {
        let other = try Self.issue("other.test.example", issuer: intermediate)
        #expect(try staple(chain: [other, intermediate]).status == .unrelated)
        let answers = try facts(trusting: root).answers(served([leaf, intermediate], staple: [1, 2, 3]))
        #expect(try one(RevocationStatus.self, answers).status == .malformed)
        let none = try facts(trusting: root).answers(served([leaf, intermediate]))
        #expect(try one(RevocationStatus.self, none).status == .absent)
        let tryLater: [UInt8] = [0x30, 0x03, 0x0A, 0x01, 0x03]
        let refused = try facts(trusting: root).answers(served([leaf, intermediate], staple: tryLater))
        #expect(try one(RevocationStatus.self, refused).status == .refused)
    }

    @Test func stapleOfAnUnknownIssuerIsLeftOpen() throws {
        let answers = try facts(trusting: root).answers(served([leaf], staple: [1, 2, 3]))
        #expect(
            answers.contains {
                guard case .unestablished(let question, _) = $0 else { return false }
                return question.kind == RevocationStatus.kind
            }
        )
    }

    @Test func stapleThatNobodyAskedForIsNotAbsent() throws {
        let chain = ServedCertificates(
            chain: [leaf.der, intermediate.der],
            staple: nil,
            timestamps: [],
            asksForStatus: false
        )
        let reasons = try facts(trusting: root).answers(chain).compactMap { answer -> Unestablished.Phase? in
            guard case .unestablished(let question, let reason) = answer else { return nil }
            return question.kind == RevocationStatus.kind ? reason.phase : nil
        }
        #expect(reasons == [.notMeasured])
    }

    @Test func issuerThatIsAnAnchorNeedsNotBeSent() throws {
        let direct = try Self.issue("www.test.example", issuer: root)
        let response = try OCSPResponseFactory.respond(
            .init(thisUpdate: Self.now, nextUpdate: nil),
            for: [direct.der],
            issuer: root.der,
            signer: root
        )
        let answers = try facts(trusting: root).answers(served([direct], staple: response))
        let status = try one(RevocationStatus.self, answers)
        #expect(status.isSigned == true && status.currency == .undated && status.validityHours == nil)
    }
}
