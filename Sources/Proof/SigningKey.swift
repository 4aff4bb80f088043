// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation

/// The Ed25519 key that signs heads.
package struct SigningKey: Sendable {
    private let key: PrivateKey
    /// SubjectPublicKeyInfo in DER.
    package let publicKey: [UInt8]
    package var fingerprint: String { KeyIntroduction.fingerprint(of: publicKey) }

    private static let longestFile = 16_384

    private init(_ key: PrivateKey) throws(SigningKeyError) {
        guard let spki = try? key.publicKey(), let publicKey = try? PublicKey(der: spki),
            publicKey.kind == .edwards,
            publicKey.bits <= 256
        else { throw .unusable }
        self.key = key
        self.publicKey = spki
    }

    package static func generate() throws(SigningKeyError) -> SigningKey {
        guard let key = try? PrivateKey.generate(.ed25519) else { throw .unusable }
        return try SigningKey(key)
    }

    /// Reads PKCS #8 in PEM.
    package init(path: String) throws(SigningKeyError) {
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: Self.longestFile) ?? Data()
        else { throw .unreadable(path) }
        guard let key = try? PrivateKey(pem: String(decoding: bytes, as: UTF8.self)) else {
            throw .noKey(path)
        }
        do {
            try self.init(key)
        } catch {
            throw .noKey(path)
        }
    }

    /// Reads the file, or makes it where there is none: a new key that only its owner may read.
    package static func openOrMake(at path: String) throws(SigningKeyError) -> SigningKey {
        if FileManager.default.fileExists(atPath: path) { return try SigningKey(path: path) }
        let made = try generate()
        try made.write(to: path)
        return made
    }

    /// Never replaces a file; its folder is made for the owner alone where there is none.
    package func write(to path: String) throws(SigningKeyError) {
        let url = URL(filePath: path)
        do {
            // The folder is private from the start, so nobody can open the file before its mode is set.
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data(key.pem.utf8).write(to: url, options: .withoutOverwriting)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let file = try FileHandle(forWritingTo: url)
            try file.synchronize()
            try file.close()
        } catch {
            throw .cannotWrite(path, reason: error.localizedDescription)
        }
    }

    /// 64 bytes (RFC 8032 §5.1.6).
    package func sign(_ bytes: Data) throws(SigningKeyError) -> Data {
        guard let signature = try? key.signWhole(Array(bytes)) else { throw .unusable }
        return Data(signature)
    }

    package func seal(_ head: CycleHead) throws -> SealedHead {
        let bytes = try head.bytes
        return SealedHead(bytes: bytes, signature: try sign(bytes))
    }

    /// Introduces this key, as the first or after another, which then signs.
    package func introduced(at now: Date, by before: SigningKey? = nil) throws -> SealedKey {
        let introduction = KeyIntroduction(key: publicKey, introduced: now, successorOf: before?.fingerprint)
        let bytes = try introduction.bytes
        return SealedKey(bytes: bytes, signature: try (before ?? self).sign(bytes))
    }
}

/// Why there is no key to sign with.
package enum SigningKeyError: Error, Hashable, Sendable {
    case unreadable(String)
    case noKey(String)
    case cannotWrite(String, reason: String)
    case unusable
}

extension SigningKeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let path):
            "the signing key \(path) cannot be read; let its owner be the user who runs this"
        case .noKey(let path):
            "\(path) holds no Ed25519 key in PEM; put the right file back from a backup: without it no cycle can be signed"
        case .cannotWrite(let path, let reason): "the signing key \(path) cannot be written: \(reason)"
        case .unusable: "OpenSSL cannot sign with the key"
        }
    }
}
