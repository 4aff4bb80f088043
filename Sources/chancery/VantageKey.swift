// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Crypto
internal import Foundation
internal import Glibc

/// The private key of a vantage: Ed25519 in PKCS #8.
struct VantageKey: Sendable {
    private let key: PrivateKey

    private static let longestFile = 16_384
    /// Of the SubjectPublicKeyInfo of Ed25519 (RFC 8410 §4).
    private static let publicLength = 44

    /// Reads the file; says what is wrong with it, and throws an exit status.
    init(path: String) throws {
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: Self.longestFile),
            let key = try? PrivateKey(pem: String(decoding: bytes, as: UTF8.self))
        else {
            throw Self.failed("\(path) holds no private key that can be read; make one with --make-key")
        }
        guard let der = try? key.publicKey(), der.count == Self.publicLength,
            let publicKey = try? PublicKey(der: der), publicKey.kind == .edwards
        else { throw Self.failed("the key in \(path) is not one of Ed25519; make one with --make-key") }
        self.key = key
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o077 != 0 {
            Terminal.say(
                "chancery: others may read \(Terminal.harmless(path)); chmod 600 it, or make a new key"
            )
        }
    }

    /// 64 bytes (RFC 8032 §5.1.6).
    func sign(_ bytes: Data) throws -> Data { Data(try key.signWhole(Array(bytes))) }

    /// Makes a key that only its owner may read, and its public key beside it; what is there already stays.
    static func make(at path: String) throws {
        let key = try PrivateKey.generate(.ed25519)
        let publicKey = try PublicKey(der: try key.publicKey())
        let mask = umask(0o077)
        defer { umask(mask) }
        try write(key.pem, to: path, mode: 0o600)
        try write(publicKey.pem, to: path + ".pub", mode: 0o644)
        let text = Data(publicKey.der).base64EncodedString()
        Terminal.print("PublicKey=\(text)")
        Terminal.say("The private key is in \(Terminal.harmless(path)) and leaves this machine never.")
    }

    private static func write(_ text: String, to path: String, mode: Int) throws {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        } catch {
            throw failed("cannot write \(path): \(error.localizedDescription)")
        }
    }

    /// Letters, digits, dots, hyphens and underscores.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                    || ".-_".utf8.contains(byte)
            }
    }

    private static func failed(_ text: String) -> ExitCode {
        Terminal.say("chancery: \(Terminal.harmless(text))")
        return .badConfiguration
    }
}
