// SPDX-License-Identifier: Apache-2.0
import Foundation
import Proof
import TestSupport
import Testing

final class SigningKeyTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "keys-\(UUID())")
    private var path: String { folder.appending(path: "keys/signing.pem").path }

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func aKeyIsMadeOnceForItsOwnerAlone() throws {
        let made = try SigningKey.openOrMake(at: path)
        #expect(try SigningKey.openOrMake(at: path).fingerprint == made.fingerprint)
        #expect(try mode(path) == 0o600)
        #expect(try mode(folder.appending(path: "keys").path) == 0o700)
        #expect(throws: SigningKeyError.self) { try SigningKey.generate().write(to: path) }
        #expect(try SigningKey(path: path).fingerprint == made.fingerprint)
    }

    @Test func whatIsNoKeyIsRefusedAndLeftAsItIs() throws {
        for text in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "hello"] {
            let file = folder.appending(path: "other.pem")
            try Data(text.utf8).write(to: file)
            #expect(throws: SigningKeyError.noKey(file.path)) { try SigningKey.openOrMake(at: file.path) }
            #expect(try Data(contentsOf: file) == Data(text.utf8))
        }
        #expect(throws: SigningKeyError.unreadable(folder.path + "/none")) {
            try SigningKey(path: folder.path + "/none")
        }
    }

    /// RFC 8032 §7.1, test 3: two bytes.
    @Test func theSignatureIsTheOneOfTheStandard() throws {
        let secret = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
        let prefix = "302e020100300506032b657004220420"  // PKCS #8 around a seed, RFC 8410 §7
        let bytes = stride(from: 0, to: 96, by: 2).compactMap { offset -> UInt8? in
            let text = Array(prefix + secret)
            return UInt8(String(text[offset...offset + 1]), radix: 16)
        }
        let pem =
            "-----BEGIN PRIVATE KEY-----\n\(Data(bytes).base64EncodedString())\n-----END PRIVATE KEY-----\n"
        let file = folder.appending(path: "rfc.pem")
        try Data(pem.utf8).write(to: file)
        let signature = try SigningKey(path: file.path).sign(Data([0xAF, 0x82]))
        let expected =
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
            + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        #expect(signature.map { String(format: "%02x", $0) }.joined() == expected)
    }

    @Test func opensslVerifiesAHead() async throws {
        let key = try SigningKey.generate()
        let head = CycleHead(
            cycle: 1,
            ended: Date(timeIntervalSince1970: 1_790_000_000),
            records: 3,
            root: MerkleTree.leafHash([1]),
            previous: nil,
            key: key.fingerprint,
            logs: [:]
        )
        let sealed = try key.seal(head)
        let file = { (name: String) in self.folder.appending(path: name).path }
        try sealed.bytes.write(to: URL(filePath: file("head.json")))
        try sealed.signature.write(to: URL(filePath: file("head.sig")))
        try Data(key.publicKey).write(to: URL(filePath: file("key.der")))
        let arguments = [
            "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", file("key.der"), "-in",
            file("head.json"), "-sigfile", file("head.sig"),
        ]
        let openssl = ProcessInfo.processInfo.environment["OPENSSL"] ?? "/usr/bin/openssl"
        #expect(try await ChildProcess(openssl, arguments).exitStatus(within: .seconds(20)) == 0)
        try (sealed.bytes + Data(" ".utf8)).write(to: URL(filePath: file("head.json")))
        #expect(try await ChildProcess(openssl, arguments).exitStatus(within: .seconds(20)) != 0)
    }
}
