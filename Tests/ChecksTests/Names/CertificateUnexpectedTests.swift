// SPDX-License-Identifier: Apache-2.0
import Checks
import DNSWire
import Facts
import Foundation
import Model
import Testing

struct CertificateUnexpectedTests {
    private static let letsEncrypt = "C=US, O=Let's Encrypt, CN=R13"
    private static let digicert = "C=US, O=\"DigiCert, Inc.\", CN=DigiCert CA"
    private static let unknown = "C=XX, O=Strange Authority, CN=CA"

    private func scene(
        _ issuers: String...,
        allowed: [String] = [],
        caa: [String] = ["letsencrypt.org"],
        days: Double = 30
    ) throws -> DomainScene {
        let issued = IssuedCertificates(
            issuers: issuers.map {
                IssuedCertificates.Issuer(
                    name: $0,
                    certificates: [
                        IssuedCertificates.Certificate(
                            serial: "a1",
                            notBefore: Scene.now.addingTimeInterval(-86_400),
                            notAfter: Scene.now.addingTimeInterval(days * 86_400),
                            names: ["www.mfa.example"]
                        )
                    ]
                )
            }
        )
        let scene = try DomainScene().listing(
            ListedDomain(name: "mfa.example", mission: nil, issuers: allowed)
        ).seeing(issued)
        let records = caa.map { DomainScene.issue($0) }
        return switch records.count {
        case 0: try scene.with("mfa.example", .caa)
        default: try scene.with("mfa.example", .caa, records[0])
        }
    }

    private func verdict(_ scene: DomainScene) throws -> Verdict {
        try scene.verdict(of: CertificateUnexpected.self)
    }

    @Test func whomCAANamesIsExpected() throws {
        #expect(try verdict(scene(Self.letsEncrypt)) == .pass)
    }

    @Test func aStrangerFailsAndIsNamed() throws {
        let verdict = try verdict(scene(Self.letsEncrypt, Self.digicert))
        #expect(verdict.level == "unexpected")
        #expect("\(verdict)".contains("DigiCert CA") && "\(verdict)".contains("serial a1"))
    }

    @Test(arguments: ["DigiCert", "digicert.com", "digicert, inc."])
    func whomTheOperatorAllowsIsExpected(_ allowed: String) throws {
        #expect(try verdict(scene(Self.digicert, allowed: [allowed])) == .pass)
    }

    @Test func whatAnEndpointUsesIsExpected() throws {
        let scene = try scene(Self.digicert).serving(
            "www.mfa.example",
            port: 443,
            spki: "aa",
            issuer: "CN=Other CA,O=DigiCert\\, Inc.,C=US"
        )
        #expect(try verdict(scene) == .pass)
    }

    @Test func whoseCAANameIsNotKnownIsAStrangerOnlyToAList() throws {
        #expect(try verdict(scene(Self.unknown)).state == .unknown)
        #expect(try verdict(scene(Self.unknown, allowed: ["Let's Encrypt"])).level == "unexpected")
    }

    @Test func whatHasEndedDoesNotCount() throws {
        #expect(try verdict(scene(Self.digicert, days: -1)).state == .notApplicable)
    }

    @Test func whereNobodySaysWhoMayNothingIsJudged() throws {
        #expect(try verdict(scene(Self.digicert, caa: [])).state == .notApplicable)
    }

    @Test func anUnansweredCAALeavesAStrangerUnknown() throws {
        let scene = try scene(Self.digicert).losing("mfa.example", .caa)
        #expect(try verdict(scene).state == .unknown)
        let allowed = try self.scene(Self.digicert, allowed: ["digicert.com"]).losing("mfa.example", .caa)
        #expect(try verdict(allowed) == .pass)
    }

    @Test func withoutAnExtractItIsNotTested() throws {
        #expect(try verdict(DomainScene.sound()).state == .notTested)
        let scene = try scene(Self.digicert).missing(Question(IssuedCertificates.self))
        #expect(try verdict(scene).state == .unknown)
    }
}
