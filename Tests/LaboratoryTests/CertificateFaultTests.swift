// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Laboratory
import Testing

/// Faults of certificates: each server sends what its fault says, and chain building sees it.
struct CertificateFaultTests {
    /// What was served, leaf first, and what chain building says.
    private struct Served: Sendable {
        /// DER, leaf first.
        let sent: [[UInt8]]
        let chain: [CertificateDetails]
        let leaf: CertificateDetails
        let verdict: ChainVerdict
    }

    private func served(_ fault: Fault?) async throws -> Served {
        try await withServer(fault) { endpoint, laboratory in
            let facts = try #require(try await LoopbackClient.shakeHands(with: endpoint).facts)
            let chain = try facts.chain.map { try CertificateDetails(der: $0) }
            let store = try TrustStore(pem: Array(laboratory.rootCertificatePEM.utf8))
            return Served(
                sent: facts.chain,
                chain: chain,
                leaf: try #require(chain.first),
                verdict: try store.verify(chain: try CertificateReader().read(chain: facts.chain))
            )
        }
    }

    /// Days from now to the certificate's first and last instant.
    @Test(arguments: [
        (Fault?.none, -5.0, 40.0), (.expired, -48, -3), (.notYetValid, 7, 52), (.expiresSoon, -30, 10),
        (.expiresVerySoon, -38, 2), (.livesTooLong, -5, 395),
    ])
    func itIsValidOnTheDaysOfItsFault(fault: Fault?, first: Double, last: Double) async throws {
        let served = try await served(fault)
        let life = try #require(served.leaf.life)
        #expect(abs(life.start.timeIntervalSinceNow / 86400 - first) < 0.01)
        #expect(abs(life.end.timeIntervalSinceNow / 86400 - last) < 0.01)
        #expect(served.verdict.isTrusted)
    }

    /// How many certificates are sent, and why no path is built.
    @Test(arguments: [
        (Fault.selfSigned, 1, ChainFault.selfSignedLeaf), (.unknownRoot, 3, .unknownRoot),
        (.missingIntermediate, 1, .missingIssuer), (.notForServers, 2, .other),
    ])
    func itsChainFailsAsTheFaultSays(fault: Fault, count: Int, reason: ChainFault) async throws {
        let served = try await served(fault)
        #expect(served.chain.count == count)
        #expect(served.verdict.fault == reason)
    }

    @Test func theOldKeyIsShortAndItsCertificateSignedWithSHA1() async throws {
        let served = try await served(.rsa1024SHA1)
        #expect(served.leaf.key.bits == 1024)
        #expect(served.leaf.signature.digest == "SHA1")
        #expect(served.chain.dropFirst().allSatisfy { $0.signature.digest == "SHA256" })
        #expect(served.verdict.isTrusted)
    }

    @Test func onlyTheIntermediateHasExpired() async throws {
        let served = try await served(.expiredIntermediate)
        #expect(served.leaf.life?.contains(Date()) == true)
        #expect(served.chain.map { $0.life?.contains(Date()) } == [true, false])
        #expect(served.verdict.isTrusted)
    }

    @Test(arguments: [(Fault.wrongName, ["parked.hosting.example"] as [String]?), (.noNames, nil)])
    func itsNamesAreNotTheHosts(fault: Fault, names: [String]?) async throws {
        let served = try await served(fault)
        #expect(served.leaf.subjectAlternativeNames?.dns == names)
        let leaf = try ParsedCertificate(der: served.sent[0])
        #expect(!CertificateName.matches(leaf, host: "www.test.example"))
        #expect(served.leaf.subject.commonName == "www.test.example")
    }

    @Test func aStapleIsPromisedAndNotSent() async throws {
        try await withServer(.stapleMissing) { endpoint, _ in
            let facts = try #require(try await LoopbackClient.shakeHands(with: endpoint).facts)
            #expect(try CertificateDetails(der: try #require(facts.chain.first)).mustStaple)
            #expect(facts.staple == nil)
        }
    }

    @Test func aKeyIsSharedOnlyWhereThatIsTheFault() async throws {
        let specimens = [
            Specimen(host: "a.test.example", number: 201),
            Specimen(host: "b.test.example", number: 202),
            Specimen(host: "c.test.example", number: 203, fault: .sharedKey(with: "a.test.example")),
        ]
        try await withLaboratory(specimens) { laboratory in
            for suite in ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"] {
                var keys: [String] = []
                for endpoint in laboratory.endpoints {
                    let answer = try await LoopbackClient.shakeHands(with: endpoint, .tls12(suite))
                    let leaf = try #require(answer.facts?.chain.first)
                    keys.append(try CertificateDetails(der: leaf).key.sha256)
                }
                #expect(keys[0] == keys[2])
                #expect(keys[0] != keys[1])
            }
        }
    }

    @Test(arguments: [
        (Fault.expired, "certificate has expired"), (.notYetValid, "certificate is not yet valid"),
        (.selfSigned, "self-signed certificate"), (.wrongName, "hostname mismatch"),
        (.missingIntermediate, "unable to get local issuer certificate"),
    ])
    func opensslSaysTheSame(fault: Fault, words: String) async throws {
        try await withServer(fault) { endpoint, laboratory in
            let answer = try await OpenSSLClient.run(
                endpoint,
                trusting: laboratory,
                ["-verify_hostname", endpoint.host]
            )
            #expect(answer.contains(words))
        }
    }
}
