// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import OpenPGP

/// What is judged without cryptography.
struct TextSignatureTests {
    private struct Scripted: SignatureCryptography {
        var answer: Bool? = true

        func digest(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8] {
            [0xAA, 0xBB] + [UInt8](repeating: 7, count: 18)
        }

        func isMade(
            _ signature: SignatureMaterial,
            by key: KeyMaterial,
            over digest: [UInt8],
            _ algorithm: DigestAlgorithm
        ) -> Bool? { answer }
    }

    private static let fingerprint = Scripted().digest(.sha1, [])

    private func key(created: Int = 100, _ material: [UInt8] = [27] + [UInt8](repeating: 1, count: 32)) throws
        -> Keyring
    {
        let body = [4] + Octets.four(created) + material
        let words = signature(type: 0x1F)
        return Keyring(try KeyFile([0xC6, UInt8(body.count)] + body + words).certificates, Scripted())
    }

    private func signature(
        type: UInt8 = 1,
        algorithm: UInt8 = 27,
        hash: UInt8 = 8,
        made: Int? = 200,
        more: [UInt8] = [],
        named: Bool = true
    ) -> [UInt8] {
        let issuer = [22, 33, 4] + Self.fingerprint
        let hashed = (made.map { [5, 2] + Octets.four($0) } ?? []) + (named ? issuer : []) + more
        let head = [4, type, algorithm, hash] + Octets.two(hashed.count) + hashed
        let body = head + [0, 0, 0xAA, 0xBB] + [UInt8](repeating: 1, count: 64)
        return [0xC2, UInt8(body.count)] + body
    }

    private func judged(_ packets: [UInt8], _ keyring: Keyring, _ answer: Bool? = true) -> TextSignature {
        let text =
            "-----BEGIN PGP SIGNED MESSAGE-----\n\na\n-----BEGIN PGP SIGNATURE-----\n\n"
            + "\(Data(packets).base64EncodedString())\n-----END PGP SIGNATURE-----\n"
        return TextSignature(of: Array(text.utf8), keyring, Scripted(answer: answer))
    }

    @Test func theAnswerDecides() throws {
        let keyring = try key()
        #expect(judged(signature(), keyring).state == .good)
        #expect(judged(signature(), keyring, false).state == .bad)
        #expect(judged(signature(), keyring, nil).state == .unsupported)
        #expect(judged(signature(), Keyring([], Scripted())).state == .unlisted)
    }

    @Test func whatIsNotKnownIsNotSupported() throws {
        let keyring = try key()
        for (packets, reason) in [
            (signature(type: 0), "a signature of type 0"), (signature(hash: 12), "hash algorithm 12"),
            (signature(algorithm: 17), "algorithm 17"),
            (signature(more: [2, 0x80 | 60, 0]), "a critical subpacket of type 60"),
            ([0xC2, 2, 3, 5], "its signature is of another version than 4 or 6"),
        ] {
            let seen = judged(packets, keyring)
            #expect(seen.state == .unsupported && seen.reason == reason, "\(seen)")
        }
        #expect(judged(signature(more: [2, 60, 0]), keyring).state == .good)
    }

    @Test(arguments: [1, 2, 3] as [UInt8])
    func weakHashesProveNothing(_ hash: UInt8) throws {
        #expect(judged(signature(hash: hash), try key()).state == .weak)
    }

    @Test func timesMustBeThereAndInOrder() throws {
        #expect(judged(signature(made: nil), try key()).state == .malformed)
        #expect(judged(signature(), try key(created: 201)).state == .malformed)
        #expect(judged(signature(more: [5, 3, 0, 0, 0, 9]), try key()).expires == 209)
        #expect(judged(signature(more: [5, 3, 0, 0, 0, 0]), try key()).expires == nil)
    }

    @Test func whoIsNotNamedIsNotLookedFor() throws {
        let seen = judged(signature(named: false), try key())
        #expect(seen.state == .unlisted && seen.reason == "it does not name its key")
    }

    /// Older ones name the last eight bytes of the fingerprint alone, and need not sign that.
    @Test func theIdOfTheKeyServes() throws {
        let keyring = try key()
        let id = [9, 16] + [UInt8](repeating: 7, count: 8)
        #expect(judged(signature(more: id, named: false), keyring).state == .good)
        let other = [9, 16] + [UInt8](repeating: 6, count: 8)
        let seen = judged(signature(more: other, named: false), keyring)
        #expect(seen.state == .unlisted && seen.issuer == [UInt8](repeating: 6, count: 8))
        let unsigned = signature(named: false).replacing(
            [0, 0, 0xAA, 0xBB],
            with: [0, 10] + id + [0xAA, 0xBB]
        )
        let longer = [unsigned[0], unsigned[1] + 10] + unsigned.dropFirst(2)
        #expect(judged(longer, keyring).state == .good)
    }

    /// Of several the one that says most counts, wherever it stands.
    @Test func theBestOfSeveralCounts() throws {
        let keyring = try key()
        #expect(judged(signature(type: 0) + signature(), keyring).state == .good)
        #expect(judged(signature() + signature(hash: 2), keyring).state == .good)
    }

    @Test func keysByWhichNothingIsVerifiedAreRefused() {
        for material: [UInt8] in [[17, 0], [22, 1, 9, 0, 0], [1, 0, 1, 1, 0, 1, 1]] {
            #expect(throws: OpenPGPFault.self) { try key(created: 1, material) }
        }
        #expect(throws: OpenPGPFault.self) { try KeyFile([0xC5, 1, 4]) }
        #expect(throws: OpenPGPFault.self) {
            try KeyFile([UInt8](repeating: 0x80, count: KeyFile.longest + 1))
        }
        #expect(throws: OpenPGPFault.self) { try KeyFile([UInt8]()) }
    }
}
