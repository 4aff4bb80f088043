// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Testing

@Suite struct OCSPStapleTests {
    @Test(arguments: [("ocsp-good-openssl30", OCSPStaple.Status.good), ("ocsp-revoked-openssl30", .revoked)])
    func recordedStaplesAreRead(name: String, status: OCSPStaple.Status) throws {
        let recording = try Recording(name)
        let chain = try CertificateReader().read(chain: recording.certificates)
        let staple = try OCSPStaple(try #require(recording.staple), leaf: chain[0], issuer: chain[1])
        let answer = try #require(staple.answer)
        #expect(staple.responseStatus == 0)
        #expect(answer.status == status)
        #expect((answer.revoked != nil) == (status == .revoked))
        #expect(staple.isSignatureValid == true)
        #expect(try #require(answer.thisUpdate) < (try #require(answer.nextUpdate)))
    }

    @Test func responseForAnotherCertificateHasNoAnswer() throws {
        let recording = try Recording("ocsp-good-openssl30")
        let chain = try CertificateReader().read(chain: recording.certificates)
        let staple = try OCSPStaple(try #require(recording.staple), leaf: chain[1], issuer: chain[1])
        #expect(staple.answer == nil)
    }

    @Test func changedResponsesDoNotVerify() throws {
        let recording = try Recording("ocsp-good-openssl30")
        let chain = try CertificateReader().read(chain: recording.certificates)
        let original = try #require(recording.staple)
        var valid = 0
        for position in original.indices {
            var changed = original
            changed[position] ^= 0x01
            guard let staple = try? OCSPStaple(changed, leaf: chain[0], issuer: chain[1]) else { continue }
            if staple.isSignatureValid == true, staple.answer?.status != .good { valid += 1 }
        }
        #expect(valid == 0)
        #expect(throws: CryptoError.self) { try OCSPStaple([], leaf: chain[0], issuer: chain[1]) }
    }

    @Test func refusalOfTheResponderHasNoAnswer() throws {
        let chain = try CertificateReader().read(chain: Recording("ocsp-good-openssl30").certificates)
        let tryLater: [UInt8] = [0x30, 0x03, 0x0A, 0x01, 0x03]
        let staple = try OCSPStaple(tryLater, leaf: chain[0], issuer: chain[1])
        #expect(staple.responseStatus == 3 && staple.answer == nil && staple.isSignatureValid == nil)
    }
}
