// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TestSupport
import Testing

/// Time stamps of an authority that `openssl ts` is.
@Suite final class TimestampTests {
    private static let content = Array("what was seen".utf8)
    private let folder = FileManager.default.temporaryDirectory.appending(path: "tsa-\(UUID())")
    private let authority: TimestampAuthority
    private let query: TimestampQuery
    private let reply: TimestampReply

    init() throws {
        authority = try TimestampAuthority(in: folder)
        query = try TimestampQuery(imprint: SHA256.digest(Self.content))
        reply = try TimestampReply(Array(try authority.reply(to: Data(query.der))))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func trusted() throws -> [UInt8] { [UInt8](try Data(contentsOf: authority.root)) }

    @Test func aReplySaysWhatTheQueryAsked() throws {
        #expect(reply.status == 0 && reply.isSHA256)
        #expect(reply.imprint == query.imprint && reply.nonce == query.nonce)
        #expect(reply.authority == "CN=Test Time Stamps")
        #expect(!reply.serial.isEmpty)
        #expect(abs(try #require(reply.time).timeIntervalSinceNow) < 60)
        let again = try TimestampQuery(der: query.der)
        #expect(again == query)
    }

    @Test func itIsTrustedByWhoeverTrustsTheRoot() throws {
        #expect(reply.standing(over: query.imprint, trusting: try trusted()) == .trusted)
        #expect(reply.standing(over: query.imprint, trusting: nil) == .unknownAuthority)
        let other = try Laboratory.selfSigned("other", key: .ed25519, digest: .sha256)
        for stranger in [Array(other.pem.utf8), []] {
            guard case .broken = reply.standing(over: query.imprint, trusting: stranger) else {
                Issue.record("a stranger is trusted")
                return
            }
        }
    }

    @Test func itIsOverNothingElse() throws {
        let other = SHA256.digest(Array("something else".utf8))
        #expect(
            reply.standing(over: other, trusting: try trusted()) == .broken("it is over something else")
        )
    }

    /// RFC 3161 §2.3: the certificate is for time stamps alone, and says so critically.
    @Test(arguments: ["timeStamping", "critical,timeStamping,serverAuth", "critical,serverAuth"])
    func aCertificateForSomethingElseMakesNoTimestamp(usage: String) throws {
        let place = folder.appending(path: usage)
        guard let wrong = try? TimestampAuthority(in: place, usage: usage),
            let bytes = try? wrong.reply(to: Data(query.der)),
            let reply = try? TimestampReply(Array(bytes)), reply.time != nil
        else { return }  // `openssl ts` itself refuses most of them.
        let root = [UInt8](try Data(contentsOf: wrong.root))
        for authorities in [root, nil] {
            guard case .broken = reply.standing(over: query.imprint, trusting: authorities) else {
                Issue.record("\(usage) is taken")
                return
            }
        }
    }

    @Test func aRefusalHasNoToken() throws {
        var wrong = query.der
        // The digest's identifier, so that the authority knows no such algorithm.
        let place = try #require(
            wrong.firstRange(of: [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01])
        )
        wrong[place.upperBound - 1] = 0x0A
        let refused = try TimestampReply(Array(try authority.reply(to: Data(wrong))))
        #expect(refused.status == 2 && refused.time == nil && refused.imprint.isEmpty)
        guard case .broken = refused.standing(over: query.imprint, trusting: nil) else {
            Issue.record("a refusal is a time stamp")
            return
        }
    }

    @Test func alteredRepliesNeitherTrapNorMoveInTime() throws {
        var random = SeededGenerator(seed: 3161)
        let root = try trusted()
        for _ in 0..<300 {
            var bytes = reply.der
            bytes[Int.random(in: bytes.indices, using: &random)] ^=
                1 << UInt8.random(in: 0..<8, using: &random)
            guard let altered = try? TimestampReply(bytes),
                altered.standing(over: query.imprint, trusting: root) == .trusted
            else { continue }
            #expect(altered.time == reply.time && altered.nonce == reply.nonce)
        }
        for cut in stride(from: 0, to: reply.der.count, by: 97) {
            #expect(throws: CryptoError.self) { try TimestampReply(Array(reply.der.prefix(cut))) }
        }
    }
}
